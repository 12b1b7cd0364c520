use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when the server says that the signature does not fit (RFC 7515 §5.2).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() || !facts.carries_identity() || facts.has_signed_url() {
        return None;
    }
    let said = facts.stated(Reason::Signature)?;
    let jws = facts.jws();
    // Signed webhooks and signed requests fail with the same words.
    if jws.is_none() && facts.token_text().is_none() {
        return None;
    }
    let alg = jws.and_then(|j| j.alg());
    let how = match alg {
        Some(alg) if alg.starts_with("HS") => format!("With {alg}, one secret signs and checks, and it must be the same on both sides."),
        Some(alg) => format!("With {alg}, a private key signs, and its public key checks."),
        None => "The key that checks must belong to the key that signed.".to_owned(),
    };
    let finding = Finding::likely().because(said).maybe(alg.map(|a| Evidence::new(Source::TokenHeader("alg".into()), a)));
    Some(finding.because(facts.status_evidence()).value("how", how))
}
