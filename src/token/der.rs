//! As much of DER (X.690) as stands around a public key: SubjectPublicKeyInfo, PKCS #1, X.509.

/// One element: its tag and its content.
struct Element<'d> {
    tag: u8,
    content: &'d [u8],
}

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
/// `[0] EXPLICIT`: the version of a certificate.
const VERSION: u8 = 0xa0;

/// A public key as numbers.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PublicKey {
    Rsa {
        n: Vec<u8>,
        e: Vec<u8>,
    },
    /// The point of an elliptic curve, uncompressed, with the OID of the curve.
    Ec {
        curve: Vec<u8>,
        point: Vec<u8>,
    },
    /// Ed25519 (OID 1.3.101.112).
    Ed25519(Vec<u8>),
    /// Ed448 (OID 1.3.101.113), which nothing here can use.
    Ed448,
}

/// SubjectPublicKeyInfo (RFC 5280 §4.1.2.7): `BEGIN PUBLIC KEY`.
pub(super) fn public_key(der: &[u8]) -> Option<PublicKey> {
    let info = expect(&mut { der }, SEQUENCE)?;
    let mut rest = info;
    let algorithm = expect(&mut rest, SEQUENCE)?;
    let bits = expect(&mut rest, BIT_STRING)?.strip_prefix(&[0])?;
    let mut parameters = algorithm;
    let oid = expect(&mut parameters, OBJECT_IDENTIFIER)?;
    match oid {
        [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, _] => rsa(bits),
        [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01] => {
            let curve = expect(&mut parameters, OBJECT_IDENTIFIER)?;
            Some(PublicKey::Ec { curve: curve.to_vec(), point: bits.to_vec() })
        }
        [0x2b, 0x65, 0x70] => Some(PublicKey::Ed25519(bits.to_vec())),
        [0x2b, 0x65, 0x71] => Some(PublicKey::Ed448),
        _ => None,
    }
}

/// RSAPublicKey (RFC 8017 appendix A.1.1): `BEGIN RSA PUBLIC KEY`.
pub(super) fn rsa(der: &[u8]) -> Option<PublicKey> {
    let mut rest = expect(&mut { der }, SEQUENCE)?;
    let n = expect(&mut rest, INTEGER)?;
    let e = expect(&mut rest, INTEGER)?;
    let unsigned = |bytes: &[u8]| bytes.iter().copied().skip_while(|b| *b == 0).collect();
    Some(PublicKey::Rsa { n: unsigned(n), e: unsigned(e) })
}

/// The key of a certificate (RFC 5280 §4.1): `BEGIN CERTIFICATE`.
pub(super) fn certificate(der: &[u8]) -> Option<PublicKey> {
    let certificate = expect(&mut { der }, SEQUENCE)?;
    let mut rest = expect(&mut { certificate }, SEQUENCE)?;
    if rest.first() == Some(&VERSION) {
        next(&mut rest)?;
    }
    // serialNumber, signature, issuer, validity, subject
    for _ in 0..5 {
        next(&mut rest)?;
    }
    let before = rest;
    next(&mut rest)?;
    public_key(before.get(..before.len() - rest.len())?)
}

fn expect<'d>(rest: &mut &'d [u8], tag: u8) -> Option<&'d [u8]> {
    next(rest).filter(|element| element.tag == tag).map(|element| element.content)
}

/// Takes the next element off the front.
fn next<'d>(rest: &mut &'d [u8]) -> Option<Element<'d>> {
    let (&tag, after) = rest.split_first()?;
    let (&first, mut after) = after.split_first()?;
    let mut length = usize::from(first);
    if first >= 0x80 {
        let count = usize::from(first & 0x7f);
        if count > 4 {
            return None;
        }
        let (digits, body) = after.split_at_checked(count)?;
        length = digits.iter().fold(0, |sum, digit| sum << 8 | usize::from(*digit));
        after = body;
    }
    let (content, tail) = after.split_at_checked(length)?;
    *rest = tail;
    Some(Element { tag, content })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_der_is_no_key() {
        for der in [&[][..], &[0x30], &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], &[0x30, 0x02, 0x30, 0x00]] {
            assert_eq!((public_key(der), rsa(der), certificate(der)), (None, None, None));
        }
    }
}
