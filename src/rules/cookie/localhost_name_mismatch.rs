use crate::facts::Facts;
use crate::facts::kept_cookies::is_loopback;
use crate::finding::Finding;
use crate::http::cookie::jar::Reason;

/// Fires when the cookie of sign-in belongs to one name of this computer and the request goes to
/// another.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let host = facts.url().host();
    if !is_loopback(host) {
        return None;
    }
    let (lost, own) = super::lost(facts, |reason| match reason {
        Reason::HostOnly { host: own } | Reason::Domain { domain: own } if is_loopback(own) && own != host => {
            Some(own.clone())
        }
        _ => None,
    })?;
    Some(super::finding(facts, &lost, Finding::certain()).value("own", own).value("here", host))
}
