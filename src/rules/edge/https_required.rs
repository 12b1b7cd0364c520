use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires on an `http:` address where the server asks for https; as one possibility where a web
/// server's own page refuses.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[403, 400, 426]) || facts.url().scheme() != "http" {
        return None;
    }
    let said = facts.says(&[
        "ssl required", "requires ssl", "tls required", "must be viewed over a secure channel", "insecure connection not allowed", "https required", "requires https", "https is required", "must be accessed over https", "use https", "403.4",
        "secure connection is required", "ssl connection required", "this page must be viewed over a secure channel",
    ]);
    if let Some(said) = said {
        return Some(Finding::likely().because(said).because(Evidence::new(Source::Url, "http:")));
    }
    (facts.status() == 403 && facts.plain_server_page())
        .then(|| Finding::possible().shape().because(Evidence::new(Source::Url, "http:")).because(facts.status_evidence()))
}
