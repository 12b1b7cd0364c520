//! Which tokens a header field carries.

use crate::http::challenge::Params;
use crate::http::cookie;
use crate::http::credentials::{self, Credentials};
use crate::token::find::walk::{self, Named};
use crate::token::find::{self, Kind, Spot};
use crate::token::{self, Read};

/// Whether the credentials of an auth-scheme are something else than a token: a password, a proof, a
/// signature.
pub fn is_no_token(scheme: &str) -> bool {
    const NAMES: &[&str] =
        &["basic", "digest", "negotiate", "ntlm", "hawk", "oauth", "signature", "sharedkey", "sharedkeylite", "hoba"];
    let lower = scheme.to_ascii_lowercase();
    NAMES.contains(&lower.as_str()) || lower.starts_with("aws") || lower.starts_with("scram")
}

/// What an `Authorization` field value holds as a token: what follows Bearer, Token, JWT, DPoP or the like.
pub fn sent_in(value: &str) -> Option<&str> {
    let (scheme, rest) = value.trim().split_once([' ', '\t'])?;
    let rest = rest.trim();
    (!is_no_token(scheme) && !rest.is_empty()).then_some(rest)
}

/// The tokens in a field value, in order. Offsets count bytes of `value`.
pub fn in_header(name: &str, value: &str) -> Vec<Spot> {
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    if is("authorization") || is("proxy-authorization") {
        return credentials::parse(value).0.map(|read| in_credentials(&read, value)).unwrap_or_default();
    }
    if is("cookie") {
        let pairs = cookie::parse_pairs(value).0;
        let named = pairs.into_iter().map(|pair| Named { name: pair.name, at: pair.value_at });
        return named.flat_map(|one| in_cookie(&one, value)).collect();
    }
    if is("set-cookie") {
        let cookie = cookie::parse(value).0;
        return in_cookie(&Named { name: cookie.name, at: cookie.value_at }, value);
    }
    if is("sec-websocket-protocol") {
        return find::in_protocols(value);
    }
    // Nonces look like tokens and are none (RFC 9449 §8).
    if is("dpop-nonce") || is("replay-nonce") {
        return Vec::new();
    }
    if find::is_token_name(name) || is("dpop") {
        let text = value.trim();
        let start = value.len() - value.trim_start().len();
        let at = start..start + text.len();
        let whole = Spot { kind: Kind::Value, name: String::new(), at, text: text.to_owned() };
        return Some(whole).filter(|spot| !spot.text.is_empty()).into_iter().collect();
    }
    if value.len() < 12 {
        return Vec::new();
    }
    // A URL alone, as in Location and Referer; else parameters, as in Link and Refresh.
    let mut spots = if !value.contains([' ', ',', '"']) && value.contains(['/', '?', '#']) {
        find::in_url(value)
    } else {
        walk::params(value).iter().flat_map(|named| find::value(Kind::Param, named, value)).collect()
    };
    spots.extend(find::in_text(value));
    find::tidy(spots)
}

/// The tokens in credentials: what follows the auth-scheme, or the values of its parameters. A
/// password of Basic counts if it has the form of a token. Offsets count bytes of `value`.
pub fn in_credentials(credentials: &Credentials, value: &str) -> Vec<Spot> {
    if let Params::List(list) = &credentials.params {
        let named = list.iter().map(|param| {
            let quotes = usize::from(param.quoted);
            let end = param.value_at.end.saturating_sub(quotes);
            Named { name: param.name.clone(), at: (param.value_at.start + quotes).min(end)..end }
        });
        return named.flat_map(|one| find::value(Kind::Param, &one, value)).collect();
    }
    let Params::Token68 { value: text, at } = &credentials.params else { return Vec::new() };
    if credentials.is("Basic") {
        let decoded = token::base64url::either(text).and_then(|bytes| String::from_utf8(bytes).ok());
        let words = decoded.as_deref().unwrap_or_default().split(':');
        let names = ["user-id", "password"];
        let found = words.zip(names).filter(|(word, _)| word.len() >= 20 && find::looks_like_token(word));
        return found
            .map(|(word, name)| Spot { kind: Kind::Param, name: name.into(), at: at.clone(), text: word.into() })
            .collect();
    }
    if is_no_token(&credentials.scheme) || text.is_empty() {
        return Vec::new();
    }
    vec![Spot { kind: Kind::Value, name: String::new(), at: at.clone(), text: text.clone() }]
}

