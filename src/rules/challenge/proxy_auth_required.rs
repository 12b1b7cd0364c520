use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a proxy asks for a sign-in: 407 (RFC 9110 §15.5.8), or the browser's own error for it.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let error = facts.exchange().error.as_deref().unwrap_or("");
    let refused =
        ["ERR_PROXY_AUTH", "ERR_UNEXPECTED_PROXY_AUTH", "PROXY_AUTHENTICATION"].iter().any(|e| error.contains(e));
    if facts.status() != 407 && !(facts.status() == 0 && refused) {
        return None;
    }
    if facts.sent("proxy-authorization").is_some() {
        return None;
    }
    let evidence =
        if facts.status() == 407 { facts.status_evidence() } else { Evidence::new(Source::BrowserError, error) };
    let unexpected = error.contains("ERR_UNEXPECTED_PROXY_AUTH");
    let finding = if unexpected { Finding::likely() } else { Finding::certain() };
    let proxy = facts.header("via").map_or("The proxy".to_owned(), |via| format!("The proxy ({via})"));
    Some(
        finding
            .because(evidence)
            .maybe(facts.header_evidence("proxy-authenticate"))
            .maybe(facts.header_evidence("via"))
            .value("proxy", proxy),
    )
}
