use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use crate::facts::Facts;
use crate::finding::{Finding, Source};

/// Fires when Microsoft Entra ID asks for a new token with the claims of its challenge.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403]) {
        return None;
    }
    let challenge = facts.challenges().find(|c| c.param("error") == Some("insufficient_claims"))?;
    let finding = Finding::certain().maybe(facts.header_evidence("www-authenticate")).because(facts.status_evidence());
    let decoded = challenge.param("claims").and_then(|claims| {
        let bytes = STANDARD
            .decode(claims)
            .or_else(|_| STANDARD_NO_PAD.decode(claims))
            .or_else(|_| URL_SAFE_NO_PAD.decode(claims))
            .ok()?;
        String::from_utf8(bytes).ok()
    });
    let source = Source::ResponseHeader("WWW-Authenticate".into());
    Some(match decoded {
        Some(json) => finding.quote(source, format!("claims, decoded: {json}")),
        None => finding,
    })
}
