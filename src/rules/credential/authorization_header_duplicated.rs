use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when `Authorization` holds two credentials, in two lines or joined with a comma: the field
/// is no list (RFC 9110 §11.6.2).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const WORDS: &[&str] = &["bearer ", "basic ", "token ", "jwt ", "apikey ", "digest ", "dpop "];
    if !facts.refuses() {
        return None;
    }
    if let Some(said) = two_ways(facts) {
        return Some(said);
    }
    let lines: Vec<_> = facts.request().headers.all("authorization").collect();
    let value = lines.first()?.trim();
    let mut pieces = value.split(',').skip(1).map(|p| p.trim().to_ascii_lowercase() + " ");
    let joined = pieces.any(|p| WORDS.iter().any(|w| p.starts_with(w)));
    let different = lines.iter().skip(1).any(|l| l.trim() != value);
    if !joined && !different {
        return None;
    }
    let finding = if facts.concerns_credentials() { Finding::certain() } else { Finding::likely() };
    let shown = lines.join(", ");
    Some(
        finding
            .seen()
            .because(Evidence::secret(Source::RequestHeader("Authorization".into()), shown))
            .because(facts.status_evidence())
            .over("token-contains-whitespace")
            .over("token-malformed")
            .over("auth-scheme-mismatch")
            .over("basic-credentials-malformed"),
    )
}

/// The server found a token in the header and another in the query or the body (RFC 6750 §2: one
/// method only).
fn two_ways(facts: Facts) -> Option<Finding> {
    let said = facts.says(&[
        "more than one method used for authentication", "more than one method for including an access token",
        "multiple authentication methods",
    ])?;
    let header = facts.token_text()?;
    let shown = Evidence::secret(Source::RequestHeader("Authorization".into()), header);
    Some(Finding::certain().because(said).because(shown).because(facts.status_evidence()).variant("two-ways"))
}
