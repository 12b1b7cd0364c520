use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires as one possibility when the web server's own 403 page answers for a file.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 403 || facts.url().path().ends_with('/') || !matches!(facts.method(), "GET" | "HEAD") {
        return None;
    }
    facts.url().extension()?;
    if !facts.plain_server_page() {
        return None;
    }
    Some(
        Finding::possible()
            .shape()
            .because(Evidence::new(Source::Url, facts.url().path()))
            .because(facts.status_evidence()),
    )
}
