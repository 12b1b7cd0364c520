use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires where Apache says that it may not read a file of its configuration, and as one possibility when the web
/// server's own 403 page answers for a file.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 403 {
        return None;
    }
    // Apache says so of its own configuration file in the folder, whatever was asked for.
    if let Some(said) =
        facts.says_in_body(&["server unable to read htaccess file", "file permissions deny server access"])
    {
        return Some(Finding::likely().because(said).because(facts.status_evidence()).variant("htaccess"));
    }
    if facts.url().path().ends_with('/') || !matches!(facts.method(), "GET" | "HEAD") {
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
