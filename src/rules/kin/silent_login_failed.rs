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
    // An app that asks at its start whether somebody is signed in expects this answer.
    let signed_in_before = facts
        .earlier()
        .take(500)
        .any(|f| f.authorization().is_some() && f.succeeded() && same_place(facts.url().host(), f.url().host()));
    let verdict = if key == "login-required" && !signed_in_before { Verdict::Expected } else { Verdict::Failure };
    Some(Finding::certain().because(evidence).verdict(verdict).variant(key))
}
