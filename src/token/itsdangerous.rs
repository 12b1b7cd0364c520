//! Values signed by itsdangerous: Flask's session cookie and links made with `URLSafeTimedSerializer`.

use super::reading::Reading;
use super::{Read, base64url, django};
use crate::instant::Instant;

/// Reads `payload.timestamp.signature`; a payload that begins with a dot is compressed.
pub fn read(text: &str) -> Option<Read> {
    let mut words = text.rsplitn(3, '.');
    let (signature, time, payload) = (words.next()?, words.next()?, words.next()?);
    // SHA-1 by default; SHA-256 and SHA-512 where the application asks for it.
    if !matches!(signature.len(), 27 | 43 | 86) || base64url::either(signature).is_none() {
        return None;
    }
    let bytes = base64url::either(time).filter(|bytes| matches!(bytes.len(), 4 | 5))?;
    let mut seconds = bytes.iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
    if seconds < 1_000_000_000 {
        seconds += 1_293_840_000; // versions before 1.1 counted from 2011
    }
    if !(1_293_840_000..10_000_000_000).contains(&seconds) {
        return None;
    }
    let (payload, compressed) = payload.strip_prefix('.').map_or((payload, false), |payload| (payload, true));
    let mut content = base64url::either(payload)?;
    let mut reading = Reading::new("itsdangerous", "Value signed by itsdangerous (Flask session)")
        .with("made", Instant::from_seconds(seconds as f64).iso());
    if compressed {
        match super::inflate::zlib(&content) {
            Some(text) => content = text,
            None => return reading.unread("the payload is compressed (zlib) and broken").found(Vec::new()),
        }
    }
    if !content.starts_with(b"{") && !content.starts_with(b"[") && !content.starts_with(b"\"") {
        return None;
    }
    reading = django::content(reading, &content);
    // A JWS with a short payload looks alike, but its first part names an algorithm.
    if reading.claims.as_ref().is_some_and(|claims| claims.get("alg").is_some()) {
        return None;
    }
    reading.with("signature", format!("{} characters, not checked", signature.len())).found(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Token;

    #[test]
    fn reads_a_flask_session() {
        let text = "eyJsb2dnZWRfaW4iOmZhbHNlfQ.XDuWxQ.E2Pyb6x3w-NODuflHoGnZOEpbH8";
        let Some((Token::Other(reading), _)) = read(text) else { panic!() };
        assert_eq!(reading.claims.as_ref().unwrap().get("logged_in"), Some(&serde_json::json!(false)));
        assert_eq!(reading.get("made"), Some("2019-01-13T19:51:33Z"));
        assert_eq!(read("eyJhbGciOiJIUzI1NiJ9.XDuWxQ.E2Pyb6x3w-NODuflHoGnZOEpbH8"), None);
    }

    #[test]
    fn reads_a_compressed_session() {
        let text = ".eJyrViotTi1SslJKzMtT0lEqys9JLVayilZKTMnNBAmg0rG1AHmuD30.XDuWxQ.E2Pyb6x3w-NODuflHoGnZOEpbH8";
        let Some((Token::Other(reading), _)) = read(text) else { panic!() };
        assert_eq!(reading.claims.as_ref().unwrap().text("user"), Some("ann"));
    }
}
