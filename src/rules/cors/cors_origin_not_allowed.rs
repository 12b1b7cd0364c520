use crate::exchange::Address;
use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when the answer allows another origin than the page's, or none although the server knows
/// CORS (Fetch §4.9).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let answer = match facts.deciding_preflight() {
        Some(preflight) => {
            let said = preflight.says(&["disallowed cors origin"]);
            if let Some(said) = said {
                return Some(finding(Finding::certain().because(said), preflight, "none"));
            }
            // Starlette answers 400 with its other CORS headers; the browser gives no body of it.
            if preflight.status() == 400
                && preflight.allow_origin().is_none()
                && preflight.header("access-control-allow-methods").is_some()
            {
                return Some(finding(Finding::likely(), preflight, "none"));
            }
            if super::refused_by_storage(preflight) {
                return (!super::shares_elsewhere(preflight)).then(|| {
                    finding(Finding::likely(), preflight, "none").because(super::preflight_evidence(facts, preflight))
                });
            }
            let stopped = !facts.row().is_preflight || facts.preflighted().is_some_and(|f| f.status() == 0);
            if !matches!(preflight.status(), 200..=299) || !stopped {
                return None;
            }
            preflight
        }
        None if facts.is_kept_from_page() => facts,
        None => return None,
    };
    let origin = answer.sent("origin").filter(|o| *o != "null")?;
    let mut lines = answer.response().headers.all("access-control-allow-origin").map(str::trim);
    match (lines.next(), lines.next()) {
        (Some(_), Some(_)) => Some(finding(Finding::certain(), answer, "several")),
        (Some(allowed), None) if allowed == origin || allowed == "*" => None,
        (Some(allowed), None) => Some(finding(Finding::certain(), answer, compare(allowed, origin))),
        // An error without the header says nothing about the list: other layers answer errors.
        _ if facts.status() >= 400 && (facts.shared_answer().is_some() || !super::origin_left_out(answer)) => None,
        _ if facts.status() >= 400 => Some(finding(Finding::likely(), answer, "none").hides_answer()),
        _ if answer.knows_cors() || facts.shared_answer().is_some() => Some(finding(Finding::likely(), answer, "none")),
        _ => None,
    }
}

fn finding(finding: Finding, answer: Facts, variant: &'static str) -> Finding {
    let allowed: Vec<_> = answer.response().headers.all("access-control-allow-origin").collect();
    let shown = if allowed.is_empty() { "absent".to_owned() } else { allowed.join(" | ") };
    finding
        .seen()
        .variant(variant)
        .because(Evidence::response_header("Access-Control-Allow-Origin", shown))
        .maybe(answer.sent_evidence("Origin"))
        .value("origin", answer.sent("origin").unwrap_or_default())
        .value("allowed", allowed.join(", "))
}

/// What differs between the origin that is allowed and the page's.
fn compare(allowed: &str, origin: &str) -> &'static str {
    if allowed.contains([',', ' ']) {
        return "several";
    }
    if allowed.trim_end_matches('/') == origin {
        return "slash";
    }
    if allowed.contains('*') {
        return "wildcard";
    }
    let (allowed, origin) = (Address::new(allowed), Address::new(origin));
    let loopback = |a: &Address| matches!(a.host(), "localhost" | "127.0.0.1" | "[::1]");
    if loopback(&allowed) && loopback(&origin) && allowed.host() != origin.host() {
        "localhost"
    } else if allowed.host() == origin.host() && allowed.scheme() != origin.scheme() {
        "scheme"
    } else if allowed.host() == origin.host() && !allowed.host().is_empty() {
        "port"
    } else {
        "other"
    }
}
