use crate::facts::Facts;
use crate::finding::Finding;
use crate::http::cookie::RejectedBecause;
use crate::http::cookie::jar::Reason;

/// Fires when the cookie of sign-in is `Secure` and was set or is needed over plain HTTP (RFC
/// 6265bis §5.7 step 8, §5.8.3).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let (lost, variant) = super::lost(facts, |reason| match reason {
        Reason::Rejected(RejectedBecause::SecureFromInsecure | RejectedBecause::WouldReplaceSecure) => {
            Some("not-stored")
        }
        Reason::Secure => Some("not-sent"),
        _ => None,
    })?;
    Some(super::finding(facts, &lost, Finding::certain()).variant(variant).value("host", &lost.host))
}
