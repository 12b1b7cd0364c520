use crate::facts::Facts;
use crate::finding::{Evidence, Finding};
use crate::instant::Span;

/// Fires when a cached answer allows another origin than the page's, and `Vary` does not tell the
/// cache that it depends on the origin (Fetch §3.2.8).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() == 0 {
        return from_own_cache(facts);
    }
    if !facts.is_kept_from_page() {
        return None;
    }
    let origin = facts.sent("origin")?;
    let vary = facts.response().headers.lists("vary", "origin") || facts.response().headers.lists("vary", "*");
    let cached = cache_evidence(facts)?;
    // Without the header the stored answer was made for a request that had no `Origin`.
    let allowed = facts.allow_origin();
    let other = match allowed {
        Some(allowed) => allowed != origin && allowed != "*" && allowed.starts_with("http"),
        None => facts.status() < 400 && facts.shared_answer().is_some(),
    };
    if vary || !other {
        return None;
    }
    Some(
        Finding::likely()
            .seen()
            .because(Evidence::response_header("Access-Control-Allow-Origin", allowed.unwrap_or("absent")))
            .because(cached)
            .because(Evidence::response_header("Vary", facts.header("vary").unwrap_or("absent")))
            .value("origin", origin)
            .over("cors-origin-not-allowed"),
    )
}

/// The browser stored an answer for a page of another origin, for so long that it gives this page the same, and then keeps it from
/// the page. Of such an answer Chromium shows nothing.
fn from_own_cache(facts: Facts) -> Option<Finding> {
    let failed = facts.exchange().error.as_deref() == Some("net::ERR_FAILED") && facts.method() == "GET";
    let page = facts.page_origin().filter(|_| failed && facts.is_api_call())?;
    let stored = facts.same_route_before().find(|f| f.succeeded() && f.method() == "GET" && f.same_url(facts))?;
    let allowed = stored.allow_origin().filter(|allowed| *allowed != page && allowed.starts_with("http"))?;
    let headers = &stored.response().headers;
    if headers.lists("vary", "origin") || headers.lists("vary", "*") || headers.lists("cache-control", "no-store") {
        return None;
    }
    let lives = stored
        .header("cache-control")?
        .split(',')
        .find_map(|part| part.trim().strip_prefix("max-age=")?.parse().ok())?;
    if facts.exchange().started - stored.exchange().ended() >= Span::seconds(lives) {
        return None;
    }
    let finding = Finding::likely().seen().because(stored.answers());
    let finding = finding.because(Evidence::response_header("Access-Control-Allow-Origin", allowed));
    let finding = finding.because(Evidence::response_header("Cache-Control", stored.header("cache-control")?));
    Some(finding.value("origin", page).over("cors-origin-not-allowed").over("cors-headers-missing"))
}

fn cache_evidence(facts: Facts) -> Option<Evidence> {
    if facts.header("age").is_some_and(|age| age.trim().parse::<u64>().is_ok_and(|age| age > 0)) {
        return facts.header_evidence("Age");
    }
    ["x-cache", "cf-cache-status", "x-cache-status", "cache-status", "x-vercel-cache", "x-proxy-cache"]
        .into_iter()
        .find(|name| facts.header(name).is_some_and(|v| v.to_ascii_lowercase().contains("hit")))
        .and_then(|name| facts.header_evidence(name))
        .or_else(|| {
            facts.exchange().from_cache.then(|| Evidence::response_header("Age", "from the browser's own cache"))
        })
}
