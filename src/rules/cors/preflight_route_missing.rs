use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when nothing at the server answers the preflight: 404, 405, 501, or an error of its own.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let preflight = facts.deciding_preflight().filter(|p| matches!(p.status(), 404 | 405 | 500..=599))?;
    if super::rejects_origin(preflight).is_some() {
        return None;
    }
    let variant = match preflight.status() {
        404 => "no-path",
        405 | 501 => "no-method",
        _ => "error",
    };
    let finding = if variant == "error" { Finding::likely() } else { Finding::certain() };
    let finding = finding.seen().variant(variant).value("status", preflight.status());
    let finding =
        finding.over("method-not-allowed").over("resource-not-found").over("record-not-found").over("path-typo");
    Some(finding.because(super::preflight_evidence(facts, preflight)))
}
