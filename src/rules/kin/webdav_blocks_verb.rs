use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when IIS answers 405 to PUT, PATCH or DELETE with the `Allow` list of its own handlers.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 405 || !matches!(facts.method(), "PUT" | "DELETE" | "PATCH") {
        return None;
    }
    let server = facts.header_evidence("server").filter(|s| s.quote.contains("Microsoft-IIS"))?;
    let allow = facts.header("allow").unwrap_or("").to_ascii_uppercase();
    // IIS's own list; an application would name its routes.
    if !allow.contains("TRACE") || allow.contains(facts.method()) {
        return None;
    }
    let finding =
        Finding::likely().because(facts.status_evidence()).because(server).maybe(facts.header_evidence("allow"));
    Some(finding.over("method-not-allowed").value("method", facts.method()))
}
