use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when the same path with or without its last slash works, and when Django says so.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[404, 405, 500]) || facts.row().is_preflight {
        return None;
    }
    let path = facts.url().path();
    let other = match path.strip_suffix('/') {
        Some(bare) => bare.to_owned(),
        None => format!("{path}/"),
    };
    if let Some(said) = facts.says_in_body(&[
        "but the url doesn't end in a slash", "but the url doesn&#x27;t end in a slash", "set append_slash=false",
    ]) {
        return Some(
            Finding::certain().because(said).because(facts.path_evidence()).value("path", path).value("other", other),
        );
    }
    if facts.status() == 500 || other.is_empty() {
        return None;
    }
    let works = facts
        .working_here()
        .find(|f| f.url().path() == other && (facts.status() == 404 || f.method() == facts.method()));
    // A refusal of the other form shows as well that its route exists.
    let exists = || {
        facts.nearby().find(|f| {
            facts.same_origin(*f)
                && f.url().path() == other
                && f.method() == facts.method()
                && f.status_in(&[400, 401, 403, 409, 415, 422])
        })
    };
    let works = works.or_else(exists)?;
    let finding = Finding::likely().seen().because(facts.path_evidence()).because(works.answers());
    let finding = finding.over("method-not-allowed").over("path-typo").over("record-not-found");
    Some(finding.value("path", path).value("other", other))
}
