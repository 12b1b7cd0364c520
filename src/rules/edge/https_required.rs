use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::{Evidence, Finding, Source};

/// A connection that is not safe enough, by the parts of a sentence.
const TLS: Saying = Saying {
    of: &["https", "ssl", "tls", "secure connection", "secure connections", "encrypted connection", "secure channel"],
    says: &[
        "required", "requires", "require", "must", "only", "need", "needs", "mandatory", "use", "ensure", "enforced",
    ],
    never: &[
        "certificate", "certificates", "version", "handshake", "cookie", "cookies", "redirect", "origin", "upgrade",
        "1", "user", "see", "mtls", "m tls", "client", "mutual",
    ],
};
/// The same, of the form that is not safe.
const PLAIN: Saying = Saying {
    of: &[
        "insecure http", "plain http", "plaintext http", "unencrypted", "insecure transport", "non https", "non tls",
        "without tls", "without encryption", "insecure connection", "insecure connections", "over http", "via http",
        "http requests", "cleartext",
    ],
    says: &[
        "insecure transport", "not allowed", "not accepted", "not supported", "not permitted", "disabled", "refused",
        "rejected", "forbidden", "blocked", "no longer",
    ],
    never: &["cookie", "cookies", "version"],
};

/// Fires on an `http:` address where the server asks for https; as one possibility where a web
/// server's own page refuses. Behind a proxy that ends https, an app may say so of a safe address too.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 426]) || facts.row().is_preflight {
        return None;
    }
    if facts.url().scheme() != "http" {
        let said = facts.tells(&TLS).or_else(|| facts.tells(&PLAIN)).filter(|_| facts.status() != 401)?;
        let finding = Finding::likely().because(said).because(Evidence::new(Source::Url, facts.url().origin()));
        return Some(finding.because(facts.status_evidence()).over("insufficient-role").variant("behind-proxy"));
    }
    // The server on a port for TLS reads plain http: nginx, Apache, Go, Tomcat and HAProxy say so.
    let port = facts.says_in_body(&[
        "plain http request was sent to https port", "speaking plain http to an ssl-enabled server port",
        "sent an http request to an https server", "combination of host and port requires tls",
    ]);
    if let Some(said) = port.filter(|_| facts.status() == 400) {
        return Some(Finding::certain().because(said).because(Evidence::new(Source::Url, "http:")).variant("port"));
    }
    let said = facts.says(&[
        "ssl required", "requires ssl", "tls required", "must be viewed over a secure channel",
        "insecure connection not allowed", "https required", "requires https", "https is required",
        "must be accessed over https", "use https", "403.4", "https_required", "ssl_required", "tls_required",
        "https only", "https-only", "only over https", "only available over https", "only available via https",
        "only be accessed over https", "only be used over https", "https is mandatory", "https connection required",
        "https connection is required", "insecure_transport", "must use https", "secure connection is required",
        "ssl connection required", "this page must be viewed over a secure channel",
    ]);
    if let Some(said) = said.or_else(|| facts.tells(&TLS)).or_else(|| facts.tells(&PLAIN)) {
        return Some(Finding::likely().because(said).because(Evidence::new(Source::Url, "http:")));
    }
    (facts.status() == 403 && facts.plain_server_page()).then(|| {
        Finding::possible().shape().because(Evidence::new(Source::Url, "http:")).because(facts.status_evidence())
    })
}
