//! Cookies encrypted by Laravel: base64 of a JSON object with `iv`, `value`, `mac` and perhaps `tag`.

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::reading::Reading;
use super::{Read, base64url, json};

/// Reads `laravel_session`, `XSRF-TOKEN` and other cookies of Laravel.
pub fn read(text: &str) -> Option<Read> {
    // "eyJpdiI6" is the base64 of `{"iv":`.
    if !text.starts_with("eyJpdiI6") {
        return None;
    }
    let plain = percent_decode_str(text).decode_utf8().ok()?;
    let bytes = base64url::either(&plain)?;
    let Value::Object(map) = json::read(&bytes)? else { return None };
    let length = |name: &str| map.get(name).and_then(Value::as_str).and_then(base64url::either).map(|b| b.len());
    let (iv, value) = (length("iv")?, length("value")?);
    let mode = if map.get("tag").and_then(Value::as_str).is_some_and(|tag| !tag.is_empty()) {
        "AES-GCM"
    } else {
        "AES-CBC with HMAC"
    };
    Reading::new("laravel-encrypted", format!("Laravel cookie, encrypted ({mode})"))
        .with("initialization vector", format!("{iv} bytes"))
        .with("ciphertext", format!("{value} bytes"))
        .unread("the content is encrypted with the application's APP_KEY")
        .found(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Token;
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;

    #[test]
    fn knows_an_encrypted_cookie() {
        let json = r#"{"iv":"AAAAAAAAAAAAAAAAAAAAAA==","value":"AAAA","mac":"00","tag":""}"#;
        let text = BASE64_STANDARD.encode(json);
        for text in [text.clone(), text.replace('=', "%3D")] {
            let Some((Token::Other(reading), _)) = read(&text) else { panic!() };
            assert_eq!((reading.kind, reading.get("ciphertext")), ("laravel-encrypted", Some("3 bytes")));
        }
        assert_eq!(read("eyJpdiI6"), None);
    }
}
