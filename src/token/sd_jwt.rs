//! SD-JWT (RFC 9901): a JWT whose claims are partly hashed, followed by the disclosures of some.

use serde_json::{Map, Value};

use super::reading::Reading;
use super::{Read, Token, base64url, jws, lenient_json};
use crate::fault::Fault;

/// Reads `<jwt>~<disclosure>~…~[<key-binding jwt>]`.
pub fn read(text: &str) -> Option<Read> {
    let (first, rest) = text.split_once('~')?;
    let (Token::Jws(issuer), mut faults) = jws::read(first)? else { return None };
    let mut claims = issuer.claims.clone().unwrap_or_default();
    let mut reading = Reading::new("sd-jwt", "SD-JWT: a JWT that discloses some of its claims");
    let (mut at, mut disclosed) = (first.len() + 1, Map::new());
    let parts: Vec<&str> = rest.split('~').collect();
    let (last, disclosures) = parts.split_last()?;
    for part in disclosures {
        let range = at..at + part.len();
        at = range.end + 1;
        let start = range.start;
        let bytes = base64url::decode(text, range, "disclosure", &mut faults).bytes;
        // [salt, name, value], or [salt, value] for an element of an array (RFC 9901 §4.2).
        match lenient_json::read(&String::from_utf8_lossy(&bytes)).0 {
            Some(Value::Array(list)) => match list.as_slice() {
                [_, Value::String(name), value] => drop(disclosed.insert(name.clone(), value.clone())),
                [_, value] => reading = reading.with("disclosed element", value.to_string()),
                _ => faults.push(Fault::new(start, "a disclosure has two or three elements; this one has not")),
            },
            _ => faults.push(Fault::new(start, "a disclosure is a JSON array; this one is not")),
        }
    }
    let hidden = claims.0.remove("_sd").and_then(|list| list.as_array().map(Vec::len)).unwrap_or(0);
    let names: Vec<String> = disclosed.keys().cloned().collect();
    reading = reading.with("alg", issuer.alg().unwrap_or("none"));
    if !names.is_empty() {
        reading = reading
            .with("disclosed claims", names.join(" "))
            .unread("whether the disclosed claims belong to this token is shown by hashes; they are not checked here");
    }
    reading = reading.with("hidden claims at the top", hidden.saturating_sub(disclosed.len()).to_string());
    claims.0.extend(disclosed);
    if !last.is_empty() {
        let bound = jws::read(last).and_then(|(token, _)| token.claims().cloned());
        let audience = bound.as_ref().and_then(|claims| claims.text("aud")).unwrap_or("nobody").to_owned();
        reading = reading.with("key binding", format!("shows the holder's key to {audience}"));
    }
    reading.claims = Some(claims);
    reading.found(faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;

    #[test]
    fn puts_disclosures_among_the_claims() {
        let b64 = |text: &str| BASE64_URL_SAFE_NO_PAD.encode(text);
        let jwt =
            format!("{}.{}.AAAA", b64(r#"{"alg":"ES256","typ":"dc+sd-jwt"}"#), b64(r#"{"iss":"a","_sd":["x","y"]}"#));
        let text = format!("{jwt}~{}~{}~", b64(r#"["salt","given_name","Ann"]"#), b64(r#"["salt","DE"]"#));
        let Some((Token::Other(reading), faults)) = read(&text) else { panic!() };
        assert_eq!(faults, []);
        assert_eq!(reading.claims.as_ref().unwrap().text("given_name"), Some("Ann"));
        assert_eq!(reading.get("hidden claims at the top"), Some("1"));
        let (_, faults) = read(&format!("{jwt}~{}~", b64("no"))).unwrap();
        assert_eq!(faults[0].at, jwt.len() + 1);
    }
}
