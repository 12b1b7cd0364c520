use crate::facts::Facts;
use crate::finding::Finding;
use crate::http::cookie::jar::{Doubt, Outcome, Reason};

/// Fires when a cookie that may travel across sites did not: the browser says that it blocks
/// third-party cookies (`Sec-Fetch-Storage-Access`), or nothing else is left.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if let Some((lost, ())) = super::lost(facts, |reason| (*reason == Reason::ThirdParty).then_some(())) {
        let finding = super::finding(facts, &lost, Finding::certain());
        return Some(finding.maybe(facts.sent_evidence("Sec-Fetch-Storage-Access")));
    }
    let all = facts.lost_cookies();
    let lost = all.iter().find(|l| matches!(l.outcome, Outcome::Unknown(Doubt::ThirdParty | Doubt::Partition)))?;
    // A frame sends cookies without being asked; a call of a script may have been made without.
    let finding = if facts.is_api_call() { Finding::possible() } else { Finding::likely() };
    Some(super::finding(facts, lost, finding))
}
