use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};

/// Fires when the server says that it does not trust the issuer (RFC 7519 §4.1.1).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() || !facts.may_carry_identity() {
        return None;
    }
    let iss = facts.claim("iss");
    let token = match iss {
        Some(iss) => format!("This token names {iss}"),
        None => "This token names another one, or none".to_owned(),
    };
    let Some(said) = facts.stated(Reason::Issuer) else {
        if facts.status() != 401 || facts.states_any() {
            return None;
        }
        // A token that differs in its issuer alone is taken here.
        let works = facts.took_other_claim("iss")?;
        let what = format!(
            "{} {} answers {} to a token of {}",
            works.method(),
            works.url().path(),
            works.status(),
            works.claim("iss").unwrap_or("another")
        );
        let finding = Finding::likely()
            .shape()
            .maybe(iss.map(|i| Evidence::claim("iss", i)))
            .because(Evidence::exchange(works.id(), what));
        return Some(finding.because(facts.status_evidence()).value("token", token));
    };
    let finding = if facts.jws().is_some() && !facts.states_loosely(Reason::Issuer) {
        Finding::certain()
    } else {
        Finding::likely()
    };
    let finding = if iss.is_some() { finding.seen() } else { finding };
    let finding = finding.because(said).maybe(iss.map(|i| Evidence::claim("iss", i))).because(facts.status_evidence());
    Some(finding.value("token", token))
}
