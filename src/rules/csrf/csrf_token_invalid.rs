use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// What frameworks say of a token that does not fit, whatever was sent.
const SAID: &[(&str, &[&str])] = &[
    ("cut", &["has incorrect length", "has invalid characters", "malformed csrf", "csrf token is malformed"]),
    ("old", &["csrf token has expired", "csrf token expired", "expired csrf token"]),
    (
        "other-session",
        &[
            "csrf double submit tokens do not match", "csrf tokens do not match",
            "meant for a different claims-based user", "antiforgery token could not be decrypted",
            "antiforgery cookie token and request token do not match", "xsrf cookie does not match",
            "does not match csrf session value", "csrf token from the", "csrf token from post", "csrf token incorrect",
            "x-csrf-token request header is invalid",
        ],
    ),
];
/// What they say of wrong and of absent tokens alike.
const EITHER: &[&str] = &[
    "csrf token missing or incorrect", "csrf verification failed", "ebadcsrftoken", "invalid csrf token",
    "csrf token invalid", "csrf token is invalid", "csrf token from either", "csrf token mismatch",
    "csrf token validation failed", "csrf token check failed", "fst_csrf_invalid_token",
    "invalid csrf (cross site request forgery) token", "e_bad_csrf_token",
];

/// Fires when a CSRF token was sent and the server says that it does not fit.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 422, 500]) || !facts.is_unsafe() {
        return None;
    }
    let sent = facts.csrf_sent_evidence();
    if let Some((variant, said)) =
        SAID.iter().find_map(|(variant, phrases)| facts.says(phrases).map(|said| (*variant, said)))
    {
        return Some(Finding::certain().because(said).maybe(sent).variant(variant));
    }
    let Some(said) = facts.says(EITHER) else { return without_words(facts) };
    // Django's page hides the reason: another check may have failed.
    let page = facts.says_in_body(&["csrf verification failed"]).is_some();
    let (_, token) = facts.csrf_sent()?;
    let double = facts.csrf_cookie().is_some_and(|(_, cookie)| cookie == token);
    if page && double {
        return None;
    }
    let finding = if page { Finding::likely() } else { Finding::certain() };
    Some(finding.because(said).maybe(sent).variant("other-session"))
}

/// A 403 without a word, where a token and its cookie came: the check is one possibility.
fn without_words(facts: Facts) -> Option<Finding> {
    let (name, cookie) = facts.csrf_cookie()?;
    let (_, token) = facts.csrf_sent()?;
    if facts.status() != 403 || token == cookie || facts.authorization().is_some() || !facts.refuses_without_words() {
        return None;
    }
    let cookie = Evidence::request_header("Cookie", format!("{name}=…"));
    let finding = Finding::possible().shape().maybe(facts.csrf_sent_evidence()).because(cookie);
    Some(finding.because(facts.status_evidence()).variant("other-session"))
}
