use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::{Evidence, Finding, Source};

const LISTING: Saying = Saying {
    of: &[
        "directory listing", "directory listings", "directory index", "directory browsing", "listing", "listings",
        "folder listing", "autoindex", "index of this", "directory", "folder", "directories", "folders",
    ],
    says: &[
        "not allowed", "not permitted", "denied", "forbidden", "disabled", "not enabled", "off", "not supported",
        "cannot list", "cannot be listed", "not be listed", "cannot be browsed", "not listed", "no index",
    ],
    never: &["create", "delete", "upload", "write", "not found", "permission", "role"],
};

/// Fires when a web server's own 403 page answers for a path that ends with a slash.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 403 || !facts.url().path().ends_with('/') || !matches!(facts.method(), "GET" | "HEAD") {
        return None;
    }
    let said = facts.says_in_body(&["directory listing denied", "403.14"]).or_else(|| facts.tells(&LISTING));
    if said.is_none() && !facts.plain_server_page() {
        return None;
    }
    let finding = Finding::likely().shape().because(Evidence::new(Source::Url, facts.url().path()));
    let finding = if said.is_some() { finding.over("insufficient-role") } else { finding };
    Some(finding.maybe(said).because(facts.status_evidence()).value("path", facts.url().path()))
}
