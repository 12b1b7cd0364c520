use crate::facts::Facts;
use crate::finding::Finding;

/// Every 403 that nothing explains better.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 403 || facts.row().is_preflight {
        return None;
    }
    let finding = Finding::possible().remainder().because(facts.status_evidence());
    let finding = finding.maybe(facts.answerer().because);
    Some(match facts.has_identity() || facts.may_hide_credentials() {
        true => finding.variant("with-sign-in"),
        false => finding.variant("without-sign-in"),
    })
}
