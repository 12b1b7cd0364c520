use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when `Authorization` names an auth-scheme and nothing follows it, or is empty altogether.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const SCHEMES: &[&str] = &["bearer", "token", "jwt", "basic", "dpop", "apikey", "api-key", "oauth"];
    if !facts.refuses() {
        return None;
    }
    let value = facts.authorization()?.trim();
    let lower = value.trim_end_matches([':', '=']).to_ascii_lowercase();
    if !lower.is_empty() && !SCHEMES.contains(&lower.as_str()) {
        return None;
    }
    let finding = if facts.concerns_credentials() { Finding::certain() } else { Finding::likely() };
    let shown = if value.is_empty() { "(empty)" } else { value };
    Some(
        finding
            .seen()
            .because(Evidence::new(Source::RequestHeader("Authorization".into()), shown))
            .because(facts.status_evidence())
            .value("header", if value.is_empty() { "is empty".to_owned() } else { format!("is only \"{value}\"") })
            .over("token-malformed")
            .over("auth-scheme-mismatch")
            .over("basic-credentials-malformed"),
    )
}
