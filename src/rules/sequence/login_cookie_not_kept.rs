use crate::facts::Facts;
use crate::facts::roles::is_session_name;
use crate::finding::{Evidence, Finding, Source};
use crate::http::cookie::jar::Outcome;

/// Fires when the cookie of a sign-in never came back, and no rule of cookies says why.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let all = facts.lost_cookies();
    let kept = all.iter().find(|l| !l.was_sent && matches!(l.outcome, Outcome::Sent | Outcome::Unknown(_)));
    let Some(lost) = kept else { return born_expired(facts).or_else(|| never_set(facts)) };
    let login = facts.history().get(lost.set_by).map(|row| facts.at(row)).filter(|f| f.is_login())?;
    // Across origins the call may have left its cookies behind on purpose.
    let own = facts.is_cross_origin() != Some(true) && login.is_cross_origin() != Some(true);
    let finding = if own { Finding::likely().shape().over("credentials-missing") } else { Finding::possible().shape() };
    Some(
        finding
            .because(lost.evidence())
            .quote(Source::RequestHeader("Cookie".into()), format!("{} not sent", lost.cookie.name))
            .because(facts.status_evidence())
            .value("cookie", &lost.cookie.name)
            .variant("not-kept"),
    )
}

/// The sign-in worked, and its answer holds nothing by which the next call could be known again.
fn never_set(facts: Facts) -> Option<Finding> {
    if facts.status() != 401
        || facts.is_login()
        || facts.may_carry_identity()
        || !facts.shows_request_headers()
        || facts.challenges().next().is_some()
    {
        return None;
    }
    let here = |f: &Facts| facts.same_origin(*f);
    let login = facts.earlier().take(50).filter(here).find(|f| f.is_login() || f.is_logout())?;
    let body = login.response().body.as_ref().filter(|body| !body.cut)?;
    let sets_none = !facts.earlier().take(300).filter(here).any(|f| f.response().headers.has("set-cookie"));
    let signed_in = login.is_login() && login.succeeded() && login.method() == "POST" && !login.exchange().sanitised;
    // A member of the answer may hold a token of any look, or ask for a second factor.
    let object = body.text.trim_start().starts_with('{') && body.text.len() < 300;
    let more = ["token", "jwt", "key", "session", "mfa", "otp", "code", "factor", "error", "challenge", "access"];
    let says = body.text.to_ascii_lowercase();
    if !signed_in || !sets_none || !object || login.issued_token().is_some() || more.iter().any(|w| says.contains(w)) {
        return None;
    }
    let shown = format!("{} {} without Set-Cookie", login.status(), login.url().path());
    let finding = Finding::likely().shape().because(Evidence::exchange(login.id(), shown));
    Some(finding.because(facts.status_evidence()).variant("not-set").over("credentials-missing"))
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
    Some(finding.value("cookie", &cookie.name).variant("not-kept").over("credentials-missing"))
}

/// Whether a cookie without its value was taken away on purpose: empty, or in the words of PHP, Shiro
/// and others.
fn is_taken_away(value: &str) -> bool {
    let value = value.trim_matches('"').to_ascii_lowercase();
    value.len() < 2
        || ["delete", "remove", "expire", "null", "none", "undefined", "invalid"].iter().any(|w| value.starts_with(w))
}
