use crate::exchange::FAILED;
use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the browser kept a success from the page, or did not send the call, and no answer of
/// this server names an origin.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if let Some(page) = unseen(facts) {
        let finding = Finding::possible().shape().quote(Source::BrowserError, FAILED).variant("unseen");
        return Some(finding.value("page", page).value("server", facts.url().origin()));
    }
    // The browser followed a redirect, and what it got is kept from the page.
    let (facts, redirect) = led_away(facts).map_or((facts, None), |end| (end, Some(facts)));
    let answer = match facts.deciding_preflight() {
        Some(preflight) if matches!(preflight.status(), 200..=299) => {
            let stopped = !facts.row().is_preflight || facts.preflighted().is_some_and(|f| f.status() == 0);
            stopped.then_some(preflight)?
        }
        Some(_) => return None,
        None if facts.status() < 400 && facts.is_kept_from_page() => facts,
        None => return None,
    };
    if answer.allow_origin().is_some()
        || answer.knows_cors()
        || facts.shared_answer().is_some_and(|f| f.id() != answer.id())
    {
        return None;
    }
    Some(
        Finding::likely()
            .seen()
            .because(Evidence::response_header("Access-Control-Allow-Origin", "absent"))
            .maybe(answer.sent_evidence("Origin"))
            .maybe(redirect.and_then(|f| f.header_evidence("Location")))
            .value("page", answer.sent("origin").unwrap_or("your page"))
            .value("server", answer.url().origin())
            .variant("none"),
    )
}

/// The page of a call to another origin that failed and left nothing to see: no answer, no preflight, no redirect.
fn unseen(facts: Facts) -> Option<String> {
    if !facts.exchange().failed_unseen()
        || !facts.is_api_call()
        || facts.row().is_preflight
        || facts.is_cross_origin() != Some(true)
    {
        return None;
    }
    let led_here = facts.preflight().is_some() || facts.redirected_from().is_some();
    let answered = facts.attempts().chain(facts.retries()).any(|f| f.status() != 0);
    if led_here || answered || facts.shared_answer().is_some() {
        return None;
    }
    facts.page_origin()
}

/// The answer of another origin at the end of the redirects of a script's call.
fn led_away(facts: Facts) -> Option<Facts> {
    facts.redirect_target()?;
    let end = facts.landed();
    let away = end.id() != facts.id() && end.row().route.origin != facts.row().route.origin;
    (away && facts.is_api_call() && end.status() < 400 && end.is_kept_from_page()).then_some(end)
}
