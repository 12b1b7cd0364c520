use crate::facts::Facts;
use crate::finding::{Finding, Source};

/// Fires when a request that writes came out of a redirect as GET (RFC 9110 §15.4.2) and the answer
/// refuses it.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let hop = facts.hop()?;
    let (before, after) = (hop.from.method(), hop.to.method());
    if after != "GET" || matches!(before, "GET" | "HEAD" | "OPTIONS") || !hop.to.failed() {
        return None;
    }
    // A sign-in that ends in a refused page has its own reasons; so has a page that wants a sign-in.
    if hop.to.is_sign_in_address() || hop.from.is_login() || hop.from.is_logout() || hop.to.status_in(&[401, 403]) {
        return None;
    }
    // A 303 asks for GET; only a missing route speaks against it then.
    let meant = hop.from.status() == 303 || (hop.from.status() == 302 && !hop.from.is_api_call());
    let finding = match (meant, hop.to.status()) {
        (false, 404 | 405 | 501) => Finding::certain(),
        (true, 404) => Finding::possible(),
        (true, 405) | (false, _) => Finding::likely(),
        (true, _) => return None,
    };
    let finding = finding.seen().quote(Source::Method, format!("{before}, then {after}"));
    let status = hop.from.status_evidence();
    let other = if facts.id() == hop.to.id() { hop.from } else { hop.to };
    let finding = finding.because(status).because(other.answers());
    let finding =
        finding.value("before", before).value("status", hop.from.status()).value("target", hop.to.url().path());
    Some(
        finding
            .over("method-not-allowed")
            .over("path-typo")
            .over("record-not-found")
            .over("resource-not-found")
            .over("csrf-token-missing"),
    )
}
