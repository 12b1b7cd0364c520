use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when a sign-in that worked is refused at once, and nothing in the recording says why.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let used = super::broke_off(facts)?;
    let finding = Finding::possible().because(Evidence::exchange(used.id(), format!("{} with the same sign-in", used.status())));
    Some(finding.because(facts.status_evidence()).value("when", (facts.exchange().started - used.exchange().ended()).words()))
}
