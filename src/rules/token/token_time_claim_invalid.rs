use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};
use crate::token::DateForm;

/// Fires when a time of the token is no JSON number (RFC 7519 §2), or is missing where the server
/// demands it.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() {
        return None;
    }
    let jws = facts.jws()?;
    let claims = jws.claims.as_ref()?;
    let said = facts.stated(Reason::TimeClaim);
    let broken = ["exp", "nbf", "iat"].into_iter().find_map(|name| {
        let value = claims.get(name)?;
        let wrong = !value.is_number() || claims.time(name).is_some_and(|d| d.form == DateForm::Absurd);
        wrong.then(|| (name, value.to_string()))
    });
    let (finding, what, claim) = match (&said, broken) {
        (Some(_), Some((name, value))) => {
            (Finding::certain().seen(), format!("`{name}` is {value}"), Some(Evidence::claim(name, value)))
        }
        (Some(_), None) if claims.get("exp").is_none() => {
            (Finding::certain().seen(), "`exp` is missing".to_owned(), None)
        }
        (Some(_), None) => (Finding::likely(), "the server does not take its times".to_owned(), None),
        (None, Some((name, value))) if facts.status() == 401 && !facts.states_any() => {
            (Finding::likely().seen(), format!("`{name}` is {value}"), Some(Evidence::claim(name, value)))
        }
        _ => return None,
    };
    let what = what.replace('`', "");
    Some(finding.maybe(claim).maybe(said).because(facts.status_evidence()).value("what", what))
}
