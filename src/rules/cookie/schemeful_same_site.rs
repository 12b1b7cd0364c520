use crate::facts::Facts;
use crate::finding::Finding;
use crate::http::cookie::RejectedBecause;
use crate::http::cookie::jar::Reason;

/// Fires when a `SameSite` cookie does not travel between http and https of one host (RFC 6265bis
/// §5.2, "schemeful same-site").
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !super::is_other_scheme(facts) {
        return None;
    }
    let (lost, ()) = super::lost(facts, |reason| {
        let kept_back = matches!(reason, Reason::SameSiteStrict | Reason::SameSiteLax | Reason::SameSiteDefault);
        (kept_back || matches!(reason, Reason::Rejected(RejectedBecause::CrossSite { .. }))).then_some(())
    })?;
    let page = facts.page_origin()?;
    Some(super::finding(facts, &lost, Finding::certain()).value("page", page).value("here", facts.url().origin()))
}
