use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the token holds a space, a line break or a character that token68 does not have (RFC
/// 6750 §2.1).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() {
        return None;
    }
    let value = facts.authorization()?.trim();
    let token = facts.token_text()?;
    let (scheme, _) = facts.authorization_parts()?;
    // `Token token="…", nonce="…"` and words such as [object Object] are something else.
    if token.starts_with(['[', '"', '\'', '{', '$', '<']) || token.contains("=\"") || token.starts_with("function") {
        return None;
    }
    // Parameters and two credentials in one line have commas.
    if token.contains(", ") {
        return None;
    }
    let lower = token.to_ascii_lowercase();
    let gap = value.get(scheme.len()..).is_some_and(|rest| rest.len() - rest.trim_start().len() > 1);
    let (variant, at) = if let Some(at) = token.find(char::is_whitespace) {
        ("space", Some(at))
    } else if let Some(at) = ["%0a", "%0d", "%20", "\\n", "\\r"].iter().find_map(|s| lower.find(s)) {
        ("break", Some(at))
    } else if let Some(at) = token.find(|c: char| !c.is_ascii_graphic()) {
        ("character", Some(at))
    } else if gap {
        ("gap", None)
    } else {
        return None;
    };
    let sure = facts.concerns_credentials() && !facts.states_any() && variant != "gap";
    let finding = if sure { Finding::certain() } else { Finding::likely() };
    let place = at.map_or("before the token".to_owned(), |at| {
        format!("after {} characters of the token", token.get(..at).map_or(0, |t| t.chars().count()))
    });
    Some(
        finding
            .seen()
            .because(Evidence::secret(Source::RequestHeader("Authorization".into()), value))
            .because(facts.status_evidence())
            .value("place", place)
            .variant(variant)
            .over("token-malformed")
            .over("token-truncated")
            .over("auth-scheme-mismatch"),
    )
}
