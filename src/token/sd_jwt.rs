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
    // The digests of the token and of what is disclosed, each as JSON text (RFC 9901 §4.2.4); only SHA-256 is computed here.
    let algorithm = claims.text("_sd_alg").unwrap_or("sha-256").to_owned();
    let (mut digests, mut loose) = (Value::Object(claims.0.clone()).to_string(), Vec::new());
    for part in disclosures {
        let range = at..at + part.len();
        at = range.end + 1;
        let start = range.start;
        loose.push((start, format!("\"{}\"", base64url::digest(part))));
        let bytes = base64url::decode(text, range, "disclosure", &mut faults).bytes;
        // [salt, name, value], or [salt, value] for an element of an array (RFC 9901 §4.2).
        let json = String::from_utf8_lossy(&bytes);
        digests.push_str(&json);
        match lenient_json::read(&json).0 {
            Some(Value::Array(list)) => match list.as_slice() {
                [_, Value::String(name), value] => drop(disclosed.insert(name.clone(), value.clone())),
                [_, value] => reading = reading.with("disclosed element", value.to_string()),
                _ => faults.push(Fault::new(start, "a disclosure has two or three elements; this one has not")),
            },
            _ => faults.push(Fault::new(start, "a disclosure is a JSON array; this one is not")),
        }
    }
    if algorithm == "sha-256" {
        let foreign = loose.iter().filter(|(_, digest)| !digests.contains(digest.as_str()));
        faults.extend(foreign.map(|(at, _)| {
            Fault::new(
                *at,
                "the hash of this disclosure is not in the token: what it discloses belongs to another token",
            )
        }));
    }
    let top = match claims.0.remove("_sd") {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    };
    let hidden = match algorithm.as_str() {
        "sha-256" => top.iter().map(Value::to_string).filter(|one| loose.iter().all(|(_, known)| known != one)).count(),
        _ => top.len().saturating_sub(disclosed.len()),
    };
    let names: Vec<String> = disclosed.keys().cloned().collect();
    reading = reading.with("alg", issuer.alg().unwrap_or("none"));
    if !names.is_empty() {
        reading = reading.with("disclosed claims", names.join(" "));
        if algorithm != "sha-256" {
            reading = reading.unread("the hashes of the disclosed claims are not SHA-256; they are not checked here");
        }
    }
    reading = reading.with("hidden claims at the top", hidden.to_string());
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
    use base64::Engine;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn puts_disclosures_among_the_claims() {
        let b64_bytes = |bytes: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(bytes);
        let b64 = |text: &str| b64_bytes(text.as_bytes());
        let digest = |disclosure: &str| b64_bytes(&Sha256::digest(disclosure.as_bytes()));
        let (name, element) = (b64(r#"["salt","given_name","Ann"]"#), b64(r#"["salt","DE"]"#));
        let payload = format!(
            r#"{{"iss":"a","_sd":["x","{}"],"nationalities":[{{"...":"{}"}}]}}"#,
            digest(&name),
            digest(&element)
        );
        let jwt = format!("{}.{}.AAAA", b64(r#"{"alg":"ES256","typ":"dc+sd-jwt"}"#), b64(&payload));
        let text = format!("{jwt}~{name}~{element}~");
        let Some((Token::Other(reading), faults)) = read(&text) else { panic!() };
        assert_eq!(faults, []);
        assert_eq!(reading.claims.as_ref().unwrap().text("given_name"), Some("Ann"));
        assert_eq!(reading.get("hidden claims at the top"), Some("1"));
        let (_, faults) = read(&format!("{jwt}~{}~", b64("no"))).unwrap();
        assert_eq!(faults[0].at, jwt.len() + 1);
        let foreign = b64(r#"["salt","given_name","Eve"]"#);
        let (_, faults) = read(&format!("{jwt}~{name}~{foreign}~")).unwrap();
        assert_eq!(faults.iter().map(|f| f.at).collect::<Vec<_>>(), [jwt.len() + name.len() + 2]);
        let Some((Token::Other(reading), _)) = read(&format!("{jwt}~{foreign}~")) else { panic!() };
        assert_eq!(reading.get("hidden claims at the top"), Some("2"), "a foreign disclosure opens none of them");
    }
}
