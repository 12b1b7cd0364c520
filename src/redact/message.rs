//! Messages that carry more than a secret: NTLM, Negotiate with what it wraps, SAML. Their proofs,
//! tickets and signatures are replaced to the byte; names, times and flags stay, as the claims of a
//! JWT do.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::pseudonym::decoded;
use crate::token::{base64url, inflate};

/// The message without its secrets, each replaced by a filling that `number` tells apart. `None` for
/// what is no such message, or one that is not whole: then no byte of it can be trusted to be harmless.
pub fn without_proofs(text: &str, number: usize) -> Option<String> {
    let plain = decoded(text);
    let mut bytes = base64url::either(&plain)?;
    let fill = Fill(format!("{number}masked").into_bytes());
    let done = if bytes.starts_with(NTLM) {
        ntlm(&mut bytes, &fill).is_some()
    } else if is_negotiate(&bytes) {
        der(&mut bytes, &fill, 0).is_some()
    } else {
        let (packed, xml) = match bytes.starts_with(b"<") {
            true => (false, bytes.clone()),
            false => (true, inflate::inflate(&bytes)?),
        };
        let xml = saml(&String::from_utf8(xml).ok()?, &fill)?;
        bytes = if packed { stored(xml.as_bytes()) } else { xml.into_bytes() };
        true
    };
    let shown = done.then(|| STANDARD.encode(&bytes))?;
    let escaped = text.contains('%');
    Some(if escaped { shown.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D") } else { shown })
}

/// What stands in place of secret bytes, repeated.
struct Fill(Vec<u8>);

impl Fill {
    fn over(&self, bytes: Option<&mut [u8]>) -> Option<()> {
        for (byte, with) in bytes?.iter_mut().zip(self.0.iter().cycle()) {
            *byte = *with;
        }
        Some(())
    }
}

const NTLM: &[u8] = b"NTLMSSP\0";

/// MS-NLMP §2.2.1: the server's challenge, and of the answer its responses, the session key and the
/// integrity code. Offsets count from the start of the message.
fn ntlm(bytes: &mut [u8], fill: &Fill) -> Option<()> {
    let field = |bytes: &[u8], at: usize| {
        let number = |at: usize, len: usize| {
            Some(bytes.get(at..at + len)?.iter().rev().fold(0_usize, |n, b| (n << 8) | usize::from(*b)))
        };
        let (length, start) = (number(at, 2)?, number(at + 4, 4)?);
        Some(start..start.checked_add(length)?)
    };
    match bytes.get(8)? {
        1 => Some(()),
        2 => fill.over(bytes.get_mut(24..32)),
        3 => {
            let (lm, nt, key) = (field(bytes, 12)?, field(bytes, 20)?, field(bytes, 52)?);
            let first = [lm.start, nt.start, field(bytes, 28)?.start, field(bytes, 36)?.start, field(bytes, 44)?.start];
            if first.into_iter().min()? >= 88 {
                fill.over(bytes.get_mut(72..88))?;
            }
            fill.over(bytes.get_mut(lm))?;
            fill.over(bytes.get_mut(key))?;
            if nt.len() < 44 {
                return fill.over(bytes.get_mut(nt));
            }
            // NTLMv2 (§2.2.2.8): the proof and the client's challenge; time and names between and behind stay.
            fill.over(bytes.get_mut(nt.start..nt.start + 16))?;
            fill.over(bytes.get_mut(nt.start + 32..nt.start + 40))
        }
        _ => None,
    }
}

/// Whether it begins as GSS-API does with SPNEGO or Kerberos (RFC 4178 §4.2, RFC 4121 §4.1), or as
/// an answer of SPNEGO.
fn is_negotiate(bytes: &[u8]) -> bool {
    const SPNEGO: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x02];
    const KERBEROS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02];
    let head = bytes.get(..bytes.len().min(24)).unwrap_or_default();
    let names = |oid: &[u8]| head.windows(oid.len()).any(|part| part == oid);
    match bytes.first() {
        Some(0x60) => names(SPNEGO) || names(KERBEROS),
        Some(0xa1) => bytes.len() > 8,
        _ => false,
    }
}

