use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when a server that compares the auth-scheme letter by letter, against RFC 9110 §11.1, got
/// it in another spelling.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const SPELLINGS: &[&str] = &["Bearer", "Basic", "Token", "JWT", "DPoP"];
    if !facts.status_in(&[400, 401, 403, 422]) {
        return None;
    }
    let (scheme, rest) = facts.authorization_parts()?;
    let usual = SPELLINGS.iter().find(|s| s.eq_ignore_ascii_case(scheme) && **s != scheme)?;
    let read =
        [Reason::Malformed, Reason::InvalidToken, Reason::Inactive].into_iter().any(|r| facts.stated(r).is_some());
    if rest.is_empty() || facts.states_any() || read {
        return None;
    }
    let said = facts.stated(Reason::HeaderFormat).or_else(|| facts.stated(Reason::Missing));
    let bare = facts.challenge(usual).is_some_and(|c| c.param("error").is_none());
    let finding = match (&said, bare) {
        (Some(_), _) => Finding::likely().seen(),
        (None, true) => Finding::likely().shape(),
        (None, false) if facts.status() == 401 => Finding::possible().shape(),
        _ => return None,
    };
    Some(
        finding
            .because(Evidence::new(Source::RequestHeader("Authorization".into()), format!("{scheme} …")))
            .maybe(said)
            .maybe(facts.header_evidence("www-authenticate"))
            .value("sent", scheme)
            .value("usual", usual),
    )
}
