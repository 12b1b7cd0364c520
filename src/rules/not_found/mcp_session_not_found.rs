use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when a request with an MCP session id is answered 404 (MCP, Streamable HTTP transport).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 404]) {
        return None;
    }
    let Some(id) = facts.sent("mcp-session-id") else { return none_sent(facts) };
    let sent = Evidence::secret(crate::finding::Source::RequestHeader("Mcp-Session-Id".into()), id);
    let said = facts.says_in_body(&[
        "session not found", "no valid session", "invalid session", "session expired", "session has expired",
        "unknown session", "no transport found", "session terminated",
    ]);
    match said {
        Some(said) => Some(Finding::certain().because(said).because(sent)),
        None if facts.status() == 404 && facts.router_said().is_none() => {
            Some(Finding::likely().because(facts.status_evidence()).because(sent))
        }
        None => None,
    }
}

/// A message of a session that names none: the client lost the id that `initialize` gave it, or never read it.
fn none_sent(facts: Facts) -> Option<Finding> {
    let asks = facts.status() == 400 && facts.request_member(&["jsonrpc"]).is_some();
    let said = facts
        .says_in_body(&[
            "no valid session", "session id is required", "missing session id", "session-id header is required",
            "server not initialized",
        ])
        .filter(|_| asks)?;
    let unsent = Evidence::new(crate::finding::Source::RequestHeader("Mcp-Session-Id".into()), "not sent");
    Some(Finding::likely().because(said).because(unsent).because(facts.status_evidence()))
}
