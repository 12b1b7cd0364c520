use crate::facts::Facts;
use crate::finding::Finding;
use crate::http::cookie::RejectedBecause;
use crate::http::cookie::jar::Reason;

/// Fires when the cookie of sign-in has `SameSite=None` or `Partitioned` without `Secure`.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let (lost, variant) = super::lost(facts, |reason| match reason {
        Reason::Rejected(RejectedBecause::NoneWithoutSecure) => Some("none"),
        Reason::Rejected(RejectedBecause::PartitionedWithoutSecure) => Some("partitioned"),
        _ => None,
    })?;
    Some(super::finding(facts, &lost, Finding::certain()).variant(variant))
}
