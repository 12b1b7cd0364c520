use crate::facts::Facts;
use crate::facts::paths::same_template;
use crate::finding::Finding;

/// Fires when two slashes in a row stand in the path.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 403, 404, 405]) || facts.row().is_preflight {
        return None;
    }
    let path = facts.url().path();
    // `/proxy/https://…` holds an address.
    if !path.contains("//") || path.contains("://") {
        return None;
    }
    let mut single = path.to_owned();
    while single.contains("//") {
        single = single.replace("//", "/");
    }
    let works = facts.working_here().find(|f| same_template(f.url().path(), &single));
    let proof = facts.status() == 404 && works.is_some_and(|f| f.url().path() == single);
    let finding = if proof { Finding::certain() } else { Finding::likely() };
    let finding = finding.seen().because(facts.path_evidence()).maybe(works.map(Facts::answers));
    let finding = finding.over("path-typo").over("record-not-found");
    Some(finding.because(facts.status_evidence()).value("path", path).value("single", single))
}
