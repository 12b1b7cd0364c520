use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when the server misses the claim `aud` (RFC 7519 §4.1.3), or refuses the audience of a
/// token that has none.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() {
        return None;
    }
    let claims = facts.jws().and_then(|j| j.claims.as_ref());
    let none = claims.is_some_and(|c| c.audiences().is_empty());
    let finding = match (facts.stated(Reason::AudienceMissing), facts.stated(Reason::Audience)) {
        (Some(said), _) if none => Finding::certain().seen().because(said),
        (Some(said), _) if claims.is_none() => Finding::certain().because(said),
        // "Issued for another app" may mean another claim than the one that is not there.
        (None, Some(said)) if none && facts.states_loosely(Reason::Audience) => Finding::likely().seen().because(said),
        (None, Some(said)) if none => Finding::certain().seen().because(said),
        _ => return None,
    };
    let finding = if none { finding.quote(Source::Claim("aud".into()), "missing") } else { finding };
    Some(
        finding
            .because(facts.status_evidence())
            .maybe(facts.claim("iss").map(|iss| Evidence::claim("iss", iss)))
            .over("audience-mismatch"),
    )
}
