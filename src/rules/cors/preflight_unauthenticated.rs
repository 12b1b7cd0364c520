use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when the preflight, which never carries credentials (Fetch §4.8), was asked to sign in.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let preflight = facts.deciding_preflight().filter(|p| p.status_in(&[401, 403, 407]))?;
    // A server that checks the origin refuses with 403 too, and mostly says so.
    if super::rejects_origin(preflight).is_some() || super::weighed(preflight) || super::refused_by_storage(preflight) {
        return None;
    }
    let told = |words| super::refusal(preflight, words).is_some();
    if told(super::HEADERS) || told(super::METHOD) || told(&["failed: origin '"]) {
        return None;
    }
    let finding = if preflight.status() == 403 { Finding::likely() } else { Finding::certain() };
    let finding =
        finding.seen().over("credentials-missing").over("unauthenticated-answered-403").over("forbidden-unspecified");
    Some(
        finding
            .because(super::preflight_evidence(facts, preflight))
            .maybe(
                preflight
                    .sent("access-control-request-headers")
                    .map(|v| Evidence::request_header("Access-Control-Request-Headers", v)),
            )
            .value("status", preflight.status())
            .value("method", preflight.sent("access-control-request-method").unwrap_or("the call")),
    )
}
