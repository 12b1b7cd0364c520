//! Biscuit tokens (biscuitsec.org): a protobuf of blocks, each signed by the one before.

use super::macaroon::varint;
use super::reading::Reading;
use super::{Read, base64url};

/// Reads how many blocks a biscuit has and which names its authority block uses; the Datalog of the
/// facts and checks is not printed.
pub fn read(text: &str) -> Option<Read> {
    // Field 2 (authority), or field 1 (the id of the root key) before it; "biscuit:" is its URI form.
    let body = text.strip_prefix("biscuit:").unwrap_or(text);
    if body.len() < 100 || !body.starts_with(['E', 'C']) || body.contains('.') {
        return None;
    }
    let bytes = base64url::either(body)?;
    let fields = fields(&bytes)?;
    let authority = fields.iter().find(|(number, _)| *number == 2)?.1;
    let proof = fields.iter().find(|(number, _)| *number == 4)?.1;
    // A signed block: its bytes, the next public key, the signature of 64 bytes.
    let signed = self::fields(authority)?;
    let block = signed.iter().find(|(number, _)| *number == 1)?.1;
    let signature = signed.iter().find(|(number, _)| *number == 3)?.1;
    if signature.len() < 64 {
        return None;
    }
    let blocks = fields.iter().filter(|(number, _)| *number == 3).count();
    let sealed = self::fields(proof)?.iter().any(|(number, _)| *number == 2);
    let symbols: Vec<String> = self::fields(block)?
        .iter()
        .filter(|(number, _)| *number == 1)
        .map(|(_, value)| String::from_utf8_lossy(value).into_owned())
        .collect();
    Reading::new("biscuit", "Biscuit")
        .with("blocks", format!("1 of authority, {blocks} that restrict it"))
        .with(
            "state",
            if sealed { "sealed: nobody can restrict it further" } else { "open: its holder can restrict it" },
        )
        .with("words of the authority block", symbols.join(" "))
        .unread("the facts and checks are Datalog in a binary form; only their words are shown")
        .found(Vec::new())
}

/// The length-delimited fields of a protobuf message; numbers are stepped over. `None` when it is
/// none.
fn fields(bytes: &[u8]) -> Option<Vec<(usize, &[u8])>> {
    let (mut at, mut found) = (0, Vec::new());
    while at < bytes.len() {
        let key = varint(bytes, &mut at)?;
        match key & 7 {
            0 => {
                // Numbers may have ten bytes; their value is of no interest.
                let length = bytes.get(at..)?.iter().position(|b| *b < 0x80)? + 1;
                at += length;
            }
            2 => {
                let length = varint(bytes, &mut at)?;
                let value = bytes.get(at..at.checked_add(length)?)?;
                found.push((key >> 3, value));
                at += length;
            }
            _ => return None,
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Token;
    use base64::Engine;
    use base64::prelude::BASE64_URL_SAFE;

    fn field(number: u8, value: &[u8]) -> Vec<u8> {
        [&[number << 3 | 2, value.len() as u8], value].concat()
    }

    #[test]
    fn reads_blocks_and_words() {
        let block = [field(1, b"user"), field(1, b"write"), vec![0x18, 0x03]].concat();
        let signed = [field(1, &block), field(2, &[8, 0, 18, 2, 1, 1]), field(3, &[7; 64])].concat();
        let bytes = [field(2, &signed), field(3, &signed), field(4, &field(1, &[9; 32]))].concat();
        let bytes = bytes.as_slice();
        let Some((Token::Other(reading), _)) = read(&BASE64_URL_SAFE.encode(bytes)) else { panic!() };
        assert_eq!(reading.get("blocks"), Some("1 of authority, 1 that restrict it"));
        assert_eq!(reading.get("words of the authority block"), Some("user write"));
        assert!(reading.get("state").unwrap().starts_with("open"));
        assert_eq!(read(&BASE64_URL_SAFE.encode(&bytes[..90])), None);
    }
}
