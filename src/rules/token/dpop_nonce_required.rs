use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when the server asks for a nonce in the proof (RFC 9449 §9) and no call with it follows.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401]) || facts.dpop_error() != Some("use_dpop_nonce") {
        return None;
    }
    let nonce = facts.header("dpop-nonce");
    let has_nonce = facts.dpop_proof().is_some_and(|p| p.claims.is_some_and(|c| c.get("nonce").is_some()));
    let finding =
        Finding::certain().maybe(facts.header_evidence("www-authenticate").or_else(|| facts.says(&["use_dpop_nonce"])));
    let finding = finding.maybe(nonce.map(|n| Evidence::response_header("DPoP-Nonce", n)));
    Some(finding.because(facts.status_evidence()).variant(if has_nonce { "old-nonce" } else { "no-nonce" }))
}
