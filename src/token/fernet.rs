//! Fernet (github.com/fernet/spec): encrypted, but the time of its making is in the open.

use super::reading::Reading;
use super::{Read, base64url};
use crate::instant::Instant;

/// Reads version, time, and length. Also the form of Django-fernet, Airflow and OpenStack Keystone.
pub fn read(text: &str) -> Option<Read> {
    // "gAAAAA" is the base64url of version 0x80 and the first zero bytes of a 64-bit time.
    if !text.starts_with("gAAAAA") || text.len() < 96 {
        return None;
    }
    let bytes = base64url::either(text)?;
    let seconds = bytes.get(1..9)?.iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
    // Version 1, time 8, initialization vector 16, ciphertext in blocks of 16, HMAC 32.
    let ciphertext = bytes.len().checked_sub(1 + 8 + 16 + 32)?;
    let mut faults = Vec::new();
    if ciphertext == 0 || ciphertext % 16 != 0 {
        faults.push(crate::fault::Fault::new(text.len(), "the Fernet token was cut: its length fits no ciphertext"));
    }
    Reading::new("fernet", "Fernet token, encrypted")
        .with("made", Instant::from_seconds(seconds as f64).iso())
        .with("ciphertext", format!("{ciphertext} bytes"))
        .unread("the content is encrypted; only the holder of the key can read it")
        .found(faults)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Token;

    #[test]
    fn reads_the_time() {
        // From the specification's test vectors.
        let text =
            "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";
        let Some((Token::Other(reading), faults)) = read(text) else { panic!() };
        assert_eq!((reading.get("made"), faults), (Some("1985-10-26T08:20:00Z"), vec![]));
        let Some((_, faults)) = read(&text[..96]) else { panic!() };
        assert_eq!(faults.len(), 1);
    }
}
