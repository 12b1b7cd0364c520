use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when a refused or hidden request has `Origin: null` (Fetch §3.1).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let answer = facts.deciding_preflight().unwrap_or(facts);
    if answer.sent("origin") != Some("null") {
        return None;
    }
    let allowed = answer.allow_origin();
    let stopped = match facts.deciding_preflight() {
        Some(preflight) => {
            allowed.is_none_or(|a| a != "null" && a != "*")
                && (!facts.row().is_preflight || preflight.preflighted().is_some_and(|f| f.status() == 0))
        }
        None => facts.is_kept_from_page() && allowed.is_none_or(|a| a != "null" && a != "*"),
    };
    // A check of the origin at the server refuses `null` as well.
    let refused =
        facts.status_in(&[400, 403]) && (super::rejects_origin(facts).is_some() || facts.csrf_refusal().is_some());
    if !stopped && !refused {
        return None;
    }
    let variant = if facts.redirected_from().is_some() { "redirect" } else { "page" };
    Some(
        Finding::certain()
            .seen()
            .variant(variant)
            .because(Evidence::request_header("Origin", "null"))
            .because(Evidence::response_header("Access-Control-Allow-Origin", allowed.unwrap_or("absent")))
            .over("cors-origin-rejected-by-server")
            .over("cors-headers-missing"),
    )
}
