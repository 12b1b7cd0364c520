use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when a library wants a token that comes straight from a login, not from a refresh.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403, 422]) {
        return None;
    }
    let said = facts.says(&[
        "fresh token required", "fresh_token_required", "fresh access token required", "fresh token is required",
        "token is not fresh", "requires a fresh token", "fresh login required",
    ])?;
    let fresh =
        facts.jws().and_then(|j| j.claims.as_ref()?.get("fresh")).map(|f| Evidence::claim("fresh", f.to_string()));
    Some(Finding::certain().because(said).maybe(fresh).because(facts.status_evidence()))
}
