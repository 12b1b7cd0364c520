use crate::facts::Facts;
use crate::facts::way::same_place;
use crate::finding::{Finding, Verdict};

/// Fires when a sign-in service answers a silent request with `login_required` or the like (OpenID
/// Connect Core §3.1.2.6).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let (code, evidence) = facts.callback_error()?;
    let key = match code.as_str() {
        "login_required" => "login-required",
        "consent_required" => "consent-required",
        "interaction_required" | "account_selection_required" => "interaction-required",
        _ => return None,
    };
    // An app that asks at its start whether somebody is signed in expects this answer, and goes on: with a page, or signed out.
    let signed_in_before = facts
        .earlier()
        .take(500)
        .any(|f| f.authorization().is_some() && f.succeeded() && same_place(facts.url().host(), f.url().host()));
    let goes_on = || facts.later().take(500).any(|f| is_sign_in_with_a_page(f) || f.asks_for_data() && f.succeeded());
    let expected = key == "login-required" && !signed_in_before && goes_on();
    let verdict = if expected { Verdict::Expected } else { Verdict::Failure };
    Some(Finding::certain().because(evidence).verdict(verdict).variant(key))
}

/// Whether the app sends the user to the sign-in service (OpenID Connect Core §3.1.2.1).
fn is_sign_in_with_a_page(facts: Facts) -> bool {
    let asked = |name| facts.url().query_value(name);
    asked("response_type").is_some() && asked("client_id").is_some() && asked("prompt").as_deref() != Some("none")
}
