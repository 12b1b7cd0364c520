//! JSON inside of tokens, and a decoded token as JSON: what `latchkey decode` prints for a token.

use serde_json::{Map, Value, json};

use super::jws::{Form, Payload};
use super::reading::{Reading, hex};
use super::{Claims, DateForm, Jwe, Jws, Token};
use crate::fault::Fault;

/// JSON in bytes. Only text is read: a reader of bytes would be compiled beside that of text.
pub fn read(bytes: &[u8]) -> Option<Value> {
    serde_json::from_str(std::str::from_utf8(bytes).ok()?).ok()
}

/// A token and its faults as plain data. `kind` is `jws`, `jwe`, `opaque`, `malformed`, or the id
/// of a known format. Secret fields of keys are left out.
pub fn to_json(token: &Token, faults: &[Fault]) -> Value {
    let mut out = match token {
        Token::Jws(jws) => of_jws(jws),
        Token::Jwe(jwe) => of_jwe(jwe),
        Token::Other(reading) => of_reading(reading),
        Token::Opaque { length: 0, .. } => object(json!({"kind": "malformed"})),
        Token::Opaque { length, vendor } => {
            let mut out = object(json!({"kind": "opaque", "length": length}));
            if let Some(vendor) = vendor {
                out.insert("vendor".into(), json!(vendor));
            }
            out
        }
    };
    let faults: Vec<Value> = faults.iter().map(|f| json!({"at": f.at, "what": f.what})).collect();
    out.insert("faults".into(), Value::Array(faults));
    Value::Object(out)
}

fn of_jws(jws: &Jws) -> Map<String, Value> {
    let kind = if jws.form == Form::Malformed { "malformed" } else { "jws" };
    let mut out = object(json!({"kind": kind, "form": form(jws.form)}));
    let first = jws.signatures.first();
    out.insert("header".into(), Value::Object(first.map(|s| s.header.clone()).unwrap_or_default()));
    if let Some(first) = first.filter(|s| !s.unprotected.is_empty()) {
        out.insert("unprotected".into(), Value::Object(first.unprotected.clone()));
    }
    match (&jws.claims, &jws.payload) {
        (Some(claims), _) => {
            out.insert("claims".into(), Value::Object(claims.0.clone()));
            out.insert("times".into(), times(claims));
        }
        (None, Payload::Json(value)) => drop(out.insert("payload".into(), value.clone())),
        (None, Payload::Text(text)) => drop(out.insert("payload".into(), json!(text))),
        (None, Payload::Bytes(bytes)) => drop(out.insert("payload_hex".into(), json!(hex(bytes)))),
        (None, Payload::Detached) => drop(out.insert("detached".into(), json!(true))),
    }
    if let Some(nested) = &jws.nested {
        out.insert("nested".into(), to_json(nested, &[]));
    }
    out.insert("signature_bytes".into(), json!(jws.signature_bytes));
    let notes = super::checks::notes(&Token::Jws(jws.clone()));
    if !notes.is_empty() {
        out.insert("notes".into(), json!(notes));
    }
    if jws.signatures.len() > 1 {
        let all = jws
            .signatures
            .iter()
            .map(|s| json!({"header": s.header, "unprotected": s.unprotected, "signature_bytes": s.value.len()}));
        out.insert("signatures".into(), all.collect());
    }
    out
}

fn of_jwe(jwe: &Jwe) -> Map<String, Value> {
    let kind = if jwe.form == Form::Malformed { "malformed" } else { "jwe" };
    let mut out = object(json!({"kind": kind, "form": form(jwe.form), "header": jwe.header}));
    if !jwe.unprotected.is_empty() {
        out.insert("unprotected".into(), Value::Object(jwe.unprotected.clone()));
    }
    out.extend(object(json!({
        "encrypted_key_bytes": jwe.key_bytes,
        "iv_bytes": jwe.iv_bytes,
        "ciphertext_bytes": jwe.ciphertext_bytes,
        "tag_bytes": jwe.tag_bytes,
        "unread": "the claims are encrypted; only the holder of the key can read them",
    })));
    out
}

fn of_reading(reading: &Reading) -> Map<String, Value> {
    let mut out = object(json!({"kind": reading.kind, "name": reading.name}));
    let open = reading.fields.iter().filter(|field| !field.secret);
    let fields: Vec<Value> = open.map(|field| json!([field.name, field.value])).collect();
    out.insert("fields".into(), Value::Array(fields));
    if let Some(claims) = &reading.claims {
        out.insert("claims".into(), Value::Object(claims.0.clone()));
        out.insert("times".into(), times(claims));
    }
    if let Some(unread) = reading.unread {
        out.insert("unread".into(), json!(unread));
    }
    out
}

/// The claims that are times, with the time that a server reads and what is odd about it.
fn times(claims: &Claims) -> Value {
    let mut out = Map::new();
    for name in super::claims::TIMES {
        let (Some(value), Some(date)) = (claims.get(name), claims.time(name)) else { continue };
        let mut time = object(json!({"value": value, "iso": date.instant.iso()}));
        let note = match date.form {
            DateForm::Seconds => None,
            DateForm::Text => Some("a string; RFC 7519 wants a number"),
            DateForm::Milliseconds => Some("milliseconds; RFC 7519 wants seconds"),
            DateForm::Absurd => Some("no time of our days"),
        };
        if let Some(note) = note {
            time.insert("note".into(), json!(note));
        }
        out.insert((*name).to_owned(), Value::Object(time));
    }
    Value::Object(out)
}

fn form(form: Form) -> &'static str {
    match form {
        Form::Compact => "compact",
        Form::Flattened => "flattened",
        Form::General => "general",
        Form::Malformed => "malformed",
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jwt_as_json() {
        let (token, faults) = super::super::read("eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDAsImlhdCI6IjEifQ.AAAA");
        assert_eq!(
            to_json(&token, &faults),
            json!({"kind": "jws", "form": "compact", "header": {"alg": "HS256"},
                "claims": {"exp": 1700000000, "iat": "1"},
                "times": {"exp": {"value": 1700000000, "iso": "2023-11-14T22:13:20Z"},
                          "iat": {"value": "1", "iso": "1970-01-01T00:00:01Z", "note": "no time of our days"}},
                "signature_bytes": 3, "faults": []})
        );
    }

    #[test]
    fn secrets_of_keys_are_left_out() {
        let (token, faults) = super::super::read(r#"{"kty":"oct","k":"c2VjcmV0"}"#);
        let text = to_json(&token, &faults).to_string();
        assert!(text.contains("oct") && !text.contains("c2VjcmV0"), "{text}");
    }
}
