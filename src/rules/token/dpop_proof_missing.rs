use crate::facts::Facts;
use crate::finding::{Finding, Source};

/// Fires when `Authorization: DPoP` came without the proof in the header `DPoP` (RFC 9449 §7.1).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401]) || facts.sent("dpop").is_some_and(|v| !v.trim().is_empty()) {
        return None;
    }
    let (scheme, rest) = facts.authorization_parts()?;
    if !scheme.eq_ignore_ascii_case("DPoP") || rest.is_empty() {
        return None;
    }
    let said = facts.says(&[
        "dpop proof header missing", "missing dpop", "dpop header", "dpop proof missing", "dpop proof is missing",
        "no dpop", "proof is required",
    ]);
    let finding = if said.is_some() || facts.status() == 401 { Finding::certain() } else { Finding::likely() };
    let finding = finding.seen().quote(Source::RequestHeader("DPoP".into()), "not sent").maybe(said);
    Some(finding.maybe(facts.header_evidence("www-authenticate")).because(facts.status_evidence()))
}
