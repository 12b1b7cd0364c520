use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when the server itself refused the `Origin` and says so.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let answer = facts.deciding_preflight().unwrap_or(facts);
    let finding = match super::rejects_origin(answer) {
        Some(said) => Finding::certain().because(said),
        None if super::weighed(answer) => Finding::likely().because(super::preflight_evidence(facts, answer)),
        None => {
            let heard = super::refuses_origin_loosely(answer)
                .or_else(|| super::refused_by_tomcat(answer))
                .or_else(|| super::thrown_by_express(answer));
            Finding::likely().because(heard.or_else(|| Some(super::refusal(answer, &["failed: origin '"])?.0))?)
        }
    };
    let origin = answer.sent("origin").map(str::to_owned).or_else(|| answer.page_origin())?;
    let variant = if origin == facts.url().origin() { "own-origin" } else { "other-origin" };
    Some(
        finding
            .maybe(answer.sent_evidence("Origin"))
            .variant(variant)
            .value("origin", origin)
            .over("cors-missing-on-error"),
    )
}
