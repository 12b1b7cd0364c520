use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when a part of the path starts with a dot and the web server itself refuses.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[403, 404]) || facts.row().is_preflight {
        return None;
    }
    let parts = facts.parts();
    let part = parts.iter().find(|p| p.len() > 1 && p.starts_with('.') && *p != "..")?;
    // Well-known addresses are public by their purpose (RFC 8615): a 404 means that there is none.
    if part == ".well-known" && facts.status() == 404 {
        return left_out_by_express(facts, part);
    }
    let server = facts.plain_server_page() || (facts.json().is_none() && facts.router_said().is_none());
    if !server {
        return None;
    }
    // A hidden file that is missing gives the same 404.
    let finding = if facts.status() == 403 { Finding::likely() } else { Finding::possible() };
    let finding = finding
        .seen()
        .because(facts.path_evidence())
        .because(facts.status_evidence())
        .over("server-config-denies-path");
    Some(finding.value("part", part))
}

/// `express.static` leaves out paths with a dot unless `dotfiles: 'allow'` stands beside it, and then
/// Express knows no such route. Other well-known addresses are made by code.
fn left_out_by_express(facts: Facts, part: &str) -> Option<Finding> {
    let path = facts.url().path();
    let file = path.ends_with(".json") || path.ends_with(".txt") || path.ends_with("/apple-app-site-association");
    let configured = path.contains("configuration") || path.contains("oauth") || path.contains("devtools");
    let said = facts.says_in_body(&["cannot get /.well-known/", "cannot head /.well-known/"])?;
    let finding = Finding::likely().shape().because(said).because(facts.path_evidence()).over("path-typo");
    (file && !configured).then(|| finding.variant("express").value("part", part))
}
