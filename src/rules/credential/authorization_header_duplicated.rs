use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when `Authorization` holds two credentials, in two lines or joined with a comma: the field
/// is no list (RFC 9110 §11.6.2).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const WORDS: &[&str] = &["bearer ", "basic ", "token ", "jwt ", "apikey ", "digest ", "dpop "];
    if !facts.refuses() {
        return None;
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
