use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a service worker gave the 404 and the network did not.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found() || !facts.exchange().from_service_worker {
        return None;
    }
    // A worker that only passes the call on leaves a second entry of the same address.
    let network = facts.nearby().find(|f| f.same_url(facts) && !f.exchange().from_service_worker);
    let worker = Evidence::new(Source::Status, "404 from the service worker");
    match network {
        Some(network) if network.succeeded() => {
            Some(Finding::likely().seen().because(worker).because(network.answers()))
        }
        Some(_) => None,
        None => Some(Finding::possible().shape().because(worker)),
    }
}
