use crate::exchange::Address;
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
    let finding = super::finding(facts, &lost, Finding::certain());
    // The page comes from the same server by its other name: without the mix-up nothing crosses origins.
    let page = facts.page_origin().map(Address::new);
    let port = |url: &Address| url.url().and_then(|u| u.port_or_known_default());
    let twin = page.is_some_and(|page| page.host() == own && port(&page) == port(facts.url()));
    let finding = if twin { finding.hides_answer().over("cors-origin-not-allowed") } else { finding };
    let finding = if twin { finding.over("cors-missing-on-error").over("cors-headers-missing") } else { finding };
    Some(finding.value("own", own).value("here", host))
}
