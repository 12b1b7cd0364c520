use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when Rails refused the authenticity token or the `Origin` of a changing request.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 403, 422, 500]) || !facts.is_unsafe() {
        return None;
    }
    let origin = facts.says_in_body(&["match request.base_url"]);
    let said = facts
        .says_in_body(&["verify csrf token authenticity", "invalidauthenticitytoken", "invalid authenticity token"]);
    // The page of production says no more than this.
    let page = || facts.says_in_body(&["the change you wanted was rejected"]).filter(|_| facts.status() == 422);
    let foreign = facts.sent("origin").is_some_and(|origin| origin != facts.url().origin());
    let sent = facts.csrf_sent_evidence();
    let finding = match (origin, said) {
        (Some(origin), _) => {
            return Some(Finding::certain().because(origin).maybe(facts.sent_evidence("Origin")).variant("origin"));
        }
        (None, Some(said)) => Finding::certain().because(said),
        (None, None) => Finding::likely().because(page()?),
    };
    let variant = match sent {
        None => "no-token",
        Some(_) if foreign => "origin",
        Some(_) => "old",
    };
    let sent = sent.unwrap_or_else(|| Evidence::new(Source::RequestHeader("X-CSRF-Token".into()), "absent"));
    Some(finding.because(sent).variant(variant))
}
