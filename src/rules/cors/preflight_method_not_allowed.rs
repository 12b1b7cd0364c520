use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when `Access-Control-Allow-Methods` of the preflight does not name the call's method
/// (Fetch §4.8). GET, HEAD and POST need no permission.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let preflight = facts.deciding_preflight()?;
    let method = preflight.sent("access-control-request-method")?;
    if super::refused_by_storage(preflight) {
        let finding =
            if super::shares_elsewhere(preflight) { Finding::likely().seen() } else { Finding::possible().shape() };
        let asked = Evidence::request_header("Access-Control-Request-Method", method);
        let finding = finding
            .because(asked)
            .because(super::preflight_evidence(facts, preflight))
            .variant("missing")
            .value("method", method);
        return (!matches!(method, "GET" | "HEAD")).then_some(finding);
    }
    if let Some((said, heard)) = super::refusal(preflight, super::METHOD) {
        let finding = if heard { Finding::certain() } else { Finding::likely() };
        let finding = finding.seen().because(said).because(super::preflight_evidence(facts, preflight));
        return Some(finding.variant("missing").value("method", method));
    }
    let said = preflight.says(&["disallowed cors method"]);
    // Starlette answers 400; the browser gives no body of it.
    let refused = preflight.status() == 400;
    if !(matches!(preflight.status(), 200..=299) || refused) || !super::reads_origin(preflight) {
        return None;
    }
    let allowed: Vec<_> = preflight
        .response()
        .headers
        .all("access-control-allow-methods")
        .flat_map(|v| v.split(','))
        .map(str::trim)
        .collect();
    let exact = allowed.contains(&method);
    // With credentials, * is a name like any other. That they were meant to go along shows only by the end:
    // the server allows them, and the browser never sent the call.
    let star = allowed.contains(&"*") && !exact;
    let never_sent = || facts.preflighted().unwrap_or(facts).exchange().failed_unseen();
    let credentials = star && preflight.header("access-control-allow-credentials") == Some("true") && never_sent();
    let named = exact || (star && !credentials);
    let safe = matches!(method, "GET" | "HEAD" | "POST");
    if said.is_none() && (named || (safe && !refused) || (refused && allowed.is_empty())) {
        return None;
    }
    if facts.preflighted().is_some_and(|f| f.status() != 0) {
        return None;
    }
    let other_case = allowed.iter().any(|a| a.eq_ignore_ascii_case(method) && *a != method);
    let list = preflight.header("access-control-allow-methods").unwrap_or("absent");
    // The method is checked before the headers, and the browser names the first that fails.
    let finding = if credentials { Finding::likely() } else { Finding::certain().over("preflight-header-not-allowed") };
    Some(
        finding
            .seen()
            .variant(if other_case { "case" } else { "missing" })
            .because(Evidence::request_header("Access-Control-Request-Method", method))
            .because(Evidence::response_header("Access-Control-Allow-Methods", list))
            .maybe(said)
            .value("method", method),
    )
}
