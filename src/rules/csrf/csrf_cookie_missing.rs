use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

const SAID: &[(&str, &[&str])] = &[
    ("django", &["csrf cookie not set", "requires a csrf cookie when submitting forms"]),
    ("aspnet", &["required anti-forgery cookie", "required antiforgery cookie"]),
    ("spring", &["csrf token because your session was not found", "csrf token because no token was found to compare"]),
    ("flask-wtf", &["csrf session token is missing"]),
    (
        "other",
        &[
            "missing csrf token cookie", "missing csrf secret", "fst_csrf_missing_secret", "csrf cookie is missing",
            "missing csrf cookie", "csrf cookie missing",
        ],
    ),
];

/// Fires when the server says that the cookie of its CSRF check did not come.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 419, 422, 500]) || !facts.is_unsafe() {
        return None;
    }
    let absent = || Evidence::request_header("Cookie", "no CSRF cookie");
    if let Some((variant, said)) =
        SAID.iter().find_map(|(variant, phrases)| facts.says(phrases).map(|said| (*variant, said)))
    {
        // A session cookie came, and the server does not know it: that is no missing cookie.
        let strange = said.quote.contains("session was not found") && facts.session_cookie().is_some();
        let finding = if strange { Finding::likely() } else { Finding::certain() };
        return Some(finding.because(said).maybe(facts.csrf_cookie().is_none().then(absent)).variant(variant));
    }
    if let Some(found) = left_at_home(facts) {
        return Some(found);
    }
    // Django's page without its reason: no cookie and no other check that could have failed first.
    let said = facts.says_in_body(&["csrf verification failed"]).filter(|_| facts.csrf_cookie().is_none())?;
    let own = facts.sent("origin").is_none_or(|origin| origin == facts.url().origin());
    own.then(|| Finding::likely().because(absent()).because(said).variant("django"))
}

/// A token was sent and no cookie at all, although the answer that gave the token out set one.
fn left_at_home(facts: Facts) -> Option<Finding> {
    facts.csrf_refusal()?;
    if facts.sent("cookie").is_some() || !facts.shows_request_headers() {
        return None;
    }
    let (_, token) = facts.csrf_sent()?;
    let gave = facts.earlier().take(200).find(|f| facts.same_origin(*f) && f.body().contains(&token))?;
    gave.response().headers.has("set-cookie").then(|| {
        let finding = Finding::likely().seen().quote(Source::RequestHeader("Cookie".into()), "not sent");
        let finding = finding.because(gave.answers()).maybe(facts.csrf_refusal()).variant("other");
        finding.over("csrf-token-invalid").over("csrf-check-failed").over("csrf-token-rotated")
    })
}
