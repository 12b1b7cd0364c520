//! JWS and JWE in their JSON forms (RFC 7515 §7.2, RFC 7516 §7.2), JWK and JWK sets (RFC 7517).

use serde_json::{Map, Value};

use super::jws::{self, Form, Jws, Signature};
use super::reading::Reading;
use super::{Jwe, Read, Token, base64url, lenient_json};
use crate::fault::Fault;

/// Reads a JSON object that is a JWS, a JWE, a key or a set of keys.
pub fn read(text: &str) -> Option<Read> {
    if !text.starts_with('{') {
        return None;
    }
    let (value, faults) = lenient_json::read(text);
    let Some(Value::Object(object)) = value else { return None };
    let mut read = Reader { text, whole: faults.is_empty(), faults };
    let token = if object.contains_key("ciphertext") {
        Token::Jwe(read.jwe(&object))
    } else if object.contains_key("signatures") || object.contains_key("signature") {
        Token::Jws(read.jws(&object))
    } else if object.get("kty").is_some_and(Value::is_string) {
        Token::Other(jwk(&object))
    } else if let Some(Value::Array(keys)) = object.get("keys") {
        Token::Other(jwks(keys))
    } else {
        return None;
    };
    Some((token, read.faults))
}

struct Reader<'t> {
    text: &'t str,
    whole: bool,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn form(&self, many: bool) -> Form {
        match (self.whole, many) {
            (false, _) => Form::Malformed,
            (true, true) => Form::General,
            (true, false) => Form::Flattened,
        }
    }

    /// Runs a reader over a member's text, giving its faults their place in the whole.
    fn within<T>(&mut self, member: &str, run: impl FnOnce(&str, &mut Vec<Fault>) -> T) -> T {
        let start = self.text.find(member).unwrap_or(0);
        let mut faults = Vec::new();
        let result = run(member, &mut faults);
        self.faults.extend(faults.into_iter().map(|f| Fault { at: start + f.at, what: f.what }));
        result
    }

    fn header(&mut self, object: &Map<String, Value>) -> (String, Map<String, Value>, bool) {
        let Some(text) = object.get("protected").and_then(Value::as_str).filter(|t| !t.is_empty()) else {
            return (String::new(), Map::new(), true);
        };
        let (header, strict) = self.within(text, |text, faults| {
            let result = jws::header(text, 0..text.len(), faults);
            // The algorithm may as well stand in an unprotected header.
            faults.retain(|f| !f.what.contains("(alg)"));
            result
        });
        (text.to_owned(), header.unwrap_or_default(), strict)
    }

    fn jws(&mut self, object: &Map<String, Value>) -> Jws {
        let list = object.get("signatures").and_then(Value::as_array);
        let entries: Vec<&Map<String, Value>> = match list {
            Some(list) => list.iter().filter_map(Value::as_object).collect(),
            None => vec![object],
        };
        let mut jws = Jws { form: self.form(list.is_some()), ..Jws::default() };
        for entry in entries {
            let (protected, header, strict) = self.header(entry);
            let text = entry.get("signature").and_then(Value::as_str).unwrap_or_default();
            let value = self.within(text, |text, faults| base64url::decode(text, 0..text.len(), "signature", faults));
            let strict = strict && value.strict && self.whole;
            let unprotected = object_at(entry, "header");
            jws.signatures.push(Signature { protected, header, unprotected, value: value.bytes, strict });
        }
        if let Some(first) = jws.signatures.first() {
            jws.header = first.header.clone();
            jws.header.extend(first.unprotected.clone());
            jws.signature_bytes = first.value.len();
        }
        let unencoded = jws.header.get("b64") == Some(&Value::Bool(false));
        if let Some(payload) = object.get("payload").and_then(Value::as_str) {
            let strict = self.within(payload, |text, faults| jws.read_payload(text, 0..text.len(), unencoded, faults));
            jws.signatures.iter_mut().for_each(|signature| signature.strict &= strict);
        }
        jws
    }

    fn jwe(&mut self, object: &Map<String, Value>) -> Jwe {
        let list = object.get("recipients").and_then(Value::as_array);
        let mut unprotected = object_at(object, "unprotected");
        let entries: Vec<&Map<String, Value>> = match list {
            Some(list) => list.iter().filter_map(Value::as_object).collect(),
            None => vec![object],
        };
        let (_, header, _) = self.header(object);
        let mut length = |object: &Map<String, Value>, name: &str| {
            let text = object.get(name).and_then(Value::as_str).unwrap_or_default();
            self.within(text, |text, faults| base64url::decode(text, 0..text.len(), name, faults)).bytes.len()
        };
        let jwe = Jwe {
            key_bytes: entries.iter().map(|entry| length(entry, "encrypted_key")).collect(),
            iv_bytes: length(object, "iv"),
            ciphertext_bytes: length(object, "ciphertext"),
            tag_bytes: length(object, "tag"),
            header,
            ..Jwe::default()
        };
        for entry in entries {
            unprotected.extend(object_at(entry, "header"));
        }
        Jwe { form: self.form(list.is_some()), unprotected, ..jwe }
    }
}

