use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

const SAID: &[&str] = &[
    "invalid session", "session is invalid", "session invalid", "session not found", "session does not exist",
    "unknown session", "session id is invalid", "invalid sid", "bad session", "no such session",
    "session could not be found", "session cookie is invalid", "invalid cookie", "cookie is invalid",
    "invalid_session", "session_not_found", "sessionnotfound", "session_invalid", "bad cookie", "cookie signature",
];

/// Fires when a session cookie came and the server does not know its session, or gives no reason.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403, 440])
        || facts.authorization().is_some()
        || facts.is_login()
        || facts.row().is_preflight
    {
        return None;
    }
    let (name, value) = facts.session_cookie()?;
    let cookie = Evidence::secret(Source::RequestHeader("Cookie".into()), format!("{name}={value}"));
    if let Some(said) = facts.says(SAID) {
        return Some(Finding::certain().because(said).because(cookie).value("cookie", name));
    }
    // A 403 speaks of rights; a stated reason and a CSRF check are other causes.
    let other = facts.states_any()
        || facts.csrf_refusal().is_some()
        || facts.challenges().any(|c| c.is("Bearer") && c.param("error").is_some());
    if (facts.status() == 403 && facts.stated(Reason::Missing).is_none()) || other {
        return None;
    }
    let finding = Finding::possible().shape().because(facts.status_evidence()).because(cookie).value("cookie", name);
    Some(finding.maybe(facts.stated(Reason::Missing)))
}
