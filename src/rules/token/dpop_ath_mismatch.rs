use crate::facts::{DpopFault, Facts};
use crate::finding::{Evidence, Finding, Source};

/// Fires when the server says that `ath` of the DPoP proof is not of the access token (RFC 9449
/// §4.3, check 12).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let (fault, evidence, visible) = facts.dpop_fault()?;
    if fault != DpopFault::Token {
        return None;
    }
    let proof = facts.dpop_proof();
    let ath = proof.as_ref().and_then(|p| p.claims.as_ref()?.text("ath"));
    let source = Source::Claim("ath of the DPoP proof".into());
    let finding = if visible { Finding::certain().seen() } else { Finding::certain() };
    let finding = finding.because(evidence).because(Evidence::new(source, ath.unwrap_or("(missing)")));
    Some(finding.because(facts.status_evidence()))
}
