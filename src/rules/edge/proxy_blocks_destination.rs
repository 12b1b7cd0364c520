use crate::facts::Facts;
use crate::finding::{Finding, Source};

/// Fires when a forward proxy's own refusal answers, not the website.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    // Over HTTPS the browser asks the proxy for a tunnel; it shows nothing of what the proxy answered.
    let tunnel = facts.exchange().error.as_deref().filter(|e| e.ends_with("ERR_TUNNEL_CONNECTION_FAILED"));
    if let Some(error) = tunnel.filter(|_| facts.status() == 0) {
        let finding = Finding::possible().seen().quote(Source::BrowserError, error);
        return Some(finding.value("host", facts.url().host()));
    }
    if facts.status() != 403 {
        return None;
    }
    let squid = facts.header("x-squid-error").filter(|e| e.contains("ERR_ACCESS_DENIED"));
    if squid.is_some() {
        return Some(
            Finding::certain()
                .maybe(facts.header_evidence("X-Squid-Error"))
                .maybe(facts.header_evidence("Via"))
                .value("host", facts.url().host()),
        );
    }
    // Tinyproxy names itself as the server of its own pages only.
    let tiny = facts.header("server").is_some_and(|s| s.starts_with("tinyproxy/"))
        && facts.says_in_body(&["has been filtered", "filtered", "access denied", "access violation"]).is_some();
    if tiny {
        return Some(
            Finding::likely()
                .maybe(facts.header_evidence("Server"))
                .because(facts.status_evidence())
                .value("host", facts.url().host()),
        );
    }
    // The browser hides the headers of what a page may not read when a proxy answered it.
    if let Some(through) = unread_through_proxy(facts) {
        return Some(
            Finding::possible()
                .shape()
                .because(facts.status_evidence())
                .because(through.answers())
                .value("host", facts.url().host()),
        );
    }
    let said = facts.says_in_body(&[
        "access control configuration prevents your request from being allowed",
        "zscaler",
        "fortiguard",
        "web page blocked",
        "this site is blocked by",
        "blocked by your organization",
        "blocked by your administrator",
        "websense",
        "forcepoint",
        "cisco umbrella",
        "blue coat",
        "web filter",
    ])?;
    Some(Finding::likely().because(said).because(facts.status_evidence()).value("host", facts.url().host()))
}

/// For a refusal without any header: an answer of another host that came through a proxy.
fn unread_through_proxy(facts: Facts) -> Option<Facts> {
    if !facts.response().headers.is_empty() || facts.working_here().next().is_some() {
        return None;
    }
    facts.working().find(|f| f.sent("proxy-connection").is_some() && f.header("via").is_some())
}
