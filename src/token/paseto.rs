//! PASETO, versions 1 to 4 (paseto.io, draft-paragon-paseto-rfc), and PASERK keys.

use serde_json::Value;

use super::reading::Reading;
use super::{Claims, Read, base64url, lenient_json};
use crate::fault::Fault;

/// Reads `v4.public.<payload>[.<footer>]`. The claims of a `public` token are in the open before the
/// signature; those of a `local` one are encrypted.
pub fn read(text: &str) -> Option<Read> {
    let mut words = text.splitn(3, '.');
    let (version, purpose, rest) = (words.next()?, words.next()?, words.next()?);
    let start = version.len() + purpose.len() + 2;
    if version.starts_with('k') {
        return paserk(version, purpose, rest.len());
    }
    // Bytes of the signature at the end of a public token: RSA-2048, Ed25519, P-384, Ed25519.
    let signature = match version {
        "v1" => 256,
        "v2" | "v4" => 64,
        "v3" => 96,
        _ => return None,
    };
    let mut faults = Vec::new();
    let (payload, footer) = rest.split_once('.').map_or((rest, None), |(payload, footer)| (payload, Some(footer)));
    let end = start + payload.len();
    let decoded = base64url::decode(text, start..end, "payload", &mut faults);
    let mut reading = match purpose {
        "public" => {
            let mut reading = Reading::new("paseto", format!("PASETO {version}.public, signed"));
            if decoded.bytes.len() < signature {
                faults.push(Fault::new(end, format!("the signature of {signature} bytes is cut")));
            }
            let message = decoded.bytes.get(..decoded.bytes.len().saturating_sub(signature)).unwrap_or_default();
            let (value, inner) = lenient_json::read(&String::from_utf8_lossy(message));
            let place = |f: Fault| Fault { at: base64url::source_of(text, start..end, f.at), what: f.what };
            faults.extend(inner.into_iter().map(place));
            if let Some(Value::Object(map)) = value {
                reading.claims = Some(Claims(map));
            }
            reading.with("signature", format!("{signature} bytes"))
        }
        "local" => Reading::new("paseto", format!("PASETO {version}.local, encrypted"))
            .with("ciphertext", format!("{} bytes", decoded.bytes.len()))
            .unread("the claims are encrypted; only the holder of the key can read them"),
        _ => return None,
    };
    if let Some(footer) = footer {
        let at = end + 1;
        let tail = footer.find('.').map_or(text.len(), |dot| at + dot);
        let bytes = base64url::decode(text, at..tail, "footer", &mut faults).bytes;
        reading = reading.with("footer", String::from_utf8_lossy(&bytes));
        if tail < text.len() {
            faults.push(Fault::new(tail, "more text follows the footer"));
        }
    }
    reading.found(faults)
}

/// PASERK: a key for PASETO written as text. `pid`, `lid` and `sid` are only names of keys.
fn paserk(version: &str, kind: &str, length: usize) -> Option<Read> {
    if !matches!(version, "k1" | "k2" | "k3" | "k4") {
        return None;
    }
    let what = match kind {
        "lid" | "pid" | "sid" => "the name of a key",
        "public" => "a public key",
        "local" | "secret" => "a secret key in the open",
        "seal" | "local-wrap" | "secret-wrap" | "local-pw" | "secret-pw" => "a wrapped secret key",
        _ => return None,
    };
    Reading::new("paserk", format!("PASERK {version}.{kind}: {what}"))
        .with("length", format!("{length} characters"))
        .found(vec![])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Token;

    /// 4-S-1 of the official test vectors.
    const V4: &str = "v4.public.eyJkYXRhIjoidGhpcyBpcyBhIHNpZ25lZCBtZXNzYWdlIiwiZXhwIjoiMjAyMi0wMS0wMVQwMDowMDowMCswMDowMCJ9bg_XBBzds8lTZShVlwwKSgeKpLT3yukTw6JUz3W4h_ExsQV-P0V54zemZDcAxFaSeef1QlXEFtkqxT1ciiQEDA";

    fn check(text: &str) -> (Reading, Vec<Fault>) {
        match read(text) {
            Some((Token::Other(reading), faults)) => (reading, faults),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn reads_the_claims_of_a_public_token() {
        let (reading, faults) = check(V4);
        assert_eq!(faults, []);
        assert_eq!(reading.claims.unwrap().text("data"), Some("this is a signed message"));
        let (reading, _) = check(&format!("{V4}.eyJraWQiOiJhIn0"));
        assert_eq!(reading.get("footer"), Some("{\"kid\":\"a\"}"));
    }

    #[test]
    fn says_what_is_encrypted_or_cut() {
        let (reading, _) = check("v3.local.AAAA");
        assert!(reading.unread.is_some() && reading.claims.is_none());
        assert!(check("v4.public.AAAA").1.iter().any(|f| f.what.contains("cut")));
        assert_eq!(check("k4.lid.AAAA").0.kind, "paserk");
        assert_eq!(read("v4.private.AAAA"), None);
        assert_eq!(read("v9.public.AAAA"), None);
    }
}
