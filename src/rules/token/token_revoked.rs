use crate::facts::{Facts, Reason, find};
use crate::finding::{Evidence, Finding};

/// Fires when the server says that the token was ended before its time (RFC 7009).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() || facts.is_refresh() || facts.presents_secret() || !facts.may_carry_identity() {
        return None;
    }
    let Some(said) = facts.stated(Reason::Revoked) else { return ended_before(facts) };
    let told = facts.status() == 401 || find(&said.quote, &["password"]).is_none();
    let finding = if told && facts.token_text().is_some() && !facts.states_loosely(Reason::Revoked) {
        Finding::certain()
    } else {
        Finding::likely()
    };
    Some(finding.because(said).because(facts.status_evidence()).over("session-ended-elsewhere").over("session-ended"))
}

/// The recording holds the call that ended the token (RFC 7009 §2).
fn ended_before(facts: Facts) -> Option<Finding> {
    let by = facts.ended_by().filter(|_| facts.status() == 401 && !facts.states_any())?;
    let finding = Finding::likely()
        .seen()
        .because(Evidence::exchange(by.id(), format!("{} {} with this token", by.method(), by.url().path())));
    let finding = finding.because(facts.status_evidence()).over("session-ended-elsewhere").over("session-ended");
    Some(finding.over("token-inactive").over("credential-rejected-unspecified"))
}
