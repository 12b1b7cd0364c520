use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

const SAID: &[(&str, &[&str])] = &[
    ("django", &["csrf cookie not set", "requires a csrf cookie when submitting forms"]),
    ("aspnet", &["required anti-forgery cookie", "required antiforgery cookie"]),
    ("spring", &["csrf token because your session was not found", "csrf token because no token was found to compare"]),
    ("flask-wtf", &["csrf session token is missing"]),
    ("other", &["missing csrf token cookie", "missing csrf secret", "fst_csrf_missing_secret", "csrf cookie is missing", "missing csrf cookie", "csrf cookie missing"]),
];

/// Fires when the server says that the cookie of its CSRF check did not come.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 419, 422, 500]) || !facts.is_unsafe() {
        return None;
    }
    let absent = || Evidence::request_header("Cookie", "no CSRF cookie");
    if let Some((variant, said)) = SAID.iter().find_map(|(variant, phrases)| facts.says(phrases).map(|said| (*variant, said))) {
        return Some(Finding::certain().because(said).maybe(facts.csrf_cookie().is_none().then(absent)).variant(variant));
    }
    // Django's page without its reason: no cookie and no other check that could have failed first.
    let said = facts.says_in_body(&["csrf verification failed"]).filter(|_| facts.csrf_cookie().is_none())?;
    let own = facts.sent("origin").is_none_or(|origin| origin == facts.url().origin());
    own.then(|| Finding::likely().because(absent()).because(said).variant("django"))
}
