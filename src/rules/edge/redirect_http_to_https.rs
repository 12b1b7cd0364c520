use crate::facts::Facts;
use crate::facts::way::same_host;
use crate::finding::{Finding, Source};

/// Fires when a call to http was redirected to https on the same host, and what followed lost its
/// method or its token, or got no answer for the page.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let hop = facts.hop()?;
    let (asked, led) = (hop.from.url(), hop.to.url());
    if asked.scheme() != "http" || led.scheme() != "https" || !same_host(asked.host(), led.host()) {
        return None;
    }
    let end = hop.to;
    let method = hop.from.method() != end.method() && hop.from.is_api_call();
    let token = hop.from.authorization().is_some() && end.authorization().is_none() && end.status() == 401;
    // What follows a redirect may be recorded without `Origin`.
    let refused = end.exchange().failed() && end.sent("sec-fetch-mode") == Some("cors") && !end.may_read();
    let unread = end.status() == 0 || end.is_kept_from_page() || refused;
    let blocked = unread && hop.from.is_api_call() && end.exchange().error.as_deref() != Some("net::ERR_ABORTED");
    let variant = match () {
        () if token => "token",
        () if method => "method",
        () if blocked => "cors",
        () => return None,
    };
    let finding = if blocked { Finding::likely() } else { Finding::certain() };
    let finding = finding.seen().quote(Source::Url, asked.origin());
    let finding = finding.quote(Source::ResponseHeader("Location".into()), led.origin());
    let other = if facts.id() == end.id() { hop.from } else { end };
    let finding =
        finding.because(other.answers()).variant(variant).value("asked", asked.origin()).value("led", led.origin());
    Some(
        finding
            .over("redirect-changed-method")
            .over("method-not-allowed")
            .over("credentials-missing")
            .over("cors-headers-missing"),
    )
}
