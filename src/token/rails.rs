//! Cookies of Rails (ActiveSupport): `MessageEncryptor` (encrypted) and `MessageVerifier` (signed).

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::reading::Reading;
use super::{Claims, Read, base64url, json};

/// Reads `data--iv--tag` (AES-GCM, since Rails 5.2), `data--iv` forms before, and `data--signature`.
pub fn read(text: &str) -> Option<Read> {
    if !text.contains("--") {
        return None;
    }
    // Cookies carry it percent-encoded.
    let plain = percent_decode_str(text).decode_utf8().ok()?;
    let words: Vec<&str> = plain.split("--").collect();
    let bytes: Vec<Vec<u8>> = words.iter().map(|word| base64url::either(word)).collect::<Option<_>>()?;
    match (words.as_slice(), bytes.as_slice()) {
        ([_, _, _], [data, iv, tag]) if iv.len() == 12 && tag.len() == 16 => {
            Reading::new("rails-encrypted", "Rails cookie, encrypted (AES-GCM)")
                .with("ciphertext", format!("{} bytes", data.len()))
                .unread("the content is encrypted with the application's secret_key_base")
                .found(Vec::new())
        }
        ([_, signature], [data, _]) if is_hex(signature) && matches!(signature.len(), 40 | 64 | 128) => {
            signed(data, signature.len())
        }
        _ => None,
    }
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// The content of a signed message: JSON, Marshal, or the encrypted pair of Rails 4.
fn signed(data: &[u8], digits: usize) -> Option<Read> {
    let mut reading = Reading::new("rails-signed", "Rails cookie, signed");
    reading = reading.with("signature", format!("{} bits, not checked", digits * 4));
    let text = std::str::from_utf8(data).ok();
    if let Some(value) = text.and_then(|text| serde_json::from_str::<Value>(text).ok()) {
        match value {
            Value::Object(map) => {
                // Since Rails 5.2 the value is wrapped, with its purpose and expiry.
                if let Some(Value::Object(inner)) = map.get("_rails") {
                    for (name, value) in inner.iter().filter(|(name, _)| *name != "message" && *name != "data") {
                        reading = reading.with(name.clone(), value.as_str().map_or(value.to_string(), str::to_owned));
                    }
                    let message = inner.get("message").or(inner.get("data")).and_then(Value::as_str);
                    let message = message.and_then(base64url::either);
                    let object = message.and_then(|bytes| json::read(&bytes));
                    if let Some(Value::Object(map)) = object {
                        reading.claims = Some(Claims(map));
                    }
                } else {
                    reading.claims = Some(Claims(map));
                }
            }
            other => reading = reading.with("value", other.to_string()),
        }
    } else if data.starts_with(&[4, 8]) {
        reading = reading.unread("the content is in Ruby's Marshal format");
    } else if let Some(true) = text.map(|text| text.contains("--")) {
        reading = Reading::new("rails-encrypted", "Rails cookie, encrypted (AES-CBC)")
            .unread("the content is encrypted with the application's secret_key_base");
    } else {
        let text = text.filter(|text| !text.chars().any(char::is_control))?;
        reading = reading.with_secret("value", text);
    }
    reading.found(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Token;
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;

    fn kind(text: &str) -> Option<Reading> {
        read(text).and_then(|(token, _)| match token {
            Token::Other(reading) => Some(reading),
            _ => None,
        })
    }

    #[test]
    fn knows_encrypted_and_signed() {
        let b64 = |bytes: &[u8]| BASE64_STANDARD.encode(bytes);
        let encrypted = format!("{}--{}--{}", b64(&[1; 50]), b64(&[2; 12]), b64(&[3; 16]));
        assert_eq!(kind(&encrypted).unwrap().kind, "rails-encrypted");
        assert_eq!(kind(&encrypted.replace('=', "%3D")).unwrap().kind, "rails-encrypted");
        let inner = format!(
            "{{\"_rails\":{{\"message\":\"{}\",\"exp\":\"2026-01-01\",\"pur\":\"cookie.user\"}}}}",
            b64(b"{\"id\":7}")
        );
        let signed = format!("{}--{}", b64(inner.as_bytes()), "a".repeat(40));
        let reading = kind(&signed).unwrap();
        assert_eq!((reading.kind, reading.get("exp")), ("rails-signed", Some("2026-01-01")));
        assert_eq!(reading.claims.unwrap().get("id"), Some(&serde_json::json!(7)));
        assert_eq!(kind("a--b"), None);
        assert_eq!(kind("some--css-class--modifier"), None);
    }
}
