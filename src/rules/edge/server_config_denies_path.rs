use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when the web server's own 403 page answers, so the application was not asked.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 403 || !facts.plain_server_page() {
        return None;
    }
    let server = facts.answerer().server.map_or("The web server", |s| s.name);
    // HAProxy says in words that a rule did it; the other pages look the same for every reason.
    let finding = match facts.says_in_body(&["forbidden by administrative rules"]) {
        Some(said) => Finding::likely().because(said),
        None => Finding::possible().shape().maybe(facts.answerer().because),
    };
    Some(finding.because(facts.status_evidence()).value("server", server))
}
