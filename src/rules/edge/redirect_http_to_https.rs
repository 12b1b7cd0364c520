use crate::exchange::Address;
use crate::facts::Facts;
use crate::facts::way::{Hop, same_host};
use crate::finding::{Finding, Source};

/// Fires when a call to http was redirected to https on the same host, and what followed lost its
/// method or its token, or got no answer for the page.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let hop = facts.hop();
    let from = hop.map_or(facts, |hop| hop.from);
    // Without a hop the browser stopped at the redirect: to a page of another origin it must name that origin, too (Fetch,
    // "HTTP fetch").
    if hop.is_none() && !facts.is_kept_from_page() {
        return None;
    }
    let (asked, led) = (from.url(), Address::new(from.redirect_target()?));
    if asked.scheme() != "http" || led.scheme() != "https" || !same_host(asked.host(), led.host()) {
        return None;
    }
    let (variant, sure, other) = match hop {
        Some(hop) => {
            let (variant, sure) = lost(hop)?;
            (variant, sure, Some(if facts.id() == hop.to.id() { hop.from } else { hop.to }))
        }
        None => ("cors", false, None),
    };
    let finding = if sure { Finding::certain() } else { Finding::likely() };
    let finding = finding.seen().quote(Source::Url, asked.origin());
    let finding = finding.quote(Source::ResponseHeader("Location".into()), led.origin());
    let finding = finding.maybe(other.map(Facts::answers)).variant(variant);
    let finding = finding.value("asked", asked.origin()).value("led", led.origin());
    Some(
        finding
            .over("redirect-changed-method")
            .over("method-not-allowed")
            .over("credentials-missing")
            .over("cors-headers-missing"),
    )
}

/// What got lost on the way, and whether that is sure.
fn lost(hop: Hop) -> Option<(&'static str, bool)> {
    let end = hop.to;
    let method = hop.from.method() != end.method() && hop.from.is_api_call();
    let token = hop.from.authorization().is_some() && end.authorization().is_none() && end.status() == 401;
    // What follows a redirect may be recorded without `Origin`.
    let refused = end.exchange().failed() && end.sent("sec-fetch-mode") == Some("cors") && !end.may_read();
    let unread = end.status() == 0 || end.is_kept_from_page() || refused;
    let blocked = unread && hop.from.is_api_call() && end.exchange().error.as_deref() != Some("net::ERR_ABORTED");
    match () {
        () if token => Some(("token", !blocked)),
        () if method => Some(("method", !blocked)),
        () if blocked => Some(("cors", false)),
        () => None,
    }
}
