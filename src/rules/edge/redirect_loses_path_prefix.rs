use crate::facts::Facts;
use crate::facts::way::same_host;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a redirect leaves out the first part of the path, and what followed is not the answer
/// that was asked for.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let hop = facts.hop()?;
    let (asked, led) = (hop.from.url(), hop.to.url());
    if !same_host(asked.host(), led.host()) {
        return None;
    }
    let end = hop.to;
    let (prefix, finding) = match lost(asked.path(), led.path()) {
        Some(prefix) => (prefix, Finding::certain()),
        None => (left(hop.from, end)?, Finding::likely()),
    };
    let page = end.succeeded() && end.is_html() && hop.from.asks_for_data();
    if end.status() != 404 && !page {
        return None;
    }
    let location = hop.from.header("location").unwrap_or(led.as_str());
    let finding = finding.seen().quote(Source::ResponseHeader("Location".into()), location);
    let other = if facts.id() == end.id() { hop.from } else { end };
    let finding = finding.because(Evidence::new(Source::Url, asked.path())).because(other.answers());
    let finding = finding.value("prefix", prefix).value("asked", asked.path()).value("led", led.path());
    let finding = finding
        .over("spa-fallback-html-for-api")
        .over("trailing-slash-redirect")
        .over("path-typo")
        .over("record-not-found");
    let finding = finding
        .over("resource-not-found")
        .over("base-path-missing")
        .over("redirect-target-wrong")
        .over("path-prefix-wrong");
    Some(finding.over("redirect-changed-method").over("trailing-slash-mismatch"))
}

/// The one or two first parts that `led` lacks of `asked`; a last slash does not count.
fn lost(asked: &str, led: &str) -> Option<String> {
    let parts = |path: &str| path.split('/').filter(|p| !p.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (asked, led) = (parts(asked), parts(led));
    let missing = asked.len().checked_sub(led.len()).filter(|n| (1..=2).contains(n))?;
    let rest = asked.get(missing..)?;
    (!led.is_empty() && rest == led.as_slice())
        .then(|| format!("/{}", asked.get(..missing).unwrap_or_default().join("/")))
}

/// The first part of the path, where the app redirects, and the web server in front of it finds
/// nothing there: so the part leads to the app, and `Location` has left it.
fn left(from: Facts, end: Facts) -> Option<String> {
    let first = |f: Facts| f.url().segments().next().map(str::to_owned);
    let prefix = first(from)?;
    let servers_own = end.plain_server_page() || end.body().is_empty();
    let app = from.header("x-powered-by").is_some() && end.header("x-powered-by").is_none() && servers_own;
    let below = |f: Facts| first(f).as_deref() == Some(prefix.as_str()) && f.header("x-powered-by").is_some();
    let gone =
        end.status() == 404 && first(end).as_deref() != Some(prefix.as_str()) && from.url().segments().count() > 1;
    (app && gone && from.working_here().any(below)).then(|| format!("/{prefix}"))
}
