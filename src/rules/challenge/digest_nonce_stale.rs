use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the server calls the nonce of a Digest answer stale (RFC 7616 §3.3) and no call with
/// the new one follows.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 401 {
        return None;
    }
    let challenge =
        facts.challenge("Digest").filter(|c| c.param("stale").is_some_and(|s| s.eq_ignore_ascii_case("true")))?;
    let (scheme, _) = facts.authorization_parts()?;
    if !scheme.eq_ignore_ascii_case("Digest") || facts.retries().any(|f| f.succeeded()) {
        return None;
    }
    let nonce = challenge
        .param("nonce")
        .map(|n| Evidence::response_header("WWW-Authenticate", format!("Digest stale=true, nonce=\"{n}\"")));
    let sent = Evidence::secret(Source::RequestHeader("Authorization".into()), facts.authorization()?);
    Some(Finding::certain().seen().maybe(nonce).because(sent).because(facts.status_evidence()))
}