/// Every octet string of DER that is no message itself: ciphers, checksums, keys.
fn der(mut bytes: &mut [u8], fill: &Fill, depth: usize) -> Option<()> {
    const DEPTH: usize = 24;
    if depth > DEPTH {
        return None;
    }
    while let [tag, length, rest @ ..] = bytes {
        let (long, length) = (*length > 0x80, usize::from(*length));
        let after = if long { length - 0x80 } else { 0 };
        let length = match long {
            false if length == 0x80 => return None,
            false => length,
            true if after > 4 => return None,
            true => rest.get(..after)?.iter().fold(0, |n, b| (n << 8) | usize::from(*b)),
        };
        let (inside, next) = rest.get_mut(after..)?.split_at_mut_checked(length)?;
        match *tag {
            tag if tag & 0x20 != 0 => der(inside, fill, depth + 1)?,
            0x04 if inside.starts_with(NTLM) => ntlm(inside, fill)?,
            0x04 if matches!(inside, [0x60 | 0x6e | 0x6f | 0x7e | 0x30 | 0xa0..=0xaf, _, _, ..]) && whole(inside) => {
                der(inside, fill, depth + 1)?;
            }
            0x04 => fill.over(Some(inside))?,
            tag if tag & 0xc0 == 0x80 => fill.over(Some(inside))?,
            _ => {}
        }
        bytes = next;
    }
    bytes.is_empty().then_some(())
}

/// Whether the bytes are one element of DER.
fn whole(bytes: &[u8]) -> bool {
    let Some((head, length)) = bytes.split_first().and_then(|(_, rest)| rest.split_first()).map(|(l, rest)| (rest, *l))
    else {
        return false;
    };
    if length < 0x80 {
        return head.len() == usize::from(length);
    }
    let after = usize::from(length) - 0x80;
    let size = head.get(..after).filter(|_| after <= 4).map(|b| b.iter().fold(0, |n, b| (n << 8) | usize::from(*b)));
    size.is_some_and(|size| head.len() == after + size)
}

/// The elements of SAML whose text proves something (XML Signature §4, XML Encryption §3.3).
const PROOFS: &[&str] = &["SignatureValue", "DigestValue", "CipherValue"];

fn saml(xml: &str, fill: &Fill) -> Option<String> {
    if !xml.contains("urn:oasis:names:tc:SAML:") {
        return None;
    }
    let (mut out, mut rest) = (String::with_capacity(xml.len()), xml);
    while let Some(end) = rest.find('>') {
        let (tag, after) = rest.split_at(end + 1);
        out.push_str(tag);
        rest = after;
        let name = tag.rsplit('<').next()?.split([' ', '>', '\t', '\r', '\n']).next()?;
        if PROOFS.contains(&name.rsplit(':').next()?) && !tag.ends_with("/>") {
            let length = rest.find('<')?;
            let cover = fill.0.iter().cycle().take(length).map(|b| char::from(*b));
            out.extend(cover);
            rest = rest.get(length..)?;
        }
    }
    out.push_str(rest);
    Some(out)
}

