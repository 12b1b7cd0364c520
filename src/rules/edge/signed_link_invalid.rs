use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a link with a seal is refused although its time is not over.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 404]) || facts.row().is_preflight {
        return None;
    }
    // S3 names a parameter of the link that is absent or out of its range.
    if let Some(said) = facts.code(&["AuthorizationQueryParametersError"]) {
        return Some(Finding::likely().because(said).because(facts.status_evidence()));
    }
    let link = facts.link()?;
    if link.expires.is_some_and(|end| end <= facts.now()) {
        return None;
    }
    let said = facts.says_in_body(&[
        "invalid signature", "signature is invalid", "signature mismatch", "bad signature", "signature does not match",
        "signature verification failed", "invalid_signature", "invalidsignatureexception", "invalid link",
        "link is invalid", "invalid hash", "incorrect signature",
    ]);
    // A token in the header has a signature too, and the words could be about it.
    let said = said.filter(|_| facts.token().is_none());
    // The words of a framework for every 403: Flask's page, and what Nest says for a guard.
    let default = facts.refuses_without_words()
        || facts.says_in_body(&["it is either read-protected or not readable", "\"forbidden resource\""]).is_some();
    let shape = facts.status() == 403
        && link.expires.is_some()
        && (facts.plain_server_page() || default || (link.known && facts.code(&["AccessDenied"]).is_some()));
    if said.is_none() && !shape {
        return None;
    }
    let end = link.expires.map(|end| Evidence::moment(Source::Url, "works until ", end));
    let finding = Finding::likely();
    let finding = if link.known && said.is_none() { finding.seen() } else { finding };
    let finding = finding.maybe(said).maybe(end).because(facts.status_evidence());
    Some(
        finding
            .over("server-config-denies-path")
            .over("s3-missing-key-as-403")
            .over("token-signature-invalid")
            .over("insufficient-role"),
    )
}
