use crate::exchange::Address;
use crate::facts::Facts;
use crate::facts::login::is_login_address;
use crate::facts::way::{is_internal_host, same_host};
use crate::finding::{Finding, Source};

/// Fires when a redirect names an internal host, a port or a scheme that does not work from outside,
/// and what followed failed or never came.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if let Some(found) = in_a_circle(facts) {
        return Some(found);
    }
    let (from, target, end) = match facts.redirect_target() {
        Some(target) => (facts, target, facts.redirected_to()),
        None if facts.status() == 0 || facts.status() >= 400 || facts.is_kept_from_page() => {
            (facts.redirected_from()?, facts.url().as_str().to_owned(), Some(facts))
        }
        None => return None,
    };
    if from.exchange().is_preflight() {
        return None;
    }
    let led = Address::new(target);
    // On the developer's own computer the internal address answers; the browser then keeps that from the page.
    let broken = end
        .is_none_or(|e| e.status() == 0 || e.status_in(&[400, 404, 421, 497, 502, 503, 504]) || e.is_kept_from_page());
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
        if !end.is_some_and(nobody_there) {
            return None;
        }
        "unreachable"
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
    let finding =
        finding.over("record-not-found").over("resource-not-found").over("wrong-host").over("cors-headers-missing");
    Some(match variant {
        "scheme" if unseen => finding.over("mixed-content-blocked"),
        "port" => finding.over("trailing-slash-redirect"),
        _ => finding,
    })
}

/// Whether no server took the connection, or no such host is known.
fn nobody_there(facts: Facts) -> bool {
    const ERRORS: &[&str] = &["CONNECTION_REFUSED", "NAME_NOT_RESOLVED", "ADDRESS_UNREACHABLE", "CONNECTION_TIMED_OUT"];
    facts.status() == 0
        && facts.exchange().error.as_deref().is_some_and(|error| ERRORS.iter().any(|e| error.ends_with(e)))
}

/// The browser gave up after about twenty redirects, and none of them led from a page to a sign-in.
fn in_a_circle(facts: Facts) -> Option<Finding> {
    let error = facts
        .exchange()
        .error
        .as_deref()
        .filter(|e| e.contains("TOO_MANY_REDIRECTS") || e.contains("REDIRECT_LOOP"))?;
    let login =
        |f: Facts| f.is_sign_in_address() || f.redirect_target().is_some_and(|t| is_login_address(&Address::new(t)));
    if !facts.circles_by_spelling() && (login(facts) || facts.redirects_before().any(login)) {
        return None;
    }
    let led = facts.redirect_target().unwrap_or_else(|| facts.url().as_str().to_owned());
    let before = facts.redirects_before().next();
    let finding =
        Finding::likely().seen().quote(Source::BrowserError, error).maybe(before.map(Facts::answers)).variant("loop");
    Some(finding.value("asked", facts.url().as_str()).value("led", led))
}
