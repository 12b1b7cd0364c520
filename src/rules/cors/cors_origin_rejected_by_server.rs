use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when the server itself refused the `Origin` and says so.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let answer = facts.deciding_preflight().unwrap_or(facts);
    let said = super::rejects_origin(answer)?;
    let origin = answer.sent("origin").map(str::to_owned).or_else(|| answer.page_origin())?;
    let variant = if origin == facts.url().origin() { "own-origin" } else { "other-origin" };
    Some(Finding::certain().because(said).maybe(answer.sent_evidence("Origin")).variant(variant).value("origin", origin))
}