/// A member that is an object, or an empty one.
fn object_at(object: &Map<String, Value>, name: &str) -> Map<String, Value> {
    object.get(name).and_then(Value::as_object).cloned().unwrap_or_default()
}

/// Members of a JWK that only its owner may know (RFC 7518 §6.2.2, §6.3.2, §6.4.1).
pub(super) const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

fn jwk(key: &Map<String, Value>) -> Reading {
    let private = PRIVATE.iter().any(|name| key.contains_key(*name));
    let name = match (key.get("kty").and_then(Value::as_str), private) {
        (Some("oct"), _) => "JSON Web Key: a shared secret",
        (_, true) => "JSON Web Key: a private key",
        _ => "JSON Web Key: a public key",
    };
    let mut reading = Reading::new("jwk", name);
    for (name, value) in key {
        let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        reading = if PRIVATE.contains(&name.as_str()) {
            reading.with_secret(name.clone(), shown)
        } else {
            reading.with(name.clone(), shown)
        };
    }
    reading
}

fn jwks(keys: &[Value]) -> Reading {
    let mut reading = Reading::new("jwks", format!("JSON Web Key Set with {} keys", keys.len()));
    for key in keys {
        let text = |name: &str| key.get(name).and_then(Value::as_str);
        let words: Vec<&str> = ["kty", "crv", "alg", "use"].iter().filter_map(|name| text(name)).collect();
        let private = PRIVATE.iter().any(|name| key.get(*name).is_some());
        let secret = if private { ", holds private parts" } else { "" };
        reading = reading.with(text("kid").unwrap_or("no kid").to_owned(), format!("{}{secret}", words.join(" ")));
    }
    reading
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_flattened_and_general_forms() {
        let (token, faults) =
            read(r#"{"payload":"Zm9v","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"AAAA"}"#).unwrap();
        let jws = token.jws().unwrap();
        assert_eq!((jws.form, jws.alg(), jws.signature_bytes, faults), (Form::Flattened, Some("HS256"), 3, vec![]));
        let text = r#"{"payload":"Zm9v","signatures":[{"protected":"eyJhbGciOiJIUzI1NiJ9","header":{"kid":"a"},"signature":"AA?AA"}]}"#;
        let (token, faults) = read(text).unwrap();
        let jws = token.jws().unwrap();
        assert_eq!((jws.form, jws.header["kid"].as_str()), (Form::General, Some("a")));
        assert_eq!((faults.len(), faults[0].at), (1, text.find('?').unwrap()));
        assert!(!jws.signatures[0].strict);
    }

    #[test]
    fn private_members_of_keys_are_secret() {
        let (token, _) = read(r#"{"kty":"oct","k":"AAAA","kid":"a"}"#).unwrap();
        let Token::Other(key) = token else { panic!() };
        assert!(key.fields.iter().any(|f| f.name == "k" && f.secret));
        assert!(key.fields.iter().all(|f| f.name == "k" || !f.secret));
        let (token, _) = read(r#"{"keys":[{"kty":"RSA","kid":"a","alg":"RS256"}]}"#).unwrap();
        let Token::Other(keys) = token else { panic!() };
        assert_eq!((keys.kind, keys.get("a")), ("jwks", Some("RSA RS256")));
    }
}
