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
        return None;
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
