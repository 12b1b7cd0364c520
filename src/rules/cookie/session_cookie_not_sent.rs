use crate::facts::Facts;
use crate::finding::{Finding, Source};
use crate::http::cookie::jar::{Doubt, Outcome};

/// Fires when an earlier request carried the session cookie and this one does not, and no rule of
/// cookies says why.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.is_cross_origin() == Some(true) {
        return None;
    }
    let all = facts.lost_cookies();
    let lost = all.iter().find(|l| {
        l.was_sent && matches!(l.outcome, Outcome::Sent | Outcome::Unknown(Doubt::SiteRelation | Doubt::Navigation))
    })?;
    let finding = super::finding(facts, lost, Finding::likely()).shape();
    Some(finding.quote(Source::RequestHeader("Cookie".into()), format!("{} not sent", lost.cookie.name)))
}
