use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};
use crate::token;

/// Fires when the renewal carries an access token instead of the refresh token.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const SAID: &[&str] = &[
        "only refresh tokens are allowed", "only refresh tokens can", "refresh token required", "not a refresh token",
        "expected refresh token",
    ];
    if !facts.status_in(&[400, 401, 403, 422]) {
        return None;
    }
    let said = facts.says(SAID);
    if said.is_none() && !facts.is_refresh() {
        return None;
    }
    if let Some(used) = used_as_access_token(facts) {
        let secret = Evidence::secret(Source::RequestBody, facts.refresh_token().unwrap_or_default());
        let finding = Finding::likely().seen().because(secret).because(used.answers()).because(facts.status_evidence());
        return Some(
            finding
                .over("refresh-token-sent")
                .over("refresh-token-invalid")
                .over("id-token-sent")
                .over("refresh-token-reuse"),
        );
    }
    let presented = facts.refresh_token().map(|t| token::read(&t).0).and_then(|t| t.jws().cloned());
    let claims = facts.jws().cloned().or(presented).and_then(|j| j.claims);
    let kind = claims.as_ref().and_then(|c| {
        ["typ", "token_type", "type", "token_use"].into_iter().find_map(|n| {
            Some((n, c.text(n)?)).filter(|(_, v)| v.to_ascii_lowercase().starts_with("access") || *v == "Bearer")
        })
    });
    // "Refresh token required": nothing came at all.
    let carried = facts.may_carry_identity() || facts.refresh_token().is_some();
    if kind.is_none() && !carried {
        return None;
    }
    let wrong = facts.stated(Reason::Kind);
    let finding = match (&said, kind) {
        (Some(_), _) => Finding::certain(),
        (None, Some(_)) if wrong.is_some() => Finding::certain(),
        (None, Some(_)) if !facts.states_other(&[Reason::Kind]) => Finding::likely(),
        _ => return None,
    };
    let finding = if kind.is_some() { finding.seen() } else { finding };
    let finding =
        finding.maybe(kind.map(|(n, v)| Evidence::claim(n, v))).maybe(said.or(wrong)).because(facts.status_evidence());
    Some(finding.over("refresh-token-sent").over("refresh-token-invalid").over("id-token-sent"))
}

/// An earlier call that carried as access token what now stands where the refresh token belongs.
fn used_as_access_token(facts: Facts<'_>) -> Option<Facts<'_>> {
    let presented = facts.refresh_token().filter(|t| facts.token_text() != Some(t))?;
    let mut earlier = facts.earlier().take(300);
    earlier.find(|f| {
        let given = ["access_token", "accessToken", "access"].iter().any(|m| f.member_text(m) == Some(&presented));
        !f.is_refresh() && (f.token_text() == Some(&presented) || given)
    })
}
