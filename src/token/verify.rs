//! Carries out a plan natively, with RustCrypto. In the browser `crypto.subtle` does it.

use ed25519_dalek::Verifier;
use hmac::Mac;
use rsa::pkcs1v15;
use rsa::pss;
use rsa::{BigUint, RsaPublicKey};
use sha2::{Sha256, Sha384, Sha512};

use super::Token;
use super::jws::Jws;
use super::key::Material;
use super::signature::{Family, Verdict, VerifyPlan, conclude, plan};

/// Checks the signature of `jws` with the pasted `key`; `payload` as in [`plan`].
pub fn check(jws: &Jws, key: &str, payload: Option<&[u8]>) -> Verdict {
    let plans = match plan(jws, key, payload) {
        Ok(plans) => plans,
        Err(why) => return Verdict::NotChecked(why),
    };
    let tried = |plan: VerifyPlan| {
        let fits = fits(&plan);
        (plan, fits)
    };
    conclude(jws, payload, &plans.into_iter().map(tried).collect::<Vec<_>>())
}

/// As [`check`], for any token: `text` is the token as written. Of an SD-JWT the issuer's signature is
/// checked, of a nested token the outer one.
pub fn check_token(token: &Token, text: &str, key: &str, payload: Option<&[u8]>) -> Verdict {
    let why = match token {
        Token::Jws(jws) => return check(jws, key, payload),
        Token::Other(reading) if reading.kind == "sd-jwt" => {
            let issued = text.trim().split('~').next().unwrap_or_default();
            return match super::read(issued).0 {
                Token::Jws(jws) => check(&jws, key, payload),
                _ => Verdict::NotChecked("The token that the issuer signed cannot be read.".into()),
            };
        }
        Token::Jwe(_) => "The token is encrypted; what its sender may have signed is inside.",
        Token::Other(_) => "Latchkey checks signatures of JSON Web Tokens (JWS) only.",
        Token::Opaque { .. } => "Nothing in the token is a signature that can be checked.",
    };
    Verdict::NotChecked(why.into())
}

/// Whether the signature fits. `None` when the numbers of the key are no key.
pub fn fits(plan: &VerifyPlan) -> Option<bool> {
    let (data, signature) = (plan.data.as_slice(), plan.signature.as_slice());
    let hash = plan.algorithm.hash;
    Some(match (&plan.key.material, plan.algorithm.family) {
        (Material::Secret(secret), Family::Hmac) => match hash {
            256 => {
                hmac::Hmac::<Sha256>::new_from_slice(secret).ok()?.chain_update(data).verify_slice(signature).is_ok()
            }
            384 => {
                hmac::Hmac::<Sha384>::new_from_slice(secret).ok()?.chain_update(data).verify_slice(signature).is_ok()
            }
            _ => hmac::Hmac::<Sha512>::new_from_slice(secret).ok()?.chain_update(data).verify_slice(signature).is_ok(),
        },
        (Material::Rsa { n, e }, family) => {
            let (n, e) = (BigUint::from_bytes_be(n), BigUint::from_bytes_be(e));
            let key = RsaPublicKey::new_with_max_size(n, e, MAX_RSA_BITS).ok()?;
            match (family, hash) {
                (Family::RsaPkcs1, 256) => pkcs1(pkcs1v15::VerifyingKey::<Sha256>::new(key), data, signature),
                (Family::RsaPkcs1, 384) => pkcs1(pkcs1v15::VerifyingKey::<Sha384>::new(key), data, signature),
                (Family::RsaPkcs1, _) => pkcs1(pkcs1v15::VerifyingKey::<Sha512>::new(key), data, signature),
                (_, 256) => pss(pss::VerifyingKey::<Sha256>::new(key), data, signature),
                (_, 384) => pss(pss::VerifyingKey::<Sha384>::new(key), data, signature),
                _ => pss(pss::VerifyingKey::<Sha512>::new(key), data, signature),
            }
        }
        (Material::Ec { curve, x, y }, _) => {
            let point = [&[4], x.as_slice(), y.as_slice()].concat();
            match *curve {
                "P-256" => {
                    let key = p256::ecdsa::VerifyingKey::from_sec1_bytes(&point).ok()?;
                    p256::ecdsa::Signature::from_slice(signature).is_ok_and(|s| key.verify(data, &s).is_ok())
                }
                "P-384" => {
                    let key = p384::ecdsa::VerifyingKey::from_sec1_bytes(&point).ok()?;
                    p384::ecdsa::Signature::from_slice(signature).is_ok_and(|s| key.verify(data, &s).is_ok())
                }
                "secp256k1" => {
                    let key = k256::ecdsa::VerifyingKey::from_sec1_bytes(&point).ok()?;
                    // k256 takes the smaller of the two possible values only; RFC 8812 has no such rule.
                    let smaller = |s: k256::ecdsa::Signature| s.normalize_s().unwrap_or(s);
                    k256::ecdsa::Signature::from_slice(signature).is_ok_and(|s| key.verify(data, &smaller(s)).is_ok())
                }
                _ => {
                    let key = p521::ecdsa::VerifyingKey::from_sec1_bytes(&point).ok()?;
                    p521::ecdsa::Signature::from_slice(signature).is_ok_and(|s| key.verify(data, &s).is_ok())
                }
            }
        }
        (Material::Ed25519(x), _) => {
            let key = ed25519_dalek::VerifyingKey::from_bytes(x.as_slice().try_into().ok()?).ok()?;
            ed25519_dalek::Signature::from_slice(signature).is_ok_and(|s| key.verify(data, &s).is_ok())
        }
        (Material::Secret(_), _) => return None,
    })
}

