use crate::facts::Facts;
use crate::finding::Finding;
use crate::http::cookie::RejectedBecause;
use crate::http::cookie::jar::{Doubt, Outcome, Reason};

/// Fires when `SameSite` keeps the cookie of sign-in from this cross-site request (RFC 6265bis
/// §5.8.3).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let found = super::lost(facts, |reason| match reason {
        Reason::SameSiteStrict => Some("strict"),
        Reason::SameSiteLax => Some("lax"),
        Reason::SameSiteDefault => Some("default"),
        Reason::Rejected(RejectedBecause::CrossSite { .. }) => Some("not-stored"),
        _ => None,
    });
    let (lost, variant, finding) = match found {
        Some((lost, variant)) => (lost, variant, Finding::certain()),
        // Chromium holds such a cookie back, Firefox and Safari do not.
        None => {
            let all = facts.lost_cookies();
            let lost = all.iter().find(|l| l.outcome == Outcome::Unknown(Doubt::LaxByDefault))?;
            (lost.clone(), "default", Finding::likely())
        }
    };
    if super::is_other_scheme(facts) {
        return None;
    }
    let page = facts.page_origin().unwrap_or_else(|| "another site".into());
    Some(super::finding(facts, &lost, finding).variant(variant).value("page", page))
}
