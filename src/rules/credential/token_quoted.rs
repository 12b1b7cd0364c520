use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when quotation marks went out as part of the token: they are no token68 (RFC 6750 §2.1).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() {
        return None;
    }
    let (scheme, _) = facts.authorization_parts()?;
    // `Token token="…"` of Rails and other schemes with parameters quote by rule.
    let token = facts.token_text().or_else(|| is_mark(facts.authorization()?.trim()).then_some(scheme))?;
    if !is_mark(token) {
        return None;
    }
    let finding =
        if facts.concerns_credentials() && !facts.states_any() { Finding::certain() } else { Finding::likely() };
    Some(
        finding
            .seen()
            .because(Evidence::secret(Source::RequestHeader("Authorization".into()), facts.authorization()?.trim()))
            .because(facts.status_evidence())
            .over("token-malformed")
            .over("token-truncated")
            .over("token-signature-invalid"),
    )
}

fn is_mark(token: &str) -> bool {
    const MARKS: &[&str] =
        &["\"", "'", "`", "%22", "%27", "\\\"", "\u{201c}", "\u{201d}", "\u{2018}", "\u{2019}", "â€œ"];
    MARKS.iter().any(|m| token.starts_with(m) || (token.ends_with(m) && !token.contains('=')))
}
