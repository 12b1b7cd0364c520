use crate::exchange::Address;
use crate::facts::Facts;
use crate::facts::kept_cookies::is_loopback;
use crate::finding::{Evidence, Finding, Source};

/// Fires when an https page asked for an http address and got no answer (Mixed Content §5).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.redirect_target().is_some() {
        return led_to_http(facts);
    }
    if facts.status() != 0 {
        return None;
    }
    if let Some(found) = upgraded(facts) {
        return Some(found);
    }
    if !matches!(facts.url().scheme(), "http" | "ws") || facts.is_navigation() {
        return None;
    }
    // Loopback addresses are trusted (Secure Contexts §3.1).
    if is_loopback(facts.url().host()) {
        return None;
    }
    let error = facts.exchange().error.as_deref().unwrap_or("");
    let named = error.to_ascii_lowercase().contains("mixed");
    let page = facts.page_origin().or_else(|| facts.exchange().page.clone()).or_else(|| {
        // A blocked request shows no headers of its own.
        facts.page_loaded().filter(|p| facts.exchange().started > p.exchange().started).map(|p| p.url().origin())
    });
    let page = page.filter(|p| p.starts_with("https:"))?;
    // Chromium leaves the error empty; CORS, DNS and the local network have errors of their own.
    if !error.is_empty() && !named {
        return None;
    }
    let from = facts.redirected_from().map(Facts::answers);
    let finding = Finding::likely()
        .seen()
        .because(Evidence::new(Source::Url, facts.url().origin()))
        .because(Evidence::new(Source::Url, page.as_str()));
    Some(finding.maybe(from).over("cors-headers-missing").value("origin", facts.url().origin()).value("page", page))
}

/// A call of a script, redirected to plain http: the browser stops there, and may show nothing but the redirect.
fn led_to_http(facts: Facts) -> Option<Finding> {
    let target = Address::new(facts.redirect_target()?);
    let page = facts.page_loaded().filter(|page| page.url().scheme() == "https")?;
    let of_script = facts.is_api_call() && facts.url().scheme() == "https" && target.scheme() == "http";
    if !of_script || is_loopback(target.host()) || facts.landed().id() != facts.id() {
        return None;
    }
    // Chromium tells the redirect twice, the second time with the error. A script that follows no redirects gets none.
    let stopped = |f: Facts| f.status() == facts.status() && f.exchange().error.is_some();
    if !stopped(facts) && !facts.next_same().is_some_and(stopped) {
        return None;
    }
    // The page's policy may have the browser ask with https (`upgrade-insecure-requests` of Content-Security-Policy).
    let followed = |f: Facts| f.url().host() == target.host() && f.url().path() == target.path() && f.status() != 0;
    if facts.later().take(50).any(followed) {
        return None;
    }
    let finding = Finding::likely().seen().quote(Source::ResponseHeader("Location".into()), target.as_str());
    let finding = finding.because(Evidence::new(Source::Url, page.url().origin())).over("redirect-target-wrong");
    Some(finding.value("origin", target.origin()).value("page", page.url().origin()))
}

/// A picture, sound or film that the page names with http: the browser asks for it with https instead
/// (Mixed Content §4.1), and nothing answers there.
fn upgraded(facts: Facts) -> Option<Finding> {
    const UNREACHED: &[&str] = &["CONNECTION", "SSL", "CERT", "TIMED_OUT", "ADDRESS"];
    let picture = matches!(facts.exchange().resource_type.as_deref(), Some("image" | "media"));
    let error = facts.exchange().error.as_deref().filter(|e| UNREACHED.iter().any(|word| e.contains(word)))?;
    let page = facts.page_loaded().filter(|p| picture && p.url().scheme() == "https")?;
    let (_, rest) = facts.url().as_str().split_once("://")?;
    let plain = format!("http://{rest}");
    let by_script = || {
        let scripts = facts.earlier().take(50).filter(|f| f.exchange().resource_type.as_deref() == Some("script"));
        scripts.filter(|f| f.body().len() < 512 * 1024).any(|f| f.body().contains(&plain))
    };
    let written = facts.url().scheme() == "http" || page.body().contains(&plain) || by_script();
    let finding = Finding::likely().seen().quote(Source::BrowserError, error);
    let finding = finding.because(Evidence::new(Source::Url, plain)).because(page.answers()).variant("upgraded");
    written.then(|| finding.value("origin", facts.url().origin()).value("page", page.url().origin()))
}
