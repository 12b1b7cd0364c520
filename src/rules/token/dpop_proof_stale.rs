use crate::facts::{DpopFault, Facts};
use crate::finding::{Evidence, Finding};

/// Fires when `iat` of the DPoP proof is too far from the server's time (RFC 9449 §4.3, check 11).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let (fault, evidence, visible) = facts.dpop_fault()?;
    if fault != DpopFault::Stale {
        return None;
    }
    let proof = facts.dpop_proof();
    let iat = proof.as_ref().and_then(|p| p.claims.as_ref()?.time("iat")).map(|d| d.instant);
    let finding = if visible { Finding::certain().seen() } else { Finding::certain() };
    let when = match iat.map(|iat| facts.now() - iat) {
        Some(age) if age.0 >= 0 => format!("was made {} before the server answered", age.words()),
        Some(age) => format!("seems to be made {} after the server's time", age.abs().words()),
        None => "has no time in it".to_owned(),
    };
    let claim = iat.map(|iat| Evidence::claim_time("iat of the DPoP proof", iat));
    Some(
        finding
            .because(evidence)
            .maybe(claim)
            .because(facts.now_evidence())
            .value("when", when)
            .over("token-not-yet-valid")
            .over("token-expired"),
    )
}
