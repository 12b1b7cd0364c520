use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Verdict};

/// Fires for a 401 (or a 400 of a token endpoint) that only handed out a DPoP nonce (RFC 9449 §8
/// and §9), when the same request was repeated and was not asked for a nonce again.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !asks_for_nonce(facts) {
        return None;
    }
    let next = facts
        .retries()
        .find(|f| f.status() != 0 && f.sent("dpop").is_some() && f.sent("dpop") != facts.sent("dpop"))?;
    if asks_for_nonce(next) || !(next.succeeded() || next.header("dpop-nonce").is_some()) {
        return None;
    }
    let finding = Finding::certain().seen().verdict(Verdict::Expected).maybe(facts.header_evidence("DPoP-Nonce"));
    Some(finding.because(Evidence::exchange(next.id(), format!("{} {}", next.status(), next.url().path()))))
}

fn asks_for_nonce(facts: Facts) -> bool {
    facts.status_in(&[400, 401])
        && facts.header("dpop-nonce").is_some()
        && (facts.challenge_error() == Some("use_dpop_nonce") || facts.oauth_error() == Some("use_dpop_nonce"))
}
