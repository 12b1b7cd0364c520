use crate::facts::Facts;
use crate::finding::Finding;
use crate::http::cookie::RejectedBecause;
use crate::http::cookie::jar::Reason;

/// Fires when the cookie of sign-in is longer than browsers keep (RFC 6265bis §5.6).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let (lost, bytes) = super::lost(facts, |reason| match reason {
        Reason::Rejected(RejectedBecause::TooLarge { bytes }) => Some(*bytes),
        _ => None,
    })?;
    let mut finding = super::finding(facts, &lost, Finding::certain());
    // The line itself is thousands of letters; its length is what matters.
    finding.evidence.retain(|e| e.quote.len() < 2000);
    Some(finding.value("bytes", bytes))
}
