use crate::facts::Facts;
use crate::finding::{Finding, Source, Verdict};

/// Files at the root of a site that browsers, DevTools and crawlers ask for on their own.
const ROOT: &[&str] = &[
    "/robots.txt", "/humans.txt", "/browserconfig.xml", "/sitemap.xml", "/crossdomain.xml", "/clientaccesspolicy.xml",
];
/// Well-known addresses (RFC 8615) that browsers ask for without being told to.
const WELL_KNOWN: &[&str] = &[
    "appspecific/com.chrome.devtools.json",
    "change-password",
    "resource-that-should-not-exist-whose-status-code-should-not-be-200",
    "security.txt",
    "traffic-advice",
    "gpc.json",
    "passkey-endpoints",
    "related-website-set.json",
    "assetlinks.json",
    "apple-app-site-association",
];

/// Fires for a 404 of an icon, a source map or a well-known file that the browser asks for itself.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[404, 410]) || !matches!(facts.method(), "GET" | "HEAD") {
        return None;
    }
    let path = facts.url().path();
    let file = path.rsplit('/').next().unwrap_or("");
    let ending = facts.url().extension();
    let icon =
        ["favicon", "apple-touch-icon", "mstile-", "android-chrome-"].iter().any(|start| file.starts_with(start))
            && matches!(ending.as_deref(), Some("ico" | "png" | "svg" | "gif"));
    // Files of type "other" that are pictures: what a page names as its icon.
    let named = facts.exchange().resource_type.as_deref() == Some("other")
        && matches!(ending.as_deref(), Some("ico" | "png" | "svg"))
        && ["purpose", "sec-purpose"].iter().all(|name| facts.sent(name).is_none());
    let by_name = icon;
    let icon = icon || named;
    let map = ending.as_deref() == Some("map")
        && [".js.map", ".mjs.map", ".cjs.map", ".css.map", ".ts.map"].iter().any(|e| file.ends_with(e));
    let own = ROOT.contains(&path) || path.strip_prefix("/.well-known/").is_some_and(|rest| WELL_KNOWN.contains(&rest));
    // Code of the page asked for it: then the page wants it. DevTools alone ask for their own, and
    // everybody for what is at the root.
    if own && !ROOT.contains(&path) && !path.ends_with("com.chrome.devtools.json") && asked_by_script(facts) {
        return None;
    }
    let root_icon = icon && path.matches('/').count() == 1;
    if !(icon || map || own) || (facts.is_api_call() && !own && !root_icon) {
        return None;
    }
    let finding = if by_name || !icon { Finding::certain() } else { Finding::likely() };
    let finding = finding.seen().verdict(Verdict::Noise).variant(if map {
        "source-map"
    } else if icon {
        "icon"
    } else {
        "well-known"
    });
    Some(finding.quote(Source::Url, path).because(facts.status_evidence()).value("file", file))
}

/// Whether a script of the page made the request. What the browser asks for itself has no script behind
/// it; scripts of extensions probe as well.
fn asked_by_script(facts: Facts) -> bool {
    let exchange = facts.exchange();
    match exchange.resource_type.as_deref() {
        Some(kind) => {
            matches!(kind, "fetch" | "xhr")
                && exchange.initiator.as_ref().is_some_and(|by| by.place.url.starts_with("http"))
        }
        None => facts.sent("sec-fetch-dest") == Some("empty") && facts.sent("sec-fetch-mode") == Some("cors"),
    }
}
