use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};
use crate::token;

/// Fires when the renewal carries an access token instead of the refresh token.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const SAID: &[&str] = &["only refresh tokens are allowed", "only refresh tokens can", "refresh token required", "not a refresh token", "expected refresh token"];
    if !facts.status_in(&[400, 401, 403, 422]) {
        return None;
    }
    let said = facts.says(SAID);
    if said.is_none() && !facts.is_refresh() {
        return None;
    }
    let presented = facts.refresh_token().map(|t| token::read(&t).0).and_then(|t| t.jws().cloned());
    let claims = facts.jws().cloned().or(presented).and_then(|j| j.claims);
    let kind = claims.as_ref().and_then(|c| {
        ["typ", "token_type", "type", "token_use"].into_iter().find_map(|n| Some((n, c.text(n)?)).filter(|(_, v)| v.to_ascii_lowercase().starts_with("access") || *v == "Bearer"))
    });
    let wrong = facts.stated(Reason::Kind);
    let finding = match (&said, kind) {
        (Some(_), _) => Finding::certain(),
        (None, Some(_)) if wrong.is_some() => Finding::certain(),
        (None, Some(_)) if !facts.states_other(&[Reason::Kind]) => Finding::likely(),
        _ => return None,
    };
    let finding = if kind.is_some() { finding.seen() } else { finding };
    let finding = finding.maybe(kind.map(|(n, v)| Evidence::claim(n, v))).maybe(said.or(wrong)).because(facts.status_evidence());
    Some(finding.over("refresh-token-sent").over("refresh-token-invalid").over("id-token-sent"))
}
