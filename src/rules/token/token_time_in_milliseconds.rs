use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};
use crate::token::DateForm;

/// Fires when a time of the token counts milliseconds where RFC 7519 §2 wants seconds, and the
/// server refuses the token.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() {
        return None;
    }
    let Some(claims) = facts.jws().and_then(|jws| jws.claims.as_ref()) else { return told(facts) };
    let wrong = |name: &'static str| claims.time(name).filter(|d| d.form == DateForm::Milliseconds).map(|d| (name, d));
    let Some((name, _)) = ["nbf", "iat", "exp"].into_iter().find_map(wrong) else { return told(facts) };
    let time_said = [Reason::Milliseconds, Reason::NotYetValid, Reason::TimeClaim, Reason::Expired, Reason::TooLong]
        .into_iter()
        .find_map(|r| facts.stated(r));
    let own = [Reason::Milliseconds, Reason::NotYetValid, Reason::TimeClaim, Reason::Expired, Reason::TooLong];
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

/// The server says so of a token that the recording does not show, or cannot look into.
fn told(facts: Facts) -> Option<Finding> {
    let said = facts.stated(Reason::Milliseconds)?;
    let words: Vec<_> = said.quote.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let claim = ["nbf", "iat", "exp"].into_iter().find(|name| words.contains(name)).unwrap_or("exp");
    let number = words.iter().find(|word| word.len() == 13 && word.bytes().all(|b| b.is_ascii_digit()));
    let number = number.map_or_else(|| "a number of 13 digits".to_owned(), |number| (*number).to_owned());
    let finding = Finding::likely().because(said).because(facts.status_evidence());
    let finding = finding.value("claim", claim).value("number", number);
    Some(finding.over("token-not-yet-valid").over("token-time-claim-invalid").over("token-lifetime-too-long"))
}
