//! Checking a signature with a key that the user gives: what has to be computed, as plain data.
//!
//! The panel hands a plan to `crypto.subtle`, the command line to `verify`. Neither ever says that
//! a token is valid: a signature that fits says nothing about `exp`, `aud` or a revocation.

use serde_json::{Map, Value, json};

use super::jws::{Jws, Payload, Signature};
use super::key::{self, Key, Material};

/// One computation that tells whether a signature fits a key.
#[derive(Clone, Debug, PartialEq)]
pub struct VerifyPlan {
    /// The algorithm of the header.
    pub algorithm: Algorithm,
    /// The key to try.
    pub key: Key,
    /// What is signed (RFC 7515 §5.2): header, dot, payload.
    pub data: Vec<u8>,
    /// The signature of the token.
    pub signature: Vec<u8>,
}

/// A signature algorithm of RFC 7518 §3.1, RFC 8037, RFC 8812 or RFC 9864.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Algorithm {
    /// `alg` as the header has it.
    pub name: String,
    /// What kind of mathematics it is.
    pub family: Family,
    /// The bits of its SHA-2 hash: 256, 384 or 512.
    pub hash: u16,
}

/// The kinds of signature algorithms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// HS256 …: a shared secret.
    Hmac,
    /// RS256 …: RSA with PKCS #1 padding.
    RsaPkcs1,
    /// PS256 …: RSA with PSS padding, the salt as long as the hash.
    RsaPss,
    /// ES256 …: ECDSA, the signature as two numbers of equal length.
    Ecdsa,
    /// ES256K: ECDSA on the curve of Bitcoin (RFC 8812).
    EcdsaK,
    /// EdDSA with Ed25519.
    Ed25519,
}

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The signature was made with this key, or with its private half.
    Fits {
        /// Which key, in words.
        key: String,
        /// Why libraries refuse the key although the signature fits, as a sentence.
        weakness: Option<String>,
    },
    /// It was made with another key, or header, payload or signature were changed.
    DoesNotFit {
        /// The key that the token asks for (`kid`), where none of that name was given.
        missing: Option<String>,
    },
    /// It could not be checked; the sentence says why.
    NotChecked(String),
}

impl Verdict {
    /// The verdict in one sentence.
    pub fn words(&self) -> String {
        match self {
            Verdict::Fits { key, weakness } => {
                let weakness = weakness.as_ref().map(|weakness| format!(" {weakness}")).unwrap_or_default();
                format!("The signature fits {key}.{weakness} This says nothing about expiry, audience or revocation.")
            }
            Verdict::DoesNotFit { missing: None } => "The signature does not fit this key.".into(),
            Verdict::DoesNotFit { missing: Some(kid) } => format!(
                "The signature does not fit this key. The token asks for the key {kid:?} (kid); none of that name was given."
            ),
            Verdict::NotChecked(why) => format!("The signature could not be checked: {why}"),
        }
    }
}

/// Plans the check of `jws` with the pasted `key`. Any plan that succeeds means that the signature
/// fits. `payload` is what a detached JWS signs (RFC 7515 appendix F).
///
/// # Errors
/// A sentence that says why nothing can be checked.
pub fn plan(jws: &Jws, key: &str, payload: Option<&[u8]>) -> Result<Vec<VerifyPlan>, String> {
    let keys = key::parse(key)?;
    let mut plans = Vec::new();
    let mut reasons = Vec::new();
    for signature in &jws.signatures {
        match plan_one(jws, signature, &keys, payload) {
            Ok(more) => plans.extend(more),
            Err(reason) => reasons.push(reason),
        }
    }
    if plans.is_empty() {
        return Err(reasons.into_iter().next().unwrap_or("The token has no signature.".into()));
    }
    Ok(plans)
}

/// Draws the verdict from plans and what came of each: whether the signature fits, `None` where the
/// numbers of the key are no key.
pub fn conclude(jws: &Jws, payload: Option<&[u8]>, tried: &[(VerifyPlan, Option<bool>)]) -> Verdict {
    if let Some((plan, _)) = tried.iter().find(|(_, fits)| *fits == Some(true)) {
        return Verdict::Fits { key: plan.key.name.clone(), weakness: plan.weakness() };
    }
    if jws.payload == Payload::Detached && payload.is_none() {
        // An empty payload was tried: it is as good a payload as any.
        return Verdict::NotChecked("The payload is not in the token (detached).".into());
    }
    if tried.iter().all(|(_, fits)| fits.is_none()) {
        return Verdict::NotChecked("The key is broken: its numbers are no key.".into());
    }
    let asked = jws.signatures.iter().filter_map(Signature::kid).next();
    let given = |kid: &str| tried.iter().any(|(plan, _)| plan.key.kid.as_deref() == Some(kid));
    let is_secret = tried.iter().any(|(plan, _)| plan.key.kid.is_none());
    Verdict::DoesNotFit { missing: asked.filter(|kid| !is_secret && !given(kid)).map(str::to_owned) }
}

