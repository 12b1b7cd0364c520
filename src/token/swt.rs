//! Simple Web Tokens (SWT 0.9.5.1, Azure ACS) and Azure shared access signatures: form-encoded pairs
//! with a signature.

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::reading::Reading;
use super::{Claims, Read};
use crate::number;

/// Reads `Issuer=…&ExpiresOn=…&HMACSHA256=…` and `SharedAccessSignature sr=…&sig=…&se=…`.
pub fn read(text: &str) -> Option<Read> {
    let body = text.strip_prefix("SharedAccessSignature ").unwrap_or(text);
    if !body.contains('&') || !body.contains('=') || body.contains(['{', '<', ' ']) {
        return None;
    }
    let mut claims = Map::new();
    for pair in body.split('&') {
        let (name, value) = pair.split_once('=')?;
        let decode = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
        claims.insert(decode(name), Value::String(decode(value)));
    }
    let has = |name: &str| claims.contains_key(name);
    let mut reading = if has("HMACSHA256") && (has("Issuer") || has("ExpiresOn")) {
        Reading::new("swt", "Simple Web Token, signed with a shared secret")
    } else if has("sr") && has("sig") && has("se") {
        Reading::new("azure-sas", "Azure shared access signature for Service Bus or IoT Hub")
    } else {
        return None;
    };
    for secret in ["HMACSHA256", "sig"] {
        if let Some(Value::String(value)) = claims.remove(secret) {
            reading = reading.with_secret(secret, value);
        }
    }
    // The names of SWT for what JWT calls exp, and of SAS.
    for name in ["ExpiresOn", "se"] {
        if let Some(seconds) = claims.get(name).and_then(Value::as_str).and_then(number::read) {
            reading = reading.with("expires", crate::instant::Instant::from_seconds(seconds).iso());
        }
    }
    reading.claims = Some(Claims(claims));
    reading.found(Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Token;

    #[test]
    fn reads_pairs_and_expiry() {
        let text = "Issuer=https%3a%2f%2facs.example%2f&ExpiresOn=1700000000&Audience=a&HMACSHA256=c2ln";
        let Some((Token::Other(reading), _)) = read(text) else { panic!() };
        assert_eq!((reading.kind, reading.get("expires")), ("swt", Some("2023-11-14T22:13:20Z")));
        assert_eq!(reading.claims.unwrap().text("Issuer"), Some("https://acs.example/"));
        assert_eq!(read("a=1&b=2"), None);
    }
}
