use crate::exchange::Address;
use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the browser names the policy, and when a call got no answer and the policy of the page
/// does not list its host (CSP3 §6.7.2).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 0 || facts.is_navigation() {
        return None;
    }
    let error = facts.exchange().error.as_deref().unwrap_or("");
    let lower = error.to_ascii_lowercase();
    let origin = facts.url().origin();
    if lower.contains("csp") || lower.contains("content security policy") {
        let evidence = Evidence::new(Source::BrowserError, error);
        return Some(Finding::certain().because(evidence).value("origin", origin).value("directive", directive(facts)));
    }
    if !(error.is_empty() || lower.contains("blocked")) {
        return None;
    }
    let page = facts.page_loaded()?;
    let policies = page.response().headers.all("content-security-policy").flat_map(|line| line.split(','));
    let name = directive(facts);
    let closed =
        policies.filter_map(|p| list(p, name)).find(|(_, sources)| !allows(sources, facts.url(), page.url()))?;
    let evidence = Evidence::response_header("Content-Security-Policy", format!("{} {}", closed.0, closed.1.join(" ")));
    Some(
        Finding::likely()
            .seen()
            .because(evidence)
            .because(page.answers())
            .over("cors-headers-missing")
            .value("origin", origin)
            .value("directive", name),
    )
}

/// The directive that governs this kind of request.
fn directive(facts: Facts) -> &'static str {
    match facts.exchange().resource_type.as_deref() {
        Some("script") => "script-src",
        Some("stylesheet") => "style-src",
        Some("image") => "img-src",
        Some("font") => "font-src",
        Some("media") => "media-src",
        _ => "connect-src",
    }
}

/// The sources of a directive, else those of `default-src`.
fn list<'p>(policy: &'p str, name: &str) -> Option<(&'p str, Vec<&'p str>)> {
    let find = |wanted: &str| {
        policy.split(';').map(str::split_whitespace).find_map(|mut words| {
            let name = words.next().filter(|n| n.eq_ignore_ascii_case(wanted))?;
            Some((name, words.collect::<Vec<_>>()))
        })
    };
    find(name).or_else(|| find("default-src"))
}

fn allows(sources: &[&str], url: &Address, page: &Address) -> bool {
    sources.iter().any(|source| {
        let source = source.to_ascii_lowercase();
        if source == "*" || source == "'self'" && url.origin() == page.origin() {
            return true;
        }
        if let Some(scheme) = source.strip_suffix(':') {
            return scheme == url.scheme();
        }
        let (scheme, rest) = source.split_once("://").map_or((None, source.as_str()), |(s, r)| (Some(s), r));
        let host = rest.split(['/', ':']).next().unwrap_or("");
        let fits = match host.strip_prefix("*.") {
            Some(parent) => url.host().ends_with(&format!(".{parent}")),
            None => url.host() == host,
        };
        // `http:` in a policy also allows https.
        let scheme_fits = scheme.is_none_or(|s| {
            s == url.scheme() || s == "http" && url.scheme() == "https" || s == "ws" && url.scheme() == "wss"
        });
        !host.is_empty() && fits && scheme_fits
    })
}
