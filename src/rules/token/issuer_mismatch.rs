use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};

/// Fires when the server says that it does not trust the issuer (RFC 7519 §4.1.1).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() || !facts.may_carry_identity() {
        return None;
    }
    let said = facts.stated(Reason::Issuer)?;
    let iss = facts.claim("iss");
    let token = match iss {
        Some(iss) => format!("This token names {iss}"),
        None => "This token names another one, or none".to_owned(),
    };
    let finding = if facts.jws().is_some() && !facts.states_loosely(Reason::Issuer) { Finding::certain() } else { Finding::likely() };
    let finding = if iss.is_some() { finding.seen() } else { finding };
    let finding = finding.because(said).maybe(iss.map(|i| Evidence::claim("iss", i))).because(facts.status_evidence());
    Some(finding.value("token", token))
}
