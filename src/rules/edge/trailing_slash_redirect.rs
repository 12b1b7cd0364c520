use crate::exchange::Address;
use crate::facts::way::same_host;
use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when a redirect differs from the request by the last slash only, and what followed lost
/// its method or its token, was blocked, or found nothing.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let hop = facts.hop()?;
    let (asked, led) = (hop.from.url(), hop.to.url());
    let bare = |path: &str| path.trim_end_matches('/').to_owned();
    let slash = asked.path() != led.path() && bare(asked.path()) == bare(led.path());
    if !slash || !same_host(asked.host(), led.host()) || asked.path() == "/" {
        return None;
    }
    let end = hop.to;
    let method = hop.from.method() != end.method();
    let token = hop.from.authorization().is_some() && end.authorization().is_none() && end.status() == 401;
    let scheme = asked.scheme() == "https" && led.scheme() == "http";
    let (variant, sure) = if scheme && (end.status() == 0 || end.failed()) {
        ("scheme", end.status() == 0)
    } else if method && (end.failed() || hop.from.is_api_call()) {
        // What the page wanted to write did not arrive, whatever the answer says.
        ("method", true)
    } else if token {
        ("token", true)
    } else if end.status_in(&[0, 404, 405]) && end.stated(Reason::Missing).is_none() {
        ("answer", false)
    } else {
        return None;
    };
    let finding = if sure { Finding::certain() } else { Finding::likely() };
    let finding = finding
        .seen()
        .quote(Source::ResponseHeader("Location".into()), hop.from.header("location").unwrap_or(led.as_str()));
    let other = if facts.id() == end.id() { hop.from } else { end };
    let finding = finding.because(Evidence::new(Source::Url, asked.path())).because(other.answers());
    let finding = finding.value("asked", asked.path()).value("led", led.path()).variant(variant);
    let finding = finding
        .over("redirect-changed-method")
        .over("method-not-allowed")
        .over("path-typo")
        .over("credentials-missing");
    let finding = finding.over("mixed-content-blocked").over("trailing-slash-mismatch").over("record-not-found");
    let port = |a: &Address| a.url().and_then(|u| u.port());
    // A port that nobody outside knows is the graver fault.
    Some(if scheme || port(asked) == port(led) { finding.over("redirect-target-wrong") } else { finding })
}
