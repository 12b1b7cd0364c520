//! Base64url as JOSE uses it (RFC 7515 §2: no padding, no other characters), read leniently.

use std::ops::Range;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::fault::Fault;

/// What one part of a token decodes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The bytes, of all characters that belong to either base64 alphabet.
    pub bytes: Vec<u8>,
    /// Whether the text keeps RFC 7515 §2 to the letter.
    pub strict: bool,
}

/// Decodes `text[at]`, whose name in faults is `part` ("header"). Characters of standard base64 are
/// read as their base64url twins; whatever else does not belong is left out. Each kind of departure
/// is one fault, at its first byte.
pub fn decode(text: &str, at: Range<usize>, part: &str, faults: &mut Vec<Fault>) -> Decoded {
    let source = text.get(at.clone()).unwrap_or_default();
    let (mut bytes, mut bits, mut held) = (Vec::with_capacity(source.len() * 3 / 4), 0u32, 0u32);
    let (mut digits, mut last) = (0usize, at.start);
    let (mut standard, mut padding, mut space, mut strange) = (None, None, None, None);
    for (offset, c) in source.char_indices() {
        let here = at.start + offset;
        let Some(value) = value(c) else {
            let first = match c {
                '=' => &mut padding,
                c if c.is_whitespace() => &mut space,
                _ => &mut strange,
            };
            first.get_or_insert((here, c));
            continue;
        };
        if matches!(c, '+' | '/') {
            standard.get_or_insert((here, c));
        }
        bits = bits << 6 | value;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
            bits &= (1 << held) - 1;
        }
        (digits, last) = (digits + 1, here);
    }
    let before = faults.len();
    if let Some((here, c)) = strange {
        faults.push(Fault::new(here, format!("{} in the {part} is no base64url character", name(c))));
    }
    if let Some((here, _)) = space {
        faults.push(Fault::new(here, format!("whitespace inside the {part}")));
    }
    if let Some((here, c)) = standard {
        let twin = if c == '+' { '-' } else { '_' };
        faults.push(Fault::new(here, format!("the {part} is base64, not base64url: \"{c}\" should be \"{twin}\"")));
    }
    if let Some((here, _)) = padding {
        faults.push(Fault::new(here, format!("padding \"=\" in the {part}; base64url in a token has none")));
    }
    if digits % 4 == 1 {
        faults
            .push(Fault::new(last, format!("no base64url text can have the length of the {part}: it was cut or grew")));
    } else if bits != 0 {
        faults.push(Fault::new(last, format!("the last character of the {part} holds bits that no encoder writes")));
    }
    Decoded { bytes, strict: faults.len() == before }
}

/// Where in `text[at]` the byte `index` of the decoded part comes from.
pub fn source_of(text: &str, at: Range<usize>, index: usize) -> usize {
    let source = text.get(at.clone()).unwrap_or_default();
    let mut digits = source.char_indices().filter(|(_, c)| value(*c).is_some());
    digits.nth(index.saturating_mul(4) / 3).map_or(at.end, |(offset, _)| at.start + offset)
}

/// The bytes of base64 or base64url text that keeps one of the two alphabets; padding may be there
/// or not.
pub fn either(text: &str) -> Option<Vec<u8>> {
    let body = text.trim_end_matches('=');
    let url = body.contains(['-', '_']);
    if body.is_empty() || text.len() - body.len() > 2 || url && body.contains(['+', '/']) {
        return None;
    }
    let mut faults = Vec::new();
    let decoded = decode(body, 0..body.len(), "text", &mut faults);
    let known = |f: &Fault| f.what.contains("not base64url") || f.what.contains("no encoder writes");
    faults.iter().all(known).then_some(decoded.bytes)
}

/// The six bits of a character of either alphabet.
fn value(c: char) -> Option<u32> {
    Some(match c {
        'A'..='Z' => c as u32 - 'A' as u32,
        'a'..='z' => c as u32 - 'a' as u32 + 26,
        '0'..='9' => c as u32 - '0' as u32 + 52,
        '-' | '+' => 62,
        '_' | '/' => 63,
        _ => return None,
    })
}

/// A character in words, safe to show.
fn name(c: char) -> String {
    if c.is_ascii_graphic() { format!("\"{c}\"") } else { format!("the character U+{:04X}", c as u32) }
}

/// Bytes in base64url without padding.
pub fn encode(bytes: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(bytes)
}

/// The SHA-256 digest of a text in base64url: a PKCE challenge, `ath`, the digest of a disclosure.
pub fn digest(text: &str) -> String {
    encode(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, bytes: &[u8], expect: &[(usize, &str)]) {
        let mut faults = Vec::new();
        let decoded = decode(text, 0..text.len(), "header", &mut faults);
        assert_eq!(decoded.bytes, bytes, "{text}");
        assert_eq!(decoded.strict, expect.is_empty(), "{text}");
        assert_eq!(faults.len(), expect.len(), "{text}: {faults:?}");
        for (fault, (at, what)) in faults.iter().zip(expect) {
            assert_eq!(fault.at, *at, "{text}");
            assert!(fault.what.contains(what), "{text}: {} has no {what}", fault.what);
        }
    }

    #[test]
    fn names_each_departure_at_its_byte() {
        check("Zm9v", b"foo", &[]);
        check("-_8", &[0xfb, 0xff], &[]);
        check("+/8", &[0xfb, 0xff], &[(0, "not base64url")]);
        check("Zg==", b"f", &[(2, "padding")]);
        check("Zm 9v", b"foo", &[(2, "whitespace")]);
        check("Zm?9v#", b"foo", &[(2, "\"?\"")]);
        check("Zm9vZ", b"foo", &[(4, "cut")]);
        check("AB", &[0], &[(1, "no encoder")]);
    }

    #[test]
    fn finds_the_source_of_a_byte() {
        assert_eq!(source_of("xx Zm9vYmFy", 2..11, 3), 7);
        assert_eq!(source_of("Zm9v", 0..4, 9), 4);
    }

    #[test]
    fn reads_either_alphabet() {
        assert_eq!(either("+/8=").unwrap(), [0xfb, 0xff]);
        assert_eq!(either("-_8").unwrap(), [0xfb, 0xff]);
        assert_eq!(either("+_8"), None);
        assert_eq!(either("Zm9vZ"), None);
        assert_eq!(either(""), None);
    }
}
