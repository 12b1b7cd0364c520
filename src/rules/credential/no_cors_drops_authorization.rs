use crate::facts::Facts;
use crate::finding::{Finding, Source};

/// Fires for a cross-origin `fetch` in mode no-cors (Fetch §2.2.5) that was refused: in this mode
/// the browser leaves `Authorization` out.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403]) || facts.authorization().is_some() {
        return None;
    }
    let fetched = facts.exchange().resource_type.as_deref().is_none_or(|t| matches!(t, "fetch" | "xhr" | "other"));
    let foreign = facts.is_cross_origin() == Some(true);
    let mode = facts.sent("sec-fetch-mode");
    if !fetched || !foreign {
        return None;
    }
    if mode == Some("no-cors") && facts.sent("sec-fetch-dest").is_none_or(|d| d == "empty") {
        let finding = Finding::likely().seen().quote(Source::RequestHeader("Sec-Fetch-Mode".into()), "no-cors");
        return Some(
            finding.because(facts.status_evidence()).over("credentials-missing").over("fetch-credentials-omitted"),
        );
    }
    // Over plain http there is no Sec-Fetch-Mode. A page's own call always has Origin, but not in this mode;
    // then the browser shows no headers of the response, or aborts it.
    let opaque = facts.response().headers.iter().next().is_none()
        || facts.exchange().error.as_deref() == Some("net::ERR_ABORTED") && facts.redirected_from().is_none();
    let hidden = mode.is_none() && facts.sent("origin").is_none() && opaque;
    let typed = facts.exchange().resource_type.as_deref() == Some("fetch");
    (hidden && typed && facts.status() == 401).then(|| {
        let finding = Finding::likely().shape().because(facts.status_evidence());
        finding
            .quote(Source::RequestHeader("Origin".into()), "not sent")
            .over("credentials-missing")
            .over("fetch-credentials-omitted")
    })
}
