use crate::facts::Facts;
use crate::finding::{Evidence, Finding};
use crate::servers::Layer;

/// How many good answers must carry a header before its absence says something.
const ENOUGH: usize = 3;

/// Headers that applications add and gateways do not.
const OF_APPS: &[&str] = &[
    "x-powered-by", "x-request-id", "x-correlation-id", "x-runtime", "x-served-by", "x-app-version",
    "x-ratelimit-limit", "x-content-type-options", "x-frame-options", "content-security-policy",
];

/// Fires when the answer has the form of a gateway or CDN, and lacks a header that every good answer
/// of the same origin has.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403, 404, 405]) || facts.row().is_preflight || facts.url().extension().is_some() {
        return None;
    }
    let by = facts.answerer();
    let outer = matches!(by.layer, Layer::Cdn | Layer::Gateway);
    let page = facts.plain_server_page() || facts.body().trim().is_empty();
    if !outer && !page {
        return None;
    }
    // Whoever renames what passes through proves nothing alone.
    let missing = missing(facts);
    let sure = outer && page && missing.is_some();
    if !sure && missing.is_none() {
        return None;
    }
    let name = by.server.map_or("A server in front of it", |s| s.name);
    let finding = if sure { Finding::likely() } else { Finding::possible() };
    let finding = finding.shape().maybe(by.because).because(facts.status_evidence());
    let header = missing?;
    Some(
        finding
            .because(Evidence::response_header(header, "missing here, present in other answers"))
            .value("server", name)
            .value("header", header),
    )
}

/// A header that at least three good calls of this origin have, without exception, and this answer
/// lacks.
fn missing(facts: Facts) -> Option<&'static str> {
    let good: Vec<_> = facts.working_here().filter(|f| f.is_api_call() && !f.exchange().from_cache).take(20).collect();
    if good.len() < ENOUGH {
        return None;
    }
    OF_APPS.iter().copied().find(|name| facts.header(name).is_none() && good.iter().all(|f| f.header(name).is_some()))
}