fn plan_one(jws: &Jws, signature: &Signature, keys: &[Key], payload: Option<&[u8]>) -> Result<Vec<VerifyPlan>, String> {
    let mut header = signature.unprotected.clone();
    header.extend(signature.header.clone());
    let text = |name: &str| header.get(name).and_then(Value::as_str);
    let Some(alg) = text("alg") else { return Err("The header names no algorithm (alg).".into()) };
    if alg.eq_ignore_ascii_case("none") {
        return Err("The token says itself that it is not signed (alg: none).".into());
    }
    if alg == "Ed448" {
        return Err(key::ED448.into());
    }
    let Some(algorithm) = algorithm(alg) else {
        return Err(format!("Latchkey does not know the algorithm {alg:?}."));
    };
    if signature.value.is_empty() {
        return Err("The signature is missing.".into());
    }
    if alg == "EdDSA" && signature.value.len() == 114 {
        return Err(key::ED448.into()); // RFC 8032 §5.2.6
    }
    if !signature.strict {
        return Err("A part of the token is no base64url to the letter; a server refuses it.".into());
    }
    if let Some(name) = must_understand(&signature.header) {
        return Err(format!("The header says that {name} must be understood (crit); Latchkey does not know it."));
    }
    let mut data = signature.protected.clone().into_bytes();
    data.push(b'.');
    match (&jws.payload, payload) {
        (Payload::Detached, Some(payload)) if header.get("b64") == Some(&Value::Bool(false)) => data.extend(payload),
        (Payload::Detached, Some(payload)) => {
            data.extend(base64::Engine::encode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, payload).into_bytes());
        }
        _ => data.extend(jws.encoded_payload.as_bytes()),
    }
    let chosen = choose(keys, &algorithm, signature.kid())?;
    let plan = |key: &Key| VerifyPlan {
        algorithm: algorithm.clone(),
        key: key.clone(),
        data: data.clone(),
        signature: signature.value.clone(),
    };
    Ok(chosen.into_iter().map(plan).collect())
}

/// A member of `crit` that is none of those that Latchkey acts on (RFC 7515 §4.1.11).
fn must_understand(header: &Map<String, Value>) -> Option<String> {
    let crit = header.get("crit")?;
    let Value::Array(names) = crit else { return Some("something".into()) };
    names.iter().find(|name| *name != "b64").map(Value::to_string)
}

/// The keys that may have made the signature.
fn choose<'k>(keys: &'k [Key], algorithm: &Algorithm, kid: Option<&str>) -> Result<Vec<&'k Key>, String> {
    let (mut fitting, mut why) = (Vec::new(), None);
    for key in keys {
        let reason = if !algorithm.takes(&key.material) {
            format!("The token is signed with {}, the key is {}.", algorithm.name, key.material.describe())
        } else if key.alg.as_ref().is_some_and(|alg| !algorithm.is_named(alg)) {
            let alg = key.alg.as_deref().unwrap_or_default();
            format!("The token is signed with {}, the key is for {alg} only (alg).", algorithm.name)
        } else if !key.may_verify {
            "The key is not for signatures (use, key_ops).".into()
        } else {
            fitting.push(key);
            continue;
        };
        why.get_or_insert(reason);
    }
    if fitting.is_empty() {
        return Err(why.unwrap_or("There is no key.".into()));
    }
    // The key that the token names, if it is there; else every key that could be it.
    let named: Vec<&Key> = fitting.iter().copied().filter(|key| kid.is_some() && key.kid.as_deref() == kid).collect();
    Ok(if named.is_empty() { fitting } else { named })
}