/// The token that follows the auth-scheme, read: what a server that expects a token takes.
pub fn of_credentials(credentials: &Credentials) -> Option<Read> {
    let text = credentials.token68().filter(|_| !is_no_token(&credentials.scheme))?;
    Some(token::read(text))
}

fn in_cookie(named: &Named, line: &str) -> Vec<Spot> {
    let Some(value) = line.get(named.at.clone()) else { return Vec::new() };
    let inner = value.trim_matches('"');
    let start = named.at.start + (value.len() - value.trim_start_matches('"').len()).min(value.len());
    find::value(Kind::Cookie, &Named { name: named.name.clone(), at: start..start + inner.len() }, line)
}

#[cfg(test)]
mod tests {
    use super::*;

    const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    #[test]
    fn each_header_gives_its_tokens() {
        for (name, value, expect) in [
            ("Authorization", "Bearer JWT", &[(Kind::Value, "", "JWT")][..]),
            ("authorization", "JWT", &[(Kind::Value, "", "JWT")]),
            ("Proxy-Authorization", "Bearer JWT", &[(Kind::Value, "", "JWT")]),
            ("Authorization", "Basic dXNlcjpwYXNz", &[]),
            ("Authorization", "Negotiate YIIabcdefghijklmnopqrstu=", &[]),
            ("Authorization", "SharedKey account:ctzMq410TV3wS7upTBcunJTDLEJwMAZuFPfr0mrrA08=", &[]),
            ("Authorization", "vapid t=JWT, k=abc", &[(Kind::Param, "t", "JWT")]),
            ("Authorization", "Token token=\"JWT\"", &[(Kind::Param, "token", "JWT")]),
            ("DPoP", "JWT", &[(Kind::Value, "", "JWT")]),
            ("X-Auth-Token", " opaque ", &[(Kind::Value, "", "opaque")]),
            ("Cf-Access-Jwt-Assertion", "JWT", &[(Kind::Value, "", "JWT")]),
            ("X-Whatever", "JWT", &[(Kind::Text, "", "JWT")]),
            ("Cookie", "theme=dark; sid=\"JWT\"; a=b", &[(Kind::Cookie, "sid", "JWT")]),
            ("Set-Cookie", "sid=JWT; Path=/; HttpOnly", &[(Kind::Cookie, "sid", "JWT")]),
            ("Location", "https://a.test/cb#access_token=JWT&state=1", &[(Kind::Fragment, "access_token", "JWT")]),
            ("Location", "/cb?id_token=JWT", &[(Kind::Query, "id_token", "JWT")]),
            ("Referer", "https://a.test/?jwt=JWT", &[(Kind::Query, "jwt", "JWT")]),
            ("Refresh", "0; url=/cb?token=JWT", &[(Kind::Param, "token", "JWT")]),
            ("Link", "</a?token=JWT>; rel=\"next\"", &[(Kind::Param, "token", "JWT")]),
            ("Sec-WebSocket-Protocol", "v1, bearer.JWT", &[(Kind::Protocol, "bearer", "JWT")]),
            ("Accept", "text/html, application/xhtml+xml;q=0.9, */*;q=0.8", &[]),
            ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0.0.0", &[]),
            ("DPoP-Nonce", "eyJ7S_zG.eyJH0-Z.HX4w-7v", &[]),
            ("ETag", "W/\"5e15153d-120f1e2d3c4b5a69788796\"", &[]),
            ("Content-Security-Policy", "default-src 'self'; script-src 'nonce-abcdefghijklmnopqrst12'", &[]),
        ] {
            let value = value.replace("JWT", JWT);
            let spots = in_header(name, &value);
            let found: Vec<_> = spots.iter().map(|s| (s.kind, s.name.as_str(), s.text.replace(JWT, "JWT"))).collect();
            let expect: Vec<_> = expect.iter().map(|(kind, name, text)| (*kind, *name, (*text).to_owned())).collect();
            assert_eq!(found, expect, "{name}: {value}");
            for spot in spots {
                assert_eq!(value[spot.at], spot.text, "{name}: {value}");
            }
        }
    }

    #[test]
    fn a_token_as_password_is_found() {
        // `x-access-token:ghs_…`, as Git clients send it; put together so that no scanner takes it for real.
        use base64::Engine;
        let password = format!("ghs_{}", "a1B2".repeat(9));
        let basic = base64::engine::general_purpose::STANDARD.encode(format!("x-access-token:{password}"));
        let spots = in_header("Authorization", &format!("Basic {basic}"));
        assert_eq!((spots[0].name.as_str(), &spots[0].text), ("password", &password));
    }
}
