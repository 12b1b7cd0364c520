use crate::facts::credential::json_part;
use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when a JWT lacks a part, or its signature is shorter than its algorithm makes it (RFC 7515
/// §7.1, RFC 7518 §3).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() {
        return None;
    }
    let (first, rest) = facts.authorization_parts()?;
    let token = if rest.is_empty() { first } else { facts.token_text()? };
    let what = cut(token)?;
    let said = facts
        .stated(Reason::Malformed)
        .or_else(|| facts.stated(Reason::InvalidToken))
        .or_else(|| facts.stated(Reason::Signature));
    let other = facts.states_other(&[Reason::Signature]);
    let finding = match what {
        Cut::Part(_) if !other && (said.is_some() || facts.status() == 401) => Finding::certain(),
        _ if !other && (said.is_some() || facts.concerns_credentials()) => Finding::likely(),
        _ => return None,
    };
    let words = match what {
        Cut::Part(1) => "only its first part is there".to_owned(),
        Cut::Part(n) => format!("only {n} of its 3 parts are there"),
        Cut::Signature { have, want, alg } => {
            format!("its last part has {have} characters, but {alg} makes {want}")
        }
    };
    Some(
        finding
            .seen()
            .because(Evidence::secret(Source::RequestHeader("Authorization".into()), token))
            .quote(Source::RequestHeader("Authorization".into()), words.clone())
            .maybe(said)
            .value("what", words)
            .over("token-malformed")
            .over("token-signature-invalid"),
    )
}

/// What is missing.
enum Cut {
    Part(usize),
    Signature { have: usize, want: usize, alg: &'static str },
}

fn cut(token: &str) -> Option<Cut> {
    /// Characters of the signature by algorithm; for RSA the least, of a key of 1024 bits.
    const SIGNATURES: &[(&str, usize)] = &[
        ("HS256", 43),
        ("HS384", 64),
        ("HS512", 86),
        ("ES256", 86),
        ("ES384", 128),
        ("ES512", 176),
        ("EdDSA", 86),
        ("RS256", 171),
        ("RS384", 171),
        ("RS512", 171),
        ("PS256", 171),
        ("PS384", 171),
        ("PS512", 171),
    ];
    /// The same for the usual keys of 2048, 3072, 4096 and 8192 bits.
    const RSA: &[usize] = &[342, 512, 683, 1366];
    let parts: Vec<_> = token.trim_end_matches('.').split('.').collect();
    let header = json_part(parts.first()?)?;
    let alg = header.get("alg")?.as_str()?;
    if alg.eq_ignore_ascii_case("none") || header.get("enc").is_some() {
        return None;
    }
    match parts.as_slice() {
        [_] | [_, _] => Some(Cut::Part(parts.len())),
        [_, _, signature] => {
            let (alg, want) = SIGNATURES.iter().find(|(name, _)| *name == alg)?;
            let have = signature.trim_end_matches('=').len();
            // Keys of RSA are made in steps of 256 bits, and signatures are as long as their key.
            let rsa = alg.starts_with(['R', 'P']) && have > *want && have * 6 / 8 % 32 != 0;
            let want = if rsa { RSA.iter().copied().find(|length| *length > have)? } else { *want };
            (have < want).then_some(Cut::Signature { have, want, alg })
        }
        _ => None,
    }
}