/// An algorithm by its registered name; names are case-sensitive (RFC 7515 §4.1.1).
fn algorithm(name: &str) -> Option<Algorithm> {
    let family = match name.get(..2)? {
        _ if matches!(name, "EdDSA" | "Ed25519") => Family::Ed25519,
        _ if name == "ES256K" => Family::EcdsaK,
        "HS" => Family::Hmac,
        "RS" => Family::RsaPkcs1,
        "PS" => Family::RsaPss,
        "ES" => Family::Ecdsa,
        _ => return None,
    };
    let hash = match name.get(2..)? {
        "256" => 256,
        "384" => 384,
        "512" => 512,
        _ if family == Family::Ed25519 => 512,
        _ if family == Family::EcdsaK => 256,
        _ => return None,
    };
    Some(Algorithm { name: name.to_owned(), family, hash })
}

impl Algorithm {
    /// The elliptic curve that the algorithm is bound to (RFC 7518 §3.4).
    pub fn curve(&self) -> Option<&'static str> {
        match (self.family, self.hash) {
            (Family::Ecdsa, 256) => Some("P-256"),
            (Family::Ecdsa, 384) => Some("P-384"),
            (Family::Ecdsa, _) => Some("P-521"),
            (Family::EcdsaK, _) => Some("secp256k1"),
            _ => None,
        }
    }

    fn takes(&self, material: &Material) -> bool {
        match (self.family, material) {
            (Family::Hmac, Material::Secret(_))
            | (Family::RsaPkcs1 | Family::RsaPss, Material::Rsa { .. })
            | (Family::Ed25519, Material::Ed25519(_)) => true,
            (Family::Ecdsa | Family::EcdsaK, Material::Ec { curve, .. }) => self.curve() == Some(curve),
            _ => false,
        }
    }

    /// Whether a key's `alg` names this algorithm. RFC 9864 gave EdDSA with Ed25519 a second name.
    fn is_named(&self, alg: &str) -> bool {
        alg == self.name || self.family == Family::Ed25519 && matches!(alg, "EdDSA" | "Ed25519")
    }
}

impl VerifyPlan {
    /// Why libraries refuse the key although the signature may fit (RFC 7518 §3.2, §3.3).
    fn weakness(&self) -> Option<String> {
        let (name, least) = (&self.algorithm.name, usize::from(self.algorithm.hash / 8));
        match &self.key.material {
            Material::Secret(secret) if secret.len() < least => Some(format!(
                "The secret is too short: {name} wants at least {least} bytes, and libraries refuse less."
            )),
            Material::Rsa { n, .. } if n.len() < 256 => {
                Some(format!("The key is too short: {name} wants at least 2048 bits, and libraries refuse less."))
            }
            _ => None,
        }
    }

