use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when an AWS endpoint reads `Authorization` as Signature Version 4 and cannot, or misses it.
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
    // The services that speak JSON answer 400; API Gateway's 403 with this code is about the route.
    let other = || facts.code(&["MissingAuthenticationTokenException"]).filter(|_| facts.status() == 400);
    let named = facts.says(SAID);
    let sure = named.is_some();
    let said = named.or_else(other)?;
    let none = if sure { "another kind of credential" } else { "no credential" };
    let scheme = facts.authorization_parts().map_or(none.to_owned(), |(s, rest)| {
        if rest.is_empty() { "a token without a scheme word".to_owned() } else { format!("a {s} credential") }
    });
    // A signed request with a slip in its header is not of another kind.
    let signed = scheme.contains("AWS4-HMAC");
    let finding = match (signed, sure) {
        (true, _) => Finding::possible(),
        (_, true) => Finding::certain(),
        _ => Finding::likely(),
    };
    let sent = facts.authorization().map(|v| Evidence::secret(Source::RequestHeader("Authorization".into()), v));
    let finding = finding.because(said).maybe(sent).value("sent", scheme).over("auth-scheme-mismatch");
    // AWS read no further than the scheme.
    Some(if sure { finding } else { finding.over("token-algorithm-not-allowed").over("token-expired") })
}
