use crate::facts::{Facts, Reason};
use crate::finding::Finding;

/// Fires when the server says that the token was ended before its time (RFC 7009).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() || facts.is_refresh() || facts.presents_secret() || !facts.may_carry_identity() {
        return None;
    }
    let said = facts.stated(Reason::Revoked)?;
    let finding = if facts.token_text().is_some() && !facts.states_loosely(Reason::Revoked) { Finding::certain() } else { Finding::likely() };
    Some(finding.because(said).because(facts.status_evidence()).over("session-ended-elsewhere").over("session-ended"))
}
