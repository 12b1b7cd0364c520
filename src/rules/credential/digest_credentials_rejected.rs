use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a Digest answer (RFC 7616 §3.4) was sent and the server asks again without
/// `stale=true`.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 401 {
        return None;
    }
    let asked = facts.challenge("Digest")?;
    if asked.param("stale").is_some_and(|s| s.eq_ignore_ascii_case("true")) {
        return None;
    }
    let realm = asked.param("realm").unwrap_or("").to_owned();
    let header = facts.header_evidence("www-authenticate");
    match facts.authorization() {
        Some(value) => {
            let (scheme, rest) = facts.authorization_parts()?;
            if !scheme.eq_ignore_ascii_case("Digest") || !rest.contains("response") {
                return None;
            }
            let finding = Finding::certain()
                .seen()
                .because(Evidence::secret(Source::RequestHeader("Authorization".into()), value));
            Some(finding.maybe(header).value("realm", realm))
        }
        // After the browser's own dialog the recording shows no `Authorization`.
        None if !facts.carries_identity() => {
            Some(Finding::possible().shape().maybe(header).because(facts.status_evidence()).value("realm", realm))
        }
        None => None,
    }
}