/// Larger moduli only burn time.
const MAX_RSA_BITS: usize = 16_384;

fn pkcs1<H>(key: pkcs1v15::VerifyingKey<H>, data: &[u8], signature: &[u8]) -> bool
where
    pkcs1v15::VerifyingKey<H>: Verifier<pkcs1v15::Signature>,
    H: sha2::Digest,
{
    pkcs1v15::Signature::try_from(signature).is_ok_and(|s| key.verify(data, &s).is_ok())
}

fn pss<H>(key: pss::VerifyingKey<H>, data: &[u8], signature: &[u8]) -> bool
where
    pss::VerifyingKey<H>: Verifier<pss::Signature>,
    H: sha2::Digest,
{
    pss::Signature::try_from(signature).is_ok_and(|s| key.verify(data, &s).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From RFC 7519 §3.1 and RFC 7515 appendix A.1.
    const TOKEN: &str = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const SECRET: &str = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";

    /// Made with OpenSSL; the second signature is the larger of the two that fit.
    #[test]
    fn checks_es256k_with_either_of_its_two_values() {
        let pem = "-----BEGIN PUBLIC KEY-----\n\
            MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAESNEQI0hSUj5idAdPma07PQOeNQ9TmzTI\n\
            okxUsKPNjAbRTA3uGHn+HNYvMBkjixH4T2Vxei6YGnBWNbBeFueW8A==\n\
            -----END PUBLIC KEY-----";
        let head = "eyJhbGciOiJFUzI1NksiLCJ0eXAiOiJKV1QifQ.eyJzdWIiOiJ1In0";
        for (signature, fits) in [
            ("2KNVxo65z2xOR8LMmhM3jRl0I5jDue_mgW3duynLwjZM3b1dJpF2s7vHCqUWExeK0kWDGNLdoPvv78VZcZ1mvQ", true),
            ("2KNVxo65z2xOR8LMmhM3jRl0I5jDue_mgW3duynLwjazIkKi2W6JTEQ49Vrp7Ohz6GlZzdxq_z_P4pkzXpjahA", true),
            ("3KNVxo65z2xOR8LMmhM3jRl0I5jDue_mgW3duynLwjZM3b1dJpF2s7vHCqUWExeK0kWDGNLdoPvv78VZcZ1mvQ", false),
        ] {
            let (token, faults) = crate::token::read(&format!("{head}.{signature}"));
            let verdict = check(token.jws().unwrap(), pem, None);
            assert_eq!((matches!(verdict, Verdict::Fits { .. }), faults), (fits, vec![]), "{verdict:?}");
        }
    }

    #[test]
    fn checks_the_example_of_the_rfc() {
        let (token, _) = crate::token::read(TOKEN);
        let jws = token.jws().unwrap();
        let key = "the secret, decoded from base64".to_owned();
        assert_eq!(check(jws, SECRET, None), Verdict::Fits { key, weakness: None });
        assert_eq!(check(jws, "your-256-bit-secret", None), Verdict::DoesNotFit { missing: None });
        assert!(matches!(check(jws, "{}", None), Verdict::NotChecked(_)));
    }
}
