use crate::facts::Facts;
use crate::facts::sentence::{NOT_RIGHT, Saying};
use crate::finding::{Evidence, Finding, Source};

/// A seal that does not fit, by the parts of a sentence.
const SEAL: Saying = Saying {
    of: &["signature", "sig", "hmac", "signed url", "signed link", "seal", "link", "url hash", "url signature"],
    says: NOT_RIGHT,
    never: &[
        "token", "jwt", "webhook", "session", "expired", "missing", "required", "key", "not found", "cors", "access",
        "request", "password", "symlink", "payload",
    ],
};

/// Fires when a link with a seal is refused although its time is not over.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 404]) || facts.row().is_preflight {
        return None;
    }
    // S3 names a parameter of the link that is absent or out of its range.
    if let Some(said) = facts.code(&["AuthorizationQueryParametersError"]) {
        return Some(Finding::likely().because(said).because(facts.status_evidence()));
    }
    let Some(link) = facts.link() else { return by_words(facts) };
    if link.expires.is_some_and(|end| end <= facts.now()) {
        return None;
    }
    let said = facts.says_in_body(&[
        "invalid signature", "signature is invalid", "signature mismatch", "bad signature", "signature does not match",
        "signature verification failed", "invalid_signature", "invalidsignatureexception", "invalid link",
        "link is invalid", "invalid hash", "incorrect signature",
    ]);
    let said = said.or_else(|| facts.tells(&SEAL));
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

/// The server speaks of a seal that does not fit, to one who sent nothing but an address.
fn by_words(facts: Facts) -> Option<Finding> {
    let known = facts.authorization().is_some() || facts.key_sent().is_some() || facts.signed_url().is_some();
    if known || !facts.request().is_safe() {
        return None;
    }
    let said = facts.tells(&SEAL)?;
    let finding = Finding::likely().because(said).because(Evidence::new(Source::Url, facts.url().path()));
    Some(finding.because(facts.status_evidence()).over("token-signature-invalid").over("record-not-found"))
}
