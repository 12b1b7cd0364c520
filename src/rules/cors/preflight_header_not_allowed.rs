use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when `Access-Control-Allow-Headers` of the preflight does not name a header that the call
/// wants to send (Fetch §4.8).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let preflight = facts.deciding_preflight()?;
    let variant = |first: &str| if first == "authorization" { "authorization" } else { "other" };
    if let Some((said, heard)) = super::refusal(preflight, super::HEADERS) {
        let asked = preflight.sent("access-control-request-headers")?.to_ascii_lowercase();
        let names = asked.split(',').map(str::trim);
        let quote = said.quote.to_ascii_lowercase();
        let named: Vec<_> = names.filter(|name| quote.contains(name)).collect();
        let headers = if named.is_empty() { asked.clone() } else { named.join(", ") };
        let finding = if heard { Finding::certain() } else { Finding::likely() };
        let finding = finding.seen().variant(variant(headers.split(',').next()?)).because(said);
        return Some(finding.because(super::preflight_evidence(facts, preflight)).value("headers", headers));
    }
    if let Some(finding) = silent(facts, preflight) {
        let headers = preflight.sent("access-control-request-headers")?;
        return Some(finding.variant(variant(headers.split(',').next()?)).value("headers", headers));
    }
    let said = preflight.says(&["disallowed cors headers"]);
    if !(matches!(preflight.status(), 200..=299) || preflight.status() == 400) || !super::reads_origin(preflight) {
        return None;
    }
    let allowed: Vec<_> = super::list(preflight, "access-control-allow-headers");
    let asked = preflight.sent("access-control-request-headers")?;
    let star = allowed.iter().any(|a| a == "*");
    // With credentials, * is a name like any other; that they were meant to go along shows by the end.
    let never_sent = || facts.preflighted().unwrap_or(facts).exchange().failed_unseen();
    let literal = star
        && preflight.header("access-control-allow-credentials") == Some("true")
        && super::preflight_lists_all(preflight)
        && never_sent();
    let missing: Vec<_> = asked
        .split(',')
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| !name.is_empty() && !allowed.contains(name))
        .filter(|name| !star || literal || (name == "authorization" && !super::star_covers_authorization(preflight)))
        .collect();
    let first = missing.first()?;
    let call = if facts.row().is_preflight { facts.preflighted() } else { Some(facts) };
    // The call was sent after all, or the refusal has no list and may have any reason.
    if call.is_some_and(|f| f.status() != 0) || (preflight.status() == 400 && said.is_none() && allowed.is_empty()) {
        return None;
    }
    // By the standard * never covers Authorization; some versions of browsers let it pass.
    let unsure = star && call.is_none();
    let finding = if unsure || literal { Finding::likely() } else { Finding::certain() };
    let variant = if star { "wildcard" } else { variant(first) };
    let list = preflight.header("access-control-allow-headers").unwrap_or("absent");
    Some(
        finding
            .seen()
            .variant(variant)
            .because(Evidence::request_header("Access-Control-Request-Headers", asked))
            .because(Evidence::response_header("Access-Control-Allow-Headers", list))
            .maybe(said)
            .value("headers", missing.join(", ")),
    )
}

/// rs/cors (Go) answers 2xx and names nothing at all, whichever of origin, method and headers does not fit.
fn silent(facts: Facts, preflight: Facts) -> Option<Finding> {
    let vary = "access-control-request-headers";
    let weighs = matches!(preflight.status(), 200..=299) && preflight.response().headers.lists("vary", vary);
    let call = if facts.row().is_preflight { facts.preflighted() } else { Some(facts) };
    let mut headers = preflight.response().headers.iter();
    let names = headers.any(|h| h.name.to_ascii_lowercase().starts_with("access-control-"));
    if !weighs || names || call.is_some_and(|f| f.status() != 0) {
        return None;
    }
    let asked = Evidence::request_header("Access-Control-Request-Headers", preflight.sent(vary)?);
    // Where other answers allow the origin, and the method needs no permission, the headers are left.
    let simple = matches!(preflight.sent("access-control-request-method"), Some("GET" | "HEAD" | "POST"));
    let finding = if simple && super::shares_elsewhere(preflight) {
        Finding::likely().over("cors-origin-not-allowed")
    } else {
        Finding::possible()
    };
    Some(finding.seen().because(asked).because(Evidence::response_header("Access-Control-Allow-Headers", "absent")))
}
