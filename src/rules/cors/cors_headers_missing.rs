use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when the browser kept a success from the page, or did not send the call, and no answer of
/// this server names an origin.
pub(super) fn check(facts: Facts) -> Option<Finding> {
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
            .value("page", answer.sent("origin").unwrap_or("your page"))
            .value("server", facts.url().origin()),
    )
}
