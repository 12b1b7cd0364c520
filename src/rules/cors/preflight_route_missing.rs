use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when nothing at the server answers the preflight: 404, 405, 501, or an error of its own; or something that knows no CORS,
/// where other calls of this origin get its headers.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let preflight = facts.deciding_preflight()?;
    if matches!(preflight.status(), 200..=299) {
        return answered_by_another(facts, preflight);
    }
    if !matches!(preflight.status(), 404 | 405 | 500..=599) {
        return None;
    }
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

/// A framework answers OPTIONS by itself where the CORS code stands on other methods or routes only.
fn answered_by_another(facts: Facts, preflight: Facts) -> Option<Finding> {
    let call = if facts.row().is_preflight { facts.preflighted()? } else { facts };
    if !call.exchange().failed_unseen() || preflight.knows_cors() || preflight.allow_origin().is_some() {
        return None;
    }
    let origin = preflight.sent("origin")?;
    let allowed = |f: &Facts| f.allow_origin() == Some(origin) && f.sent("origin") == Some(origin);
    let mut around = preflight.earlier().chain(preflight.later()).filter(|f| preflight.same_origin(*f));
    let other = around.find(allowed)?;
    let finding = Finding::likely().seen().variant("not-cors").value("status", preflight.status());
    let finding = finding.because(super::preflight_evidence(facts, preflight));
    let finding = finding.because(Evidence::exchange(other.id(), format!("Access-Control-Allow-Origin: {origin}")));
    Some(finding.over("cors-origin-not-allowed").over("cors-headers-missing"))
}