/// DEFLATE without compression (RFC 1951 §3.2.4).
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 16);
    let last = bytes.len().div_ceil(0xffff).saturating_sub(1);
    for (at, chunk) in bytes.chunks(0xffff).enumerate() {
        let length = chunk.len() as u16;
        out.push(u8::from(at == last));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend(chunk);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::schemes::{ntlm as reader, spnego};

    /// Type 3 with NTLMv2: each kind of secret is filled with a byte of its own.
    fn answer() -> Vec<u8> {
        let mut bytes = b"NTLMSSP\0\x03\0\0\0".to_vec();
        let (domain, user) = (b"L\0A\0B\0".as_slice(), b"a\0n\0n\0".as_slice());
        let mut nt = vec![0xbb; 16];
        nt.extend([1, 1, 0, 0, 0, 0, 0, 0]);
        nt.extend(130_000_000_000_000_000_u64.to_le_bytes());
        nt.extend([0xcc; 8]);
        nt.extend([0; 4]);
        nt.extend([2, 0, 6, 0, b'L', 0, b'A', 0, b'B', 0, 0, 0, 0, 0]);
        let parts: [&[u8]; 6] = [&[0xaa; 24], &nt, domain, user, b"", &[0xdd; 16]];
        let mut at = 88_u32;
        for part in parts {
            let length = part.len() as u16;
            bytes.extend(length.to_le_bytes());
            bytes.extend(length.to_le_bytes());
            bytes.extend(at.to_le_bytes());
            at += u32::from(length);
        }
        bytes.extend(0xe288_8215_u32.to_le_bytes());
        bytes.extend([10, 0, 0x61, 0x4a, 0, 0, 0, 15]);
        bytes.extend([0xee; 16]);
        parts.iter().for_each(|part| bytes.extend(*part));
        bytes
    }

    fn shown(bytes: &[u8]) -> Vec<u8> {
        let text = without_proofs(&STANDARD.encode(bytes), 7).unwrap();
        STANDARD.decode(text).unwrap()
    }

    fn no_proof(bytes: &[u8]) {
        for secret in [0xaa, 0xbb, 0xcc, 0xdd, 0xee] {
            assert!(!bytes.windows(4).any(|part| part == [secret; 4]), "{secret:x}: {bytes:x?}");
        }
    }

    #[test]
    fn ntlm_keeps_names_and_times() {
        let (before, after) = (answer(), shown(&answer()));
        assert_eq!(before.len(), after.len());
        no_proof(&after);
        assert_eq!(reader::read(&before), reader::read(&after), "only proofs changed, and those are not read");
        let mut challenge = b"NTLMSSP\0\x02\0\0\0\0\0\0\0\x38\0\0\0\x05\x02\x89\xa2".to_vec();
        challenge.extend([0xaa; 8]);
        challenge.extend([0; 24]);
        no_proof(&shown(&challenge));
        let offer = b"NTLMSSP\0\x01\0\0\0\x07\x82\x08\xa2".to_vec();
        assert_eq!(shown(&offer), offer, "an offer holds no secret");
    }

    #[test]
    fn negotiate_keeps_what_is_not_encrypted() {
        let element = |tag: u8, inside: &[u8]| {
            let mut out = vec![tag];
            match inside.len() {
                short @ 0..0x80 => out.push(short as u8),
                long => out.extend([0x82, (long >> 8) as u8, long as u8]),
            }
            out.extend(inside);
            out
        };
        // SPNEGO around NTLM, as an answer.
        let wrapped = element(0xa1, &element(0x30, &element(0xa2, &element(0x04, &answer()))));
        let after = shown(&wrapped);
        no_proof(&after);
        assert_eq!(format!("{:?}", spnego::read(&wrapped)), format!("{:?}", spnego::read(&after)));
        // A ticket: the realm stays, the cipher goes.
        let cipher = element(0x30, &element(0xa2, &element(0x04, &[0xaa; 64])));
        let inside = [element(0x1b, b"LAB.TEST"), cipher].concat();
        let oid = [0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 1, 2, 2, 1, 0];
        let ticket = element(0x60, &[oid.to_vec(), element(0x6e, &element(0x30, &inside))].concat());
        let after = shown(&ticket);
        no_proof(&after);
        assert!(after.windows(8).any(|part| part == b"LAB.TEST"));
        // What is cut off is not trusted.
        assert_eq!(without_proofs(&STANDARD.encode(&ticket[..ticket.len() - 3]), 7), None);
        assert_eq!(without_proofs("bm90IGEgbWVzc2FnZQ==", 7), None);
    }

    #[test]
    fn saml_keeps_what_it_says() {
        let xml = "<samlp:Response xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\"><saml:Issuer>https://idp.test</saml:Issuer>\
            <ds:SignatureValue>c2VjcmV0c2VjcmV0</ds:SignatureValue><saml:NameID>ann</saml:NameID></samlp:Response>";
        for (packed, bytes) in [(false, xml.as_bytes().to_vec()), (true, stored(xml.as_bytes()))] {
            let after = shown(&bytes);
            let text = if packed { inflate::inflate(&after).unwrap() } else { after };
            let text = String::from_utf8(text).unwrap();
            assert!(text.contains("https://idp.test") && text.contains(">ann<"), "{text}");
            assert!(!text.contains("c2VjcmV0") && text.contains(">7masked7masked7m<"), "{text}");
        }
        let escaped = STANDARD.encode(xml).replace('=', "%3D").replace('+', "%2B");
        assert!(without_proofs(&escaped, 1).is_some_and(|text| !text.contains(['+', '/', '='])));
    }
}
