//! Values signed by Django (`django.core.signing`): session cookies, password-reset links.

use serde_json::Value;

use super::reading::Reading;
use super::{Claims, Read, base64url, lenient_json};
use crate::instant::Instant;

/// Reads `payload:timestamp:signature`; a payload that begins with a dot is compressed.
pub fn read(text: &str) -> Option<Read> {
    let mut words = text.rsplitn(3, ':');
    let (signature, time, payload) = (words.next()?, words.next()?, words.next()?);
    // SHA-256 since Django 3.1, SHA-1 before: 43 or 27 characters of base64url.
    if !matches!(signature.len(), 27 | 43) || base64url::either(signature).is_none() {
        return None;
    }
    let made = base62(time)?;
    let mut reading = Reading::new("django-signed", "Value signed by Django").with("made", made.iso());
    let mut faults = Vec::new();
    if let Some(compressed) = payload.strip_prefix('.') {
        let bytes = base64url::either(compressed)?;
        reading = reading.with("payload", format!("{} bytes", bytes.len())).unread("the payload is compressed (zlib)");
        if let Some(text) = super::inflate::zlib(&bytes) {
            reading.unread = None;
            reading = content(reading, &text);
        }
    } else {
        let bytes = base64url::decode(text, 0..payload.len(), "payload", &mut faults).bytes;
        let looks_fine = faults.is_empty() && std::str::from_utf8(&bytes).is_ok();
        // Django also signs plain text, as in `set_signed_cookie`.
        reading = content(reading, if looks_fine { &bytes } else { payload.as_bytes() });
        faults.clear();
    }
    reading.with("signature", format!("{} characters, not checked", signature.len())).found(faults)
}

/// The payload as claims where it is a JSON object, else as text.
pub(super) fn content(mut reading: Reading, bytes: &[u8]) -> Reading {
    let text = String::from_utf8_lossy(bytes);
    match lenient_json::read(&text) {
        (Some(Value::Object(map)), _) => {
            reading.claims = Some(Claims(map));
            reading
        }
        _ => reading.with_secret("payload", text),
    }
}

/// Seconds since 1970 in base 62, as Django writes them. Only times after 2005 count.
fn base62(text: &str) -> Option<Instant> {
    if text.len() != 6 {
        return None;
    }
    let digit = |b: u8| match b {
        b'0'..=b'9' => Some(u64::from(b - b'0')),
        b'A'..=b'Z' => Some(u64::from(b - b'A') + 10),
        b'a'..=b'z' => Some(u64::from(b - b'a') + 36),
        _ => None,
    };
    let seconds = text.bytes().try_fold(0u64, |sum, byte| Some(sum * 62 + digit(byte)?))?;
    (1_100_000_000..10_000_000_000).contains(&seconds).then(|| Instant::from_seconds(seconds as f64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Token;

    #[test]
    fn reads_time_and_values() {
        let text = "eyJmb28iOiJiYXIifQ:1kaiuM:TkRcX5Rl3xsUYuKDb-mxLBYnOfI5kpnDNYiIB7vwCcg";
        let Some((Token::Other(reading), faults)) = read(text) else { panic!() };
        assert_eq!(faults, []);
        assert_eq!(reading.claims.as_ref().unwrap().text("foo"), Some("bar"));
        assert!(reading.get("made").unwrap().starts_with("2020-11-0"), "{:?}", reading.get("made"));
        assert_eq!(read("a:b:c"), None);
        assert_eq!(read("http://host:8000/path"), None);
    }
}
