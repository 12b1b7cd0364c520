use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a server or the browser says that a client certificate is missing or refused.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() == 0 {
        let error = facts.exchange().error.as_deref()?;
        let known =
            ["ERR_BAD_SSL_CLIENT_AUTH_CERT", "ERR_SSL_CLIENT_AUTH_CERT_NEEDED", "ERR_SSL_CLIENT_AUTH_SIGNATURE_FAILED"];
        let found = known.iter().any(|k| error.contains(k));
        let finding = || Finding::certain().because(Evidence::new(Source::BrowserError, error)).variant("refused");
        return found.then(finding);
    }
    if !facts.status_in(&[400, 401, 403, 495, 496]) || facts.row().is_preflight {
        return None;
    }
    let finding = |f: Finding, variant| {
        f.because(facts.status_evidence()).variant(variant).over("iis-substatus-auth").over("credentials-missing")
    };
    let missing = facts.says_in_body(&[
        "no required ssl certificate was sent", "403.7 - forbidden", "403.7 - client certificate required",
        "http error 403.7", "client certificate required", "client certificate is required",
        "missing client certificate", "client certificate missing", "client certificate is missing", "mtls required",
        "no client certificate", "client certificate was not provided", "certificate_required",
        // Apache asks after the handshake, which no browser does over TLS 1.3.
        "cannot perform post-handshake authentication",
    ]);
    if let Some(said) = missing {
        return Some(finding(Finding::certain().because(said), "missing"));
    }
    let refused = facts.says_in_body(&[
        "the ssl certificate error", "http error 403.13", "http error 403.16", "http error 403.17",
        "client certificate revoked", "client certificate is untrusted", "client certificate has expired",
        "invalid client certificate", "client certificate verification failed",
    ]);
    if let Some(said) = refused {
        return Some(finding(Finding::certain().because(said), "refused"));
    }
    match facts.status() {
        496 => Some(finding(Finding::certain(), "missing")),
        495 => Some(finding(Finding::certain(), "refused")),
        _ => None,
    }
}
