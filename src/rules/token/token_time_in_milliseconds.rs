use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};
use crate::token::DateForm;

/// Fires when a time of the token counts milliseconds where RFC 7519 §2 wants seconds, and the
/// server refuses the token.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() {
        return None;
    }
    let claims = facts.jws()?.claims.as_ref()?;
    let wrong = |name: &'static str| claims.time(name).filter(|d| d.form == DateForm::Milliseconds).map(|d| (name, d));
    let (name, _) = ["nbf", "iat", "exp"].into_iter().find_map(wrong)?;
    let time_said = [Reason::NotYetValid, Reason::TimeClaim, Reason::Expired, Reason::TooLong]
        .into_iter()
        .find_map(|r| facts.stated(r));
    let own = [Reason::NotYetValid, Reason::TimeClaim, Reason::Expired, Reason::TooLong];
    if facts.states_other(&own) && time_said.is_none() {
        return None;
    }
    let finding = match (name, &time_said) {
        (_, Some(_)) => Finding::certain(),
        ("nbf", None) if facts.status() == 401 => Finding::certain(),
        // A far `exp` or `iat` alone is taken by many servers.
        _ if facts.status() == 401 => Finding::likely(),
        _ => Finding::possible(),
    };
    let number = claims.get(name).map_or_else(String::new, |v| v.to_string());
    Some(
        finding
            .seen()
            .because(Evidence::claim(name, number.clone()))
            .maybe(time_said)
            .because(facts.status_evidence())
            .value("claim", name)
            .value("number", number.trim_matches('"'))
            .over("token-not-yet-valid")
            .over("token-time-claim-invalid"),
    )
}
