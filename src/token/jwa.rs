//! The lengths that algorithms fix (RFC 7518 §3 and §5, RFC 8037 §3.1, RFC 8812 §3.2): a part of another
//! length was cut on its way, or made up.

use std::ops::Range;

use crate::fault::Fault;

/// How many bytes a signature by `alg` has. `None` where the key decides (RSA), and for an unknown one.
pub(super) fn signature_bytes(alg: &str) -> Option<usize> {
    Some(match alg {
        "HS256" => 32,
        "HS384" => 48,
        "HS512" | "ES256" | "ES256K" | "EdDSA" | "Ed25519" => 64,
        "ES384" => 96,
        "ES512" => 132,
        "Ed448" => 114,
        _ => return None,
    })
}

/// How many bytes the initialization vector and the authentication tag of `enc` have.
pub(super) fn iv_and_tag_bytes(enc: &str) -> Option<(usize, usize)> {
    Some(match enc {
        "A128GCM" | "A192GCM" | "A256GCM" => (12, 16),
        "A128CBC-HS256" => (16, 16),
        "A192CBC-HS384" => (16, 24),
        "A256CBC-HS512" => (16, 32),
        _ => return None,
    })
}

/// Whether `alg` encrypts with the shared key itself, so that no encrypted key travels along
/// (RFC 7518 §4.5, §4.6).
pub(super) fn is_direct(alg: &str) -> bool {
    matches!(alg, "dir" | "ECDH-ES")
}

/// A fault at the end of a part that has not the length that its algorithm makes.
///
/// Less than half of it is a stand-in rather than a cut: documentation and sanitised recordings write
/// a word in its place.
pub(super) fn length(part: &str, has: usize, makes: usize, algorithm: &str, at: &Range<usize>) -> Option<Fault> {
    let eddsa = algorithm == "EdDSA" && has == 114; // Ed448
    (has * 2 >= makes && has != makes && !eddsa).then(|| {
        let what = match has < makes {
            true => format!("the {part} has {has} bytes, {algorithm} makes {makes} (RFC 7518): it was cut"),
            false => format!("the {part} has {has} bytes, {algorithm} makes {makes} (RFC 7518): it grew"),
        };
        Fault::new(at.end, what)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_is_told_from_a_stand_in() {
        let fault = |has, alg| length("signature", has, signature_bytes(alg).unwrap(), alg, &(5..9));
        assert_eq!(fault(30, "HS256").unwrap().at, 9);
        assert!(fault(30, "HS256").unwrap().what.contains("was cut"));
        assert!(fault(70, "ES256").unwrap().what.contains("grew"));
        assert_eq!((fault(32, "HS256"), fault(3, "HS256"), fault(114, "EdDSA")), (None, None, None));
    }
}
