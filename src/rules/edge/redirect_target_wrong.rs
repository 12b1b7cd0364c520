use crate::exchange::Address;
use crate::facts::Facts;
use crate::facts::way::{is_internal_host, same_host};
use crate::finding::{Finding, Source};

/// Fires when a redirect names an internal host, a port or a scheme that does not work from outside,
/// and what followed failed or never came.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let (from, target, end) = match facts.redirect_target() {
        Some(target) => (facts, target, facts.redirected_to()),
        None if facts.status() == 0 || facts.status() >= 400 => {
            (facts.redirected_from()?, facts.url().as_str().to_owned(), Some(facts))
        }
        None => return None,
    };
    if from.exchange().is_preflight() {
        return None;
    }
    let led = Address::new(target);
    let broken = end.is_none_or(|e| e.status() == 0 || e.status_in(&[400, 404, 421, 497, 502, 503, 504]));
    let unseen = end.is_none() || end.is_some_and(|e| e.status() == 0);
    // Back to an app on the developer's computer after a sign-in: the address is right.
    let callback = ["code", "state", "id_token", "error", "SAMLResponse"].iter().any(|n| led.query_value(n).is_some());
    if !broken || callback {
        return None;
    }
    let asked = from.url();
    let port = |a: &Address| a.url().and_then(|u| u.port());
    let variant = if is_internal_host(led.host()) && !is_internal_host(asked.host()) {
        "host"
    } else if !same_host(asked.host(), led.host()) {
        return None;
    } else if port(&led).is_some() && port(&led) != port(asked) {
        "port"
    } else if asked.scheme() == "https" && led.scheme() == "http" && (end.is_some() || from.is_api_call()) {
        "scheme"
    } else {
        return None;
    };
    // A recording can end before the next request; what is wrong with the address must then be plain.
    if end.is_none() && variant == "port" {
        return None;
    }
    let location = from.header("location").unwrap_or(led.as_str());
    let finding = Finding::likely().seen().quote(Source::ResponseHeader("Location".into()), location);
    let other = if facts.id() == from.id() { end } else { Some(from) };
    let finding = finding.quote(Source::Url, asked.origin()).maybe(other.map(Facts::answers));
    let finding = finding.value("led", led.origin()).value("asked", asked.origin()).variant(variant);
    let finding = finding.over("record-not-found").over("resource-not-found").over("wrong-host");
    Some(if unseen && variant == "scheme" { finding.over("mixed-content-blocked") } else { finding })
}
