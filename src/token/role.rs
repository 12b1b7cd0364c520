//! What a token is for, as far as it says so itself.

use super::Token;

/// The kind of token in plain words, without an article: `ID token`. It is what the token claims to
/// be; nothing here was checked.
pub fn role(token: &Token) -> String {
    match token {
        Token::Jwe(_) => "encrypted token (JWE)".into(),
        Token::Other(reading) => reading.name.clone().into_owned(),
        Token::Opaque { vendor: Some(vendor), .. } => (*vendor).into(),
        Token::Opaque { vendor: None, .. } => "opaque token".into(),
        Token::Jws(jws) => {
            let typ = jws.header.get("typ").and_then(|v| v.as_str()).unwrap_or("").to_ascii_lowercase();
            let typ = typ.trim_start_matches("application/");
            let Some(claims) = &jws.claims else { return "signed content that is no JWT (JWS)".into() };
            let says = |name: &str, value: &str| claims.text(name).is_some_and(|v| v.eq_ignore_ascii_case(value));
            match typ {
                "at+jwt" => "access token (JWT)",
                "dpop+jwt" => "DPoP proof (JWT)",
                "logout+jwt" => "logout token (JWT)",
                "secevent+jwt" => "security event (JWT)",
                "id_token+jwt" => "ID token (JWT)",
                _ if says("token_use", "id") || says("typ", "ID") => "ID token (JWT)",
                _ if says("token_use", "access") || says("typ", "Bearer") => "access token (JWT)",
                _ if says("typ", "Refresh") || says("typ", "Offline") => "refresh token (JWT)",
                // Both belong to ID tokens alone (OpenID Connect Core §2).
                _ if claims.get("at_hash").is_some() || claims.get("c_hash").is_some() => "ID token (JWT)",
                _ if claims.get("nonce").is_some() && claims.scopes().is_empty() => "ID token (JWT)",
                _ if !claims.scopes().is_empty() => "access token (JWT)",
                _ => "token (JWT)",
            }
            .into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    #[test]
    fn a_token_says_what_it_is_for() {
        for (header, claims, role_of) in [
            (r#"{"alg":"RS256","typ":"at+jwt"}"#, r#"{"exp":1}"#, "access token (JWT)"),
            (r#"{"alg":"RS256","typ":"application/AT+JWT"}"#, r#"{"exp":1}"#, "access token (JWT)"),
            (r#"{"alg":"RS256"}"#, r#"{"at_hash":"x"}"#, "ID token (JWT)"),
            (r#"{"alg":"RS256"}"#, r#"{"typ":"Refresh"}"#, "refresh token (JWT)"),
            (r#"{"alg":"RS256"}"#, r#"{"scope":"a b"}"#, "access token (JWT)"),
            (r#"{"alg":"RS256"}"#, r#"{"sub":"1"}"#, "token (JWT)"),
        ] {
            let text = format!("{}.{}.c2ln", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
            assert_eq!(role(&crate::token::read(&text).0), role_of, "{header} {claims}");
        }
        assert_eq!(role(&Token::Opaque { length: 9, vendor: None }), "opaque token");
    }
}
