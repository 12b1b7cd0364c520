use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when the preflight was answered with a redirect, which browsers do not follow (Fetch
/// §4.8).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let preflight = facts.deciding_preflight().filter(|p| matches!(p.status(), 301 | 302 | 303 | 307 | 308))?;
    let target = preflight.redirect_target().unwrap_or_default();
    let to = crate::exchange::Address::new(target.as_str());
    let variant = if facts.url().scheme() == "http" && to.scheme() == "https" {
        "https"
    } else if to.path().trim_end_matches('/') == facts.url().path().trim_end_matches('/')
        && to.host() == facts.url().host()
    {
        "slash"
    } else if ["login", "signin", "sign-in", "auth", "sso"].iter().any(|w| target.to_ascii_lowercase().contains(w)) {
        "login"
    } else {
        "elsewhere"
    };
    let finding = Finding::certain()
        .seen()
        .variant(variant)
        .value("target", if target.is_empty() { "another address" } else { &target });
    Some(finding.because(super::preflight_evidence(facts, preflight)).maybe(preflight.header_evidence("Location")))
}
