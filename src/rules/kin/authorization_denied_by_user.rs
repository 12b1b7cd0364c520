use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when a sign-in service comes back with `access_denied` (RFC 6749 §4.1.2.1).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let (code, evidence) = facts.callback_error()?;
    if !matches!(
        code.as_str(),
        "access_denied" | "user_cancelled_authorize" | "user_cancelled_login" | "consent_denied"
    ) {
        return None;
    }
    Some(Finding::certain().because(evidence))
}
