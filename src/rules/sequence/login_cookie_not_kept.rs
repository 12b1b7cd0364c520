use crate::facts::Facts;
use crate::facts::roles::is_session_name;
use crate::finding::{Evidence, Finding, Source};
use crate::http::cookie::jar::Outcome;

/// Fires when the cookie of a sign-in never came back, and no rule of cookies says why.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let all = facts.lost_cookies();
    let kept = all.iter().find(|l| !l.was_sent && matches!(l.outcome, Outcome::Sent | Outcome::Unknown(_)));
    let Some(lost) = kept else { return born_expired(facts) };
    let login = facts.history().get(lost.set_by).map(|row| facts.at(row)).filter(|f| f.is_login())?;
    // Across origins the call may have left its cookies behind on purpose.
    let own = facts.is_cross_origin() != Some(true) && login.is_cross_origin() != Some(true);
    let finding = if own { Finding::likely().shape().over("credentials-missing") } else { Finding::possible().shape() };
    Some(
        finding
            .because(lost.evidence())
            .quote(Source::RequestHeader("Cookie".into()), format!("{} not sent", lost.cookie.name))
            .because(facts.status_evidence())
            .value("cookie", &lost.cookie.name),
    )
}

/// The sign-in set a cookie that was over when it came: the clock of the server, or a wrong unit.
fn born_expired(facts: Facts) -> Option<Finding> {
    if facts.status() != 401 || facts.is_login() || facts.carries_identity() || !facts.shows_request_headers() {
        return None;
    }
    let here = |f: &Facts| facts.same_origin(*f) && f.succeeded();
    let login =
        facts.earlier().take(300).filter(here).find(|f| f.is_login() || f.is_logout()).filter(|f| f.is_login())?;
    let (cookie, line) = login.set_cookies().find(|(c, _)| {
        let over = c.max_age.is_some_and(|age| age <= 0)
            || (c.max_age.is_none() && c.expires.as_ref().is_some_and(|e| *e <= login.now()));
        over && !is_taken_away(&c.value) && is_session_name(&c.name)
    })?;
    let (before, after) = (line.get(..cookie.value_at.start), line.get(cookie.value_at.end..));
    let shown = format!("Set-Cookie: {}…{}", before.unwrap_or_default(), after.unwrap_or_default());
    let finding =
        Finding::likely().seen().because(Evidence::exchange(login.id(), shown)).because(facts.status_evidence());
    Some(finding.value("cookie", &cookie.name).over("credentials-missing"))
}

/// Whether a cookie without its value was taken away on purpose: empty, or in the words of PHP, Shiro
/// and others.
fn is_taken_away(value: &str) -> bool {
    let value = value.trim_matches('"').to_ascii_lowercase();
    value.len() < 2
        || ["delete", "remove", "expire", "null", "none", "undefined", "invalid"].iter().any(|w| value.starts_with(w))
}
