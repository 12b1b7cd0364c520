//! Macaroons, versions 1 and 2 of libmacaroons' binary format, in base64 or base64url.

use super::reading::{Reading, hex};
use super::{Read, base64url};
use crate::fault::Fault;

/// Reads a macaroon: where it comes from, its identifier, and its caveats: the conditions under
/// which it may be used.
pub fn read(text: &str) -> Option<Read> {
    // PyPI puts its prefix in front of a macaroon.
    let body = text.strip_prefix("pypi-").unwrap_or(text);
    // "MDA" is the base64 of "00", with which the packet lengths of version 1 begin; "Ag" is byte 2.
    if !body.starts_with("MDA") && !body.starts_with("Ag") || body.len() < 40 {
        return None;
    }
    let bytes = base64url::either(body)?;
    let (mut reading, broken) = if bytes.first() == Some(&2) { version_2(&bytes) } else { version_1(&bytes) }?;
    if body.len() < text.len() {
        reading.name = format!("PyPI API token: {}", reading.name).into();
    }
    let start = text.len() - body.len();
    let faults = broken.map(|at| Fault::new((start + at * 4 / 3).min(text.len()), "the macaroon ends too early"));
    reading.found(faults.into_iter().collect())
}

/// Packets of four hexadecimal digits of length, a key, a space, a value and a line feed.
fn version_1(bytes: &[u8]) -> Option<(Reading, Option<usize>)> {
    let mut reading = Reading::new("macaroon", "Macaroon, version 1");
    let mut at = 0;
    while at < bytes.len() {
        let packet = (|| {
            let digits = std::str::from_utf8(bytes.get(at..at + 4)?).ok()?;
            let length = usize::from_str_radix(digits, 16).ok().filter(|length| *length > 5)?;
            let body = bytes.get(at + 4..at + length)?.strip_suffix(b"\n")?;
            let space = body.iter().position(|b| *b == b' ')?;
            Some((length, body.get(..space)?, body.get(space + 1..)?))
        })();
        let Some((length, key, value)) = packet else {
            return (!reading.fields.is_empty()).then_some((reading, Some(at)));
        };
        reading = match key {
            b"location" => reading.with("location", shown(value)),
            b"identifier" => reading.with("identifier", shown(value)),
            b"cid" => reading.with("caveat", shown(value)),
            b"vid" => reading.with("verification id", hex(value)),
            b"cl" => reading.with("caveat location", shown(value)),
            b"signature" => reading.with_secret("signature", hex(value)),
            _ => return None,
        };
        at += length;
    }
    let whole = reading.get("signature").is_some();
    reading.get("identifier").is_some().then_some((reading, (!whole).then_some(bytes.len())))
}

/// Sections of fields, each a type, a length and a content; a type 0 ends a section.
fn version_2(bytes: &[u8]) -> Option<(Reading, Option<usize>)> {
    let mut reading = Reading::new("macaroon", "Macaroon, version 2");
    let (mut at, mut section, mut ends) = (1, 0, 0);
    while at < bytes.len() {
        let start = at;
        let kind = varint(bytes, &mut at)?;
        if kind == 0 {
            section += 1;
            ends += 1;
            // Two ends in a row close the list of caveats.
            if ends == 2 {
                section = usize::MAX;
            }
            continue;
        }
        ends = 0;
        let field = varint(bytes, &mut at).and_then(|length| bytes.get(at..at.checked_add(length)?));
        let Some(value) = field else {
            return (!reading.fields.is_empty()).then_some((reading, Some(start)));
        };
        at += value.len();
        reading = match (kind, section) {
            (1, 0) => reading.with("location", shown(value)),
            (2, 0) => reading.with("identifier", shown(value)),
            (1, _) => reading.with("caveat location", shown(value)),
            (2, _) => reading.with("caveat", shown(value)),
            (4, _) => reading.with("verification id", hex(value)),
            (6, _) => reading.with_secret("signature", hex(value)),
            _ => return None,
        };
    }
    let whole = reading.get("signature").is_some();
    reading.get("identifier").is_some().then_some((reading, (!whole).then_some(bytes.len())))
}

/// An unsigned LEB128 number of at most four bytes.
pub(super) fn varint(bytes: &[u8], at: &mut usize) -> Option<usize> {
    let mut value = 0;
    for shift in [0, 7, 14, 21] {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

/// Text as it is; bytes as hexadecimal digits.
fn shown(value: &[u8]) -> String {
    match std::str::from_utf8(value) {
        Ok(text) if !text.chars().any(char::is_control) => text.to_owned(),
        _ => hex(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Token;
    use base64::Engine;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;

    fn check(bytes: &[u8]) -> (Reading, Vec<Fault>) {
        match read(&BASE64_URL_SAFE_NO_PAD.encode(bytes)) {
            Some((Token::Other(reading), faults)) => (reading, faults),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn reads_version_1() {
        // From the README of libmacaroons.
        let text = "MDAxY2xvY2F0aW9uIGh0dHA6Ly9teWJhbmsvCjAwMjZpZGVudGlmaWVyIHdlIHVzZWQgb3VyIHNlY3JldCBrZXkKMDAyZnNpZ25hdHVyZSDj2eApCFJsTAA5rhURQRXZf91ovyujebNCqvD2F9BVLwo";
        let Some((Token::Other(reading), faults)) = read(text) else { panic!() };
        assert_eq!(
            (reading.get("location"), reading.get("identifier")),
            (Some("http://mybank/"), Some("we used our secret key"))
        );
        assert_eq!(faults, []);
        assert!(reading.fields.iter().any(|f| f.name == "signature" && f.secret));
    }

    #[test]
    fn reads_version_2() {
        let mut bytes = b"\x02\x01\x0ehttp://mybank/\x02\x03abc\x00\x02\x09time<2030\x00\x00\x06\x20".to_vec();
        bytes.extend([7; 32]);
        let (reading, faults) = check(&bytes);
        assert_eq!((reading.get("identifier"), reading.get("caveat")), (Some("abc"), Some("time<2030")));
        assert_eq!(faults, []);
        let pypi = format!("pypi-{}", BASE64_URL_SAFE_NO_PAD.encode(&bytes));
        let Some((Token::Other(reading), _)) = read(&pypi) else { panic!() };
        assert_eq!((&*reading.name, reading.get("caveat")), ("PyPI API token: Macaroon, version 2", Some("time<2030")));
        let (reading, faults) = check(&bytes[..40]);
        assert_eq!((reading.get("caveat"), faults.len()), (Some("time<2030"), 1));
    }

    #[test]
    fn other_base64_is_none() {
        assert_eq!(read(&"Ag".repeat(40)), None);
        assert_eq!(read(&BASE64_URL_SAFE_NO_PAD.encode("00zz this is something else altogether, really")), None);
    }
}
