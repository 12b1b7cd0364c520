use crate::facts::{DpopFault, Facts};
use crate::finding::{Evidence, Finding};

/// Fires when the server says that the proof's key is not the one of the token's `cnf.jkt` (RFC 9449
/// §4.3, check 12).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let (fault, evidence, visible) = facts.dpop_fault()?;
    if fault != DpopFault::Key {
        return None;
    }
    let jkt = facts.jws().and_then(|j| j.claims.as_ref()?.get("cnf")?.get("jkt")?.as_str());
    let finding = if visible { Finding::certain().seen() } else { Finding::certain() };
    let finding = finding.because(evidence).maybe(jkt.map(|jkt| Evidence::claim("cnf", format!("jkt {jkt}"))));
    let bound = facts.dpop_bound_by().filter(|_| visible && jkt.is_none());
    let finding = finding.maybe(bound.map(|f| Evidence::exchange(f.id(), "the token was made for another key")));
    Some(finding.because(facts.status_evidence()))
}
