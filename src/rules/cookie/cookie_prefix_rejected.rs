use crate::facts::Facts;
use crate::finding::Finding;
use crate::http::cookie::RejectedBecause;
use crate::http::cookie::jar::Reason;

/// Fires when the name of the cookie of sign-in makes a promise that its line does not keep (RFC
/// 6265bis §4.1.3).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let (lost, lacks) = super::lost(facts, |reason| match reason {
        Reason::Rejected(RejectedBecause::Prefix { lacks, .. }) => Some(*lacks),
        _ => None,
    })?;
    Some(super::finding(facts, &lost, Finding::certain()).value("rule", lacks))
}
