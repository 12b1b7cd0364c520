use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when the server says that it cannot read the token, and the token is indeed no whole JWT.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() {
        return None;
    }
    let (first, rest) = facts.authorization_parts()?;
    let token = if rest.is_empty() { first } else { facts.token_text()? };
    // A JWT whose beginning was lost still has a payload that can be read.
    let claims_jwt = token.starts_with("eyJ") || facts.sends_half_a_jwt();
    if facts.sends_whole_jwt() || facts.states_other(&[Reason::Signature]) {
        return None;
    }
    let finding = match (facts.stated(Reason::Malformed), facts.stated(Reason::InvalidToken)) {
        (Some(said), _) => Finding::likely().because(said),
        (None, Some(said)) if claims_jwt => Finding::likely().seen().because(said),
        // Three parts, and the server reads JWTs.
        (None, Some(said)) if token.split('.').filter(|p| !p.is_empty()).count() == 3 => {
            Finding::possible().seen().because(said)
        }
        // A text that starts as a JWT and cannot be read as one.
        (None, None) if claims_jwt && facts.status() == 401 => Finding::likely().seen(),
        _ => return None,
    };
    let finding = finding.because(Evidence::secret(Source::RequestHeader("Authorization".into()), token));
    Some(
        finding.because(facts.status_evidence()).over("token-signature-invalid").value("length", token.chars().count()),
    )
}
