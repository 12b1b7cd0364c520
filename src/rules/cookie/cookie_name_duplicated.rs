use crate::facts::Facts;
use crate::facts::roles::{is_csrf_name, is_session_name};
use crate::finding::{Evidence, Finding, Source};

/// Fires when a refused request carries two cookies of one name with different values.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 419, 422, 440]) || facts.sent("cookie").is_none() {
        return None;
    }
    let cookies = facts.cookies();
    let csrf = facts.csrf_refusal().is_some();
    let twice = cookies.iter().enumerate().find(|(at, (name, value))| {
        let twice = || cookies.iter().skip(at + 1).any(|(n, v)| n == name && v != value);
        twice() && (is_session_name(name) || csrf && is_csrf_name(name) || set_by_sign_in(facts, name))
    });
    let (_, (name, _)) = twice?;
    // Rights are not a matter of cookies.
    if facts.status() != 401 && !csrf && facts.status() != 440 && facts.status() != 419 {
        return None;
    }
    let both: Vec<_> = cookies.iter().filter(|(n, _)| n == name).map(|(n, v)| format!("{n}={v}")).collect();
    Some(
        Finding::likely()
            .seen()
            .because(Evidence::secret(Source::RequestHeader("Cookie".into()), both.join("; ")))
            .because(facts.status_evidence())
            .value("cookie", name)
            .over("session-cookie-rejected"),
    )
}

/// Whether a sign-in set a cookie of this name, and no name tells which cookie holds the session.
fn set_by_sign_in(facts: Facts, name: &str) -> bool {
    if facts.session_cookie().is_some() || !facts.identity_cookies().iter().any(|(n, _)| *n == name) {
        return false;
    }
    let mut setters = facts.history().cookie_setters(facts.id()).take(300).map(|row| facts.at(row));
    setters.any(|f| f.is_login() && f.succeeded() && f.row().set_cookies().iter().any(|c| c.name == name))
}
