use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a token that is bound to a key (`cnf.jkt`, RFC 9449 §6.1) was sent as a plain bearer
/// token.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403]) {
        return None;
    }
    let (scheme, rest) = facts.authorization_parts()?;
    if !scheme.eq_ignore_ascii_case("Bearer") || rest.is_empty() {
        return None;
    }
    let said = facts.says(&[
        "must be presented with the dpop scheme", "dpop-bound", "dpop bound", "invalid use of dpop",
        "sender-constrained", "requires dpop", "dpop proof required", "dpop is required",
    ]);
    let bound = facts.jws().and_then(|j| j.claims.as_ref()?.get("cnf")?.get("jkt")?.as_str());
    let asked = facts.challenge("DPoP").is_some();
    let finding = match (bound, &said) {
        (Some(_), Some(_)) => Finding::certain().seen(),
        (Some(_), None) if (facts.status() == 401 || asked) && !facts.states_any() => {
            if asked {
                Finding::certain().seen()
            } else {
                Finding::likely().seen()
            }
        }
        (None, Some(_)) => Finding::certain(),
        // The API asks for DPoP alone.
        (None, None) if asked && facts.challenge("Bearer").is_none() && !facts.states_any() => {
            Finding::likely().shape().over("token-inactive")
        }
        _ => return None,
    };
    let finding = finding.quote(Source::RequestHeader("Authorization".into()), format!("{scheme} …"));
    let finding = finding.maybe(bound.map(|jkt| Evidence::claim("cnf", format!("jkt {jkt}")))).maybe(said);
    Some(finding.maybe(facts.header_evidence("www-authenticate")).over("auth-scheme-mismatch"))
}
