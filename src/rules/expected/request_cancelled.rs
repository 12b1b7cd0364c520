use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source, Verdict};

/// Fires when the browser says that the page stopped the request before an answer came.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 0 || !facts.response().headers.is_empty() {
        return None;
    }
    let error = facts.exchange().error.as_deref()?;
    let stopped = ["net::ERR_ABORTED", "NS_BINDING_ABORTED", "NS_ERROR_ABORT", "canceled", "cancelled"]
        .iter()
        .any(|e| error.eq_ignore_ascii_case(e));
    // Without `Origin` and `no-cors`, Chromium reports an opaque refusal as aborted too.
    if !stopped || facts.sent("sec-fetch-mode") == Some("no-cors") {
        return None;
    }
    let newer = facts.next_same().filter(|f| f.status() != 0);
    let finding = if newer.is_some() { Finding::certain() } else { Finding::likely() };
    let finding = finding.verdict(Verdict::Expected).quote(Source::BrowserError, error);
    Some(finding.maybe(newer.map(|f| Evidence::exchange(f.id(), format!("{} {}", f.status(), f.url().path())))))
}
