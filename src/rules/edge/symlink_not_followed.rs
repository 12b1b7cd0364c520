use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires as one possibility when the web server's own 403 page answers for a file or folder.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 403 || !matches!(facts.method(), "GET" | "HEAD") {
        return None;
    }
    let apache = facts.answerer().server.is_some_and(|s| s.id == "apache");
    if !apache || !facts.plain_server_page() || facts.url().extension().is_none() {
        return None;
    }
    Some(
        Finding::possible()
            .shape()
            .because(Evidence::new(Source::Url, facts.url().path()))
            .because(facts.status_evidence()),
    )
}