    /// The arguments of `crypto.subtle`: `importKey("jwk", jwk, import, false, ["verify"])`, then
    /// `verify(verify, key, signature, data)`.
    pub fn web_crypto(&self) -> Value {
        let hash = format!("SHA-{}", self.algorithm.hash);
        let (import, verify) = match self.algorithm.family {
            Family::Hmac => (json!({"name": "HMAC", "hash": hash}), json!({"name": "HMAC"})),
            Family::RsaPkcs1 => {
                (json!({"name": "RSASSA-PKCS1-v1_5", "hash": hash}), json!({"name": "RSASSA-PKCS1-v1_5"}))
            }
            Family::RsaPss => (
                json!({"name": "RSA-PSS", "hash": hash}),
                json!({"name": "RSA-PSS", "saltLength": self.algorithm.hash / 8}),
            ),
            // No browser has secp256k1: it answers NotSupportedError, and the panel says so.
            Family::Ecdsa | Family::EcdsaK => {
                (json!({"name": "ECDSA", "namedCurve": self.algorithm.curve()}), json!({"name": "ECDSA", "hash": hash}))
            }
            Family::Ed25519 => (json!({"name": "Ed25519"}), json!({"name": "Ed25519"})),
        };
        json!({"jwk": self.key.material.jwk(), "import": import, "verify": verify})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token;

    const TOKEN: &str = "eyJhbGciOiJQUzM4NCIsImtpZCI6ImEifQ.e30.AAAA";

    fn jws(text: &str) -> Jws {
        token::read(text).0.jws().unwrap().clone()
    }

    #[test]
    fn plans_name_what_web_crypto_wants() {
        let keys = r#"{"keys":[{"kty":"RSA","kid":"b","n":"AQAB","e":"AQAB"},{"kty":"RSA","kid":"a","n":"Zm9v","e":"AQAB"},
            {"kty":"EC","crv":"P-256","x":"AA","y":"AA"}]}"#;
        let plans = plan(&jws(TOKEN), keys, None).unwrap();
        assert_eq!(plans.len(), 1, "the key that kid names");
        assert_eq!(plans[0].data, b"eyJhbGciOiJQUzM4NCIsImtpZCI6ImEifQ.e30");
        assert_eq!(
            plans[0].web_crypto(),
            json!({"jwk": {"kty": "RSA", "n": "Zm9v", "e": "AQAB"}, "import": {"name": "RSA-PSS", "hash": "SHA-384"},
                   "verify": {"name": "RSA-PSS", "saltLength": 48}})
        );
    }

    #[test]
    fn says_why_it_cannot_check() {
        let check = |token: &str, key: &str, why: &str| {
            let error = plan(&jws(token), key, None).unwrap_err();
            assert!(error.contains(why), "{error}");
        };
        check(TOKEN, "secret", "the key is a shared secret of 6 bytes");
        check(TOKEN, r#"{"kty":"RSA","n":"AQAB","e":"AQAB","alg":"RS256"}"#, "for RS256 only");
        check(TOKEN, r#"{"kty":"RSA","n":"AQAB","e":"AQAB","use":"enc"}"#, "not for signatures");
        check(TOKEN, "{}", "no key of a known type");
        check(TOKEN, r#"{"keys":[]}"#, "empty");
        check(TOKEN, r#"{"kty":"RSA","n":"AQAB"}"#, "lacks its member \"e\"");
        check(TOKEN, r#"{"kty":"RSA","n":"A?","e":"AQAB"}"#, "no base64url");
        check(TOKEN, r#"{"kty":"OKP","crv":"X25519","x":"AA"}"#, "encrypts");
        check(TOKEN, r#"{"kty":"OKP","crv":"Ed448","x":"AA"}"#, "Ed448");
        check(TOKEN, r#"{"kty":"EC","crv":"P-224","x":"AA","y":"AA"}"#, "P-224");
        check(TOKEN, r#"{"kty":"AKP"}"#, "AKP");
        check(TOKEN, "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----", "asks for");
        check("eyJhbGciOiJFZDQ0OCJ9.e30.AAAA", "x", "Ed448");
        let pem = |body: &str| format!("-----BEGIN PUBLIC KEY-----\n{body}\n-----END PUBLIC KEY-----");
        let compressed = "MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgADxu0kq5gw6zSXH8KtfBxooag+wV9t5H0fNF0IQ3TyTHc=";
        check(TOKEN, &pem(compressed), "is compressed");
        let ed448 = "MEMwBQYDK2VxAzoAagcuTOl6h9jwyODK5d8WHmQy3+Mf6ND0DuSM+qfOMJPRKZN2X4A3K30gxULikPvx2kL+B3csP8iA";
        check(TOKEN, &pem(ed448), "Ed448");
        check(TOKEN, "", "No key");
        check(TOKEN, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "private key");
        check("eyJhbGciOiJub25lIn0.e30.", "x", "not signed");
        check("eyJhbGciOiJIUzI1NiJ9.e30.AA?AA", "x", "base64url");
        check("eyJhbGciOiJIUzI1NiJ9.e30.", "x", "missing");
        check("eyJhbGciOiJIUzI1NiIsImNyaXQiOlsieCJdfQ.e30.AAAA", "x", "crit");
    }

    #[test]
    fn a_detached_payload_is_asked_for() {
        let detached = jws("eyJhbGciOiJIUzI1NiJ9..AAAA");
        let tried = |payload| {
            let plans = plan(&detached, "x", payload).unwrap();
            conclude(&detached, payload, &plans.into_iter().map(|plan| (plan, Some(false))).collect::<Vec<_>>())
        };
        assert!(matches!(tried(None), Verdict::NotChecked(why) if why.contains("detached")));
        assert_eq!(tried(Some(b"body")), Verdict::DoesNotFit { missing: None });
    }

    #[test]
    fn words_never_say_valid() {
        for verdict in [
            Verdict::Fits { key: "the key".into(), weakness: None },
            Verdict::DoesNotFit { missing: None },
            Verdict::DoesNotFit { missing: Some("k".into()) },
            Verdict::NotChecked("why".into()),
        ] {
            assert!(!verdict.words().to_lowercase().contains("valid"), "{}", verdict.words());
        }
    }
}
