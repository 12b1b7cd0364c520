use crate::facts::Facts;
use crate::facts::roles::is_session_name;
use crate::finding::Finding;
use crate::http::cookie::RejectedBecause;
use crate::http::cookie::jar::Reason;

/// Fires when the cookie of sign-in is longer than browsers keep (RFC 6265bis §5.6).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let (lost, bytes) = super::lost(facts, |reason| match reason {
        Reason::Rejected(RejectedBecause::TooLarge { bytes }) => Some(*bytes),
        _ => None,
    })?;
    // Whether the answer misses a cookie that no sign-in set, the recording does not tell.
    let by_login = facts.history().get(lost.set_by).is_some_and(|row| facts.at(row).is_login());
    let sure = by_login || is_session_name(&lost.cookie.name);
    let mut finding = super::finding(facts, &lost, if sure { Finding::certain() } else { Finding::likely() });
    // The line itself is thousands of letters; its length is what matters.
    finding.evidence.retain(|e| e.quote.len() < 2000);
    Some(finding.value("bytes", bytes))
}
