use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a web server's own 403 page answers for a path that ends with a slash.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 403 || !facts.url().path().ends_with('/') || !matches!(facts.method(), "GET" | "HEAD") {
        return None;
    }
    let said = facts.says_in_body(&["directory listing denied", "403.14", "directory listing is not allowed"]);
    if said.is_none() && !facts.plain_server_page() {
        return None;
    }
    let finding = Finding::likely().shape().because(Evidence::new(Source::Url, facts.url().path()));
    Some(finding.maybe(said).because(facts.status_evidence()).value("path", facts.url().path()))
}
