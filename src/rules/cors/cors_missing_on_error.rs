use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when the browser kept an error from the page because the answer has no CORS header.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() < 400 || facts.allow_origin().is_some() || !facts.is_kept_from_page() {
        return None;
    }
    let shared = facts.shared_answer();
    if shared.is_none() && super::origin_left_out(facts) {
        return None;
    }
    let finding = if shared.is_some() { Finding::certain() } else { Finding::likely() };
    let finding = finding
        .seen()
        // The developer meets this one first; what the answer says stays in the list after it.
        .hides_answer()
        .over("rate-limited")
        .because(Evidence::response_header("Access-Control-Allow-Origin", "absent"))
        .because(facts.status_evidence())
        .maybe(shared.map(|f| {
            Evidence::exchange(
                f.id(),
                format!(
                    "{} {} → {}, Access-Control-Allow-Origin: {}",
                    f.method(),
                    f.url().path(),
                    f.status(),
                    f.allow_origin().unwrap_or("")
                ),
            )
        }))
        .value("status", facts.status());
    Some(finding)
}
