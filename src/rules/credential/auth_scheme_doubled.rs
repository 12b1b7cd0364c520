use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a second auth-scheme stands where the token should begin: `Bearer Bearer eyJ…`.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const WORDS: &[&str] = &["bearer", "token", "jwt", "basic", "dpop", "apikey", "api-key"];
    if !facts.refuses() {
        return None;
    }
    let (scheme, rest) = facts.authorization_parts()?;
    let lower = rest.to_ascii_lowercase();
    let word = WORDS.iter().find(|w| {
        lower
            .strip_prefix(**w)
            .is_some_and(|after| after.starts_with([' ', '\t', ':', '=']) || after.starts_with("%20"))
    })?;
    // `Token token=abc` is how Rails writes it.
    if lower.starts_with("token=") || scheme.eq_ignore_ascii_case("digest") {
        return None;
    }
    let same = scheme.eq_ignore_ascii_case(word);
    let certain = facts.concerns_credentials() && !facts.states_any();
    let finding = if certain { Finding::certain() } else { Finding::likely() };
    let second = rest.get(..word.len()).unwrap_or(word);
    Some(
        finding
            .seen()
            .because(Evidence::secret(Source::RequestHeader("Authorization".into()), facts.authorization()?.trim()))
            .because(facts.status_evidence())
            .value("first", scheme)
            .value("second", second)
            .variant(if same { "same" } else { "two" })
            .over("token-contains-whitespace")
            .over("auth-scheme-mismatch")
            .over("token-malformed"),
    )
}
