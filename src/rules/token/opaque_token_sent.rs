use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};
use crate::token::Token;

/// Fires when an API that reads JWTs got a token it cannot look into: an encrypted one (RFC 7516)
/// or an opaque one.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() {
        return None;
    }
    let (first, rest) = facts.authorization_parts()?;
    let token = if rest.is_empty() { first } else { facts.token_text()? };
    let said = facts
        .stated(Reason::Malformed)
        .or_else(|| facts.stated(Reason::KeyUnknown))
        .or_else(|| facts.stated(Reason::Algorithm));
    let (finding, what) = match facts.token() {
        Some(Token::Jwe(_)) if said.is_some() => (Finding::certain().seen(), "an encrypted token"),
        Some(Token::Jwe(_)) if facts.status() == 401 && !facts.states_any() => {
            (Finding::likely().seen(), "an encrypted token")
        }
        Some(Token::Opaque { .. })
            if is_opaque(token) && facts.stated(Reason::Malformed).is_some() && !facts.states_any() =>
        {
            (Finding::likely().seen(), "an opaque token")
        }
        Some(Token::Other(reading)) if reading.kind == "paseto" && facts.stated(Reason::Malformed).is_some() => {
            (Finding::likely().seen(), "a PASETO token")
        }
        _ => return None,
    };
    let finding = finding.because(Evidence::secret(Source::RequestHeader("Authorization".into()), token)).maybe(said);
    Some(
        finding
            .value("what", what)
            .over("token-malformed")
            .over("signing-key-unknown")
            .over("token-algorithm-not-allowed"),
    )
}

/// Whether a text has the form of a random token.
fn is_opaque(token: &str) -> bool {
    // Google writes `ya29.…`, Auth0 `v1.…`: one dot, where a JWT has two.
    let dots = token.bytes().filter(|b| *b == b'.').count();
    let plain = token.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_~+/=|.".contains(&b))
        && (dots == 0 || dots == 1 && !token.starts_with("eyJ"));
    plain && token.len() >= 20 && token.bytes().any(|b| b.is_ascii_digit())
}
