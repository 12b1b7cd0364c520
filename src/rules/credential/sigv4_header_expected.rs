use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when an AWS endpoint reads `Authorization` as Signature Version 4 and cannot.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const SAID: &[&str] = &[
        "authorization header requires 'credential' parameter",
        "missing equal-sign) in authorization header",
        "missing equal sign) in authorization header",
        "authorization mechanism you have provided is not supported",
        "unsupported authorization type",
        "authorization header requires existence of either a 'x-amz-date'",
    ];
    if !facts.status_in(&[400, 403]) {
        return None;
    }
    let said = facts.says(SAID)?;
    let scheme = facts.authorization_parts().map_or("another kind of credential".to_owned(), |(s, rest)| {
        if rest.is_empty() { "a token without a scheme word".to_owned() } else { format!("a {s} credential") }
    });
    // A signed request with a slip in its header is not of another kind.
    let signed = scheme.contains("AWS4-HMAC");
    let finding = if signed { Finding::possible() } else { Finding::certain() };
    let sent = facts.authorization().map(|v| Evidence::secret(Source::RequestHeader("Authorization".into()), v));
    Some(finding.because(said).maybe(sent).value("sent", scheme).over("auth-scheme-mismatch"))
}
