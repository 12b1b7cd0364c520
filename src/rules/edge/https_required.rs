use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires on an `http:` address where the server asks for https; as one possibility where a web
/// server's own page refuses.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[403, 400, 426]) || facts.url().scheme() != "http" {
        return None;
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
    if let Some(said) = said {
        return Some(Finding::likely().because(said).because(Evidence::new(Source::Url, "http:")));
    }
    (facts.status() == 403 && facts.plain_server_page()).then(|| {
        Finding::possible().shape().because(Evidence::new(Source::Url, "http:")).because(facts.status_evidence())
    })
}
