//! What a token lacks, or should not hold, for what it says it is.

use serde_json::Value;

use super::jose_json::PRIVATE;
use super::{Jws, Token, role};

/// What is worth knowing, each a sentence. A server may still take the token: nothing is refused here.
pub fn notes(token: &Token) -> Vec<String> {
    let Token::Jws(jws) = token else { return Vec::new() };
    let role = role::judge(token);
    let mut notes = Vec::new();
    let (reference, required): (_, &[&str]) = match (role.id, role.sure) {
        ("dpop-proof", _) => ("RFC 9449 §4.2", &["jti", "htm", "htu", "iat"]),
        ("logout-token", _) => ("OpenID Connect Back-Channel Logout §2.4", &["iss", "aud", "iat", "jti", "events"]),
        ("id-token", role::Sureness::Certain) => ("OpenID Connect Core §2", &["iss", "sub", "aud", "exp", "iat"]),
        ("access-token", _) if jws.typ().is_some_and(|typ| typ == "at+jwt") => {
            ("RFC 9068 §2.2", &["iss", "exp", "aud", "sub", "client_id", "iat", "jti"])
        }
        _ => ("", &[]),
    };
    let claims = jws.claims.clone().unwrap_or_default();
    let missing: Vec<&str> = required.iter().copied().filter(|name| claims.get(name).is_none()).collect();
    if !missing.is_empty() {
        notes.push(format!("{reference} wants these claims too: {}.", missing.join(", ")));
    }
    match role.id {
        "dpop-proof" => proof(jws, &mut notes),
        "logout-token" if claims.get("nonce").is_some() => {
            notes.push("A logout token must not hold a nonce.".into());
        }
        "logout-token" if claims.get("sub").is_none() && claims.get("sid").is_none() => {
            notes.push("A logout token names a user (sub) or a session (sid).".into());
        }
        _ => {}
    }
    let private = |key: &Value| PRIVATE.iter().any(|name| key.get(name).is_some());
    if jws.header.get("jwk").is_some_and(private) {
        notes.push(
            "The key in the header (jwk) holds its private half: whoever sees the token can sign with it.".into(),
        );
    }
    notes
}

/// RFC 9449 §4.2 and §4.3.
fn proof(jws: &Jws, notes: &mut Vec<String>) {
    let alg = jws.alg().unwrap_or_default();
    if alg.starts_with("HS") || jws.unsecured() {
        notes.push(format!("A proof is signed with a private key; {alg} is not allowed (RFC 9449 §4.2)."));
    }
    if !jws.header.get("jwk").is_some_and(Value::is_object) {
        notes.push(
            "The public key is missing in the header (jwk), so nobody can check the proof (RFC 9449 §4.2).".into(),
        );
    }
    // SHA-256 in base64url.
    if let Some(ath) = jws.claims.as_ref().and_then(|claims| claims.text("ath")).filter(|ath| ath.len() != 43) {
        notes.push(format!(
            "ath has {} characters; the SHA-256 digest of an access token in base64url has 43 (RFC 9449 §4.2).",
            ath.len()
        ));
    }
    let htu = jws.claims.as_ref().and_then(|claims| claims.text("htu")).unwrap_or_default();
    if htu.contains(['?', '#']) {
        notes.push("htu is written without query and fragment (RFC 9449 §4.2).".into());
    }
}

/// A header member as it may be shown: the private parts of a key are masked.
pub fn shown(name: &str, value: &Value) -> Value {
    let mut value = value.clone();
    if name == "jwk"
        && let Value::Object(key) = &mut value
    {
        for (_, secret) in key.iter_mut().filter(|(name, _)| PRIVATE.contains(&name.as_str())) {
            *secret = "•••".into();
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Claims;
    use serde_json::json;

    fn of(header: Value, claims: Value) -> String {
        let (Value::Object(header), Value::Object(claims)) = (header, claims) else { panic!() };
        let jws = Jws { header, claims: Some(Claims(claims)), ..Jws::default() };
        notes(&Token::Jws(jws)).join("\n")
    }

    #[test]
    fn a_proof_is_held_against_its_rfc() {
        let key = json!({"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"});
        let good = json!({"jti": "1", "htm": "GET", "htu": "https://a.test/x", "iat": 1});
        let header = |alg: &str, key: Value| json!({"typ": "dpop+jwt", "alg": alg, "jwk": key});
        assert_eq!(of(header("ES256", key.clone()), good.clone()), "");
        let said = of(
            header("HS256", json!({"kty": "oct", "k": "AA"})),
            json!({"htm": "GET", "htu": "https://a.test/?x", "ath": "abc"}),
        );
        for part in ["jti, iat", "HS256 is not allowed", "without query", "private half", "ath has 3 characters"] {
            assert!(said.contains(part), "{said}");
        }
        assert!(of(json!({"typ": "dpop+jwt", "alg": "ES256"}), good).contains("public key is missing"));
        assert_eq!(shown("jwk", &json!({"kty": "EC", "d": "hush"})), json!({"kty": "EC", "d": "•••"}));
    }

    #[test]
    fn tokens_of_other_roles_are_held_against_theirs() {
        let said = of(json!({"typ": "at+jwt", "alg": "RS256"}), json!({"iss": "a", "exp": 1}));
        assert!(said.contains("RFC 9068 §2.2 wants these claims too: aud, sub, client_id, iat, jti."), "{said}");
        let said = of(json!({"typ": "logout+jwt", "alg": "RS256"}), json!({"iss": "a", "nonce": "n"}));
        assert!(said.contains("must not hold a nonce"), "{said}");
        assert_eq!(of(json!({"alg": "RS256"}), json!({"sub": "a"})), "");
    }
}
