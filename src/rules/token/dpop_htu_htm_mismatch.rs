use crate::facts::{DpopFault, Facts};
use crate::finding::{Evidence, Finding, Source};

/// Fires when `htu` or `htm` of the DPoP proof is not the request's (RFC 9449 §4.3, checks 8 and
/// 9).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let (fault, evidence, visible) = facts.dpop_fault()?;
    if fault != DpopFault::Address {
        return None;
    }
    let finding = if visible { Finding::certain().seen() } else { Finding::certain() };
    let proof = facts.dpop_proof();
    let claims = proof.as_ref().and_then(|p| p.claims.as_ref());
    let text = |name: &str| claims.and_then(|c| c.text(name)).unwrap_or("(missing)").to_owned();
    Some(
        finding
            .because(evidence)
            .quote(Source::Claim("htm of the DPoP proof".into()), text("htm"))
            .quote(Source::Claim("htu of the DPoP proof".into()), text("htu"))
            .value("proof", format!("{} {}", text("htm"), text("htu")))
            .because(Evidence::new(Source::Method, facts.method())),
    )
}
