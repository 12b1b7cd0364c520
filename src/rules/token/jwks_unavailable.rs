use crate::facts::{Facts, Reason};
use crate::finding::Finding;

/// Fires when the server says that it could not load the issuer's keys (RFC 7517 §5).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403, 500, 502, 503]) {
        return None;
    }
    if let Some(said) = facts.stated(Reason::KeysUnavailable) {
        return Some(
            Finding::certain()
                .because(said)
                .because(facts.status_evidence())
                .over("signing-key-unknown")
                .over("token-signature-invalid"),
        );
    }
    // What checks the token reached nobody, and passes the error of its connection on: most likely one that asked for keys.
    if facts.challenges().any(|c| c.is("Bearer") && c.param("error") == Some("invalid_token")) {
        let unreached = facts
            // PyJWT's `PyJWKClient` says so of nothing but the keys.
            .says(&[
                "fail to fetch data from the url", "connect econnrefused", "getaddrinfo enotfound",
                "getaddrinfo eai_again", "connect etimedout",
            ]);
        if let Some(said) = unreached {
            return Some(Finding::likely().because(said).because(facts.status_evidence()));
        }
    }
    // Every token with a key id fails for want of its key, and none passes: perhaps no key is there.
    let said = facts.stated(Reason::KeyUnknown)?;
    let mut same = facts.earlier().take(200).filter(|f| facts.same_origin(*f) && f.jws().is_some());
    let passes = facts.earlier().take(200).any(|f| facts.same_origin(f) && f.jws().is_some() && f.succeeded());
    let others = same.any(|f| f.token_text() != facts.token_text() && f.stated(Reason::KeyUnknown).is_some());
    (others && !passes).then(|| Finding::possible().shape().because(said).because(facts.status_evidence()))
}
