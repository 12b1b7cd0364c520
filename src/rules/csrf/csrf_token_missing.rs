use serde_json::Value;

use crate::facts::Facts;
use crate::facts::paths::percent_decode;
use crate::facts::roles::is_csrf_name;
use crate::finding::{Evidence, Finding, Source};

/// What frameworks say when no token came.
const MISSING: &[(&str, &[&str])] = &[
    ("flask-wtf", &["the csrf token is missing"]),
    ("tornado", &["'_xsrf' argument missing", "_xsrf&#39; argument missing", "&#x27;_xsrf&#x27; argument missing"]),
    ("drupal", &["x-csrf-token request header is missing"]),
    (
        "spring",
        &["invalid csrf token 'null'", "invalid csrf token &#39;null&#39;", "an expected csrf token cannot be found"],
    ),
    ("gorilla", &["csrf token not found in request"]),
    (
        "aspnet",
        &["antiforgery request token was not provided", "anti-forgery form field", "required antiforgery header value"],
    ),
];
/// What they say when the token is wrong or absent alike.
const EITHER: &[(&str, &[&str])] = &[
    ("django", &["csrf token missing or incorrect", "csrf verification failed"]),
    ("express", &["ebadcsrftoken", "invalid csrf token", "csrf token mismatch", "fst_csrf_invalid_token"]),
    ("plug", &["invalid csrf (cross site request forgery) token"]),
    (
        "other",
        &[
            "e_bad_csrf_token", "invalid or expired csrf token", "csrf token is invalid", "csrf token from either",
            "csrf token validation failed", "csrf token check failed",
        ],
    ),
];

/// Fires when the server's CSRF check found no token: it says so, or it says that the token is
/// invalid and the request carries none.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 422, 500]) || !facts.is_unsafe() {
        return None;
    }
    let cookie = facts.csrf_cookie().map(|(name, _)| Evidence::request_header("Cookie", format!("{name}=…")));
    let absent = || Evidence::new(Source::RequestHeader("X-CSRF-Token".into()), "absent");
    // SAP and other OData services ask for the token in a header of the answer.
    if facts.status() == 403 && facts.header("x-csrf-token").is_some_and(|v| v.eq_ignore_ascii_case("required")) {
        return Some(Finding::certain().maybe(facts.header_evidence("X-CSRF-Token")).variant("sap"));
    }
    if let Some((variant, said)) = said(facts, MISSING) {
        return Some(Finding::certain().because(said).maybe(cookie).variant(variant));
    }
    if let Some((place, token)) = facts.csrf_sent() {
        return unread(facts, place, &token);
    }
    if let Some(said) = facts.says(&["csrf token missing", "missing csrf token"]).filter(|_| !incorrect(facts)) {
        let own = facts
            .cookies()
            .iter()
            .any(|(name, _)| name.starts_with("csrf_access_token") || name.starts_with("csrf_refresh_token"));
        let django =
            facts.cookies().iter().any(|(name, _)| *name == "csrftoken") || facts.says(&["csrf failed"]).is_some();
        let variant = if own {
            "flask-jwt-extended"
        } else if django {
            "django"
        } else {
            "other"
        };
        return Some(Finding::certain().because(said).because(absent()).maybe(cookie).variant(variant));
    }
    if let Some((variant, said)) = said(facts, EITHER) {
        // Django's page hides which check failed: it looks at the cookie before the token.
        let page = facts.says_in_body(&["csrf verification failed"]).is_some() && !incorrect(facts);
        if page && facts.csrf_cookie().is_none() {
            return None;
        }
        let finding = if page || may_hide_token(facts) { Finding::likely() } else { Finding::certain() };
        return Some(finding.because(said).because(absent()).maybe(cookie).variant(variant));
    }
    if facts.authorization().is_none() && facts.status_in(&[401, 403, 422]) && !facts.states_any() {
        if let Some(name) = facts.guarded_cookie() {
            let token = Evidence::request_header("Cookie", format!("{name} holds the claim csrf"));
            return Some(
                Finding::likely()
                    .seen()
                    .because(token)
                    .because(absent())
                    .because(facts.status_evidence())
                    .variant("flask-jwt-extended"),
            );
        }
        // Many refuse without a word: the cookie for the check came, and nothing repeats it.
        if facts.status() == 403 && cookie.is_some() && facts.refuses_without_words() {
            let finding = if may_hide_token(facts) { Finding::possible() } else { Finding::likely() };
            return Some(
                finding.shape().maybe(cookie).because(absent()).because(facts.status_evidence()).variant("other"),
            );
        }
        // The server gave a token out, and nothing brings it back.
        if let Some(given) = handed_out(facts).filter(|_| facts.status() == 403 && facts.refuses_without_words()) {
            let finding = if may_hide_token(facts) { Finding::possible() } else { Finding::likely() };
            let given = Evidence::exchange(given.id(), "this answer gave out a CSRF token");
            let finding = finding.shape().because(given).because(absent()).because(facts.status_evidence());
            return Some(finding.variant("other").over("insufficient-role"));
        }
    }
    // ASP.NET Core refuses with an empty 400.
    let antiforgery = facts.cookies().into_iter().find(|(name, _)| name.starts_with(".AspNetCore.Antiforgery."));
    let (name, _) = antiforgery.filter(|_| facts.status() == 400 && facts.body().trim().is_empty())?;
    Some(
        Finding::likely()
            .shape()
            .because(facts.status_evidence())
            .because(Evidence::request_header("Cookie", format!("{name}=…")))
            .variant("aspnet"),
    )
}

fn said(facts: Facts, table: &[(&'static str, &[&str])]) -> Option<(&'static str, Evidence)> {
    table.iter().find_map(|(variant, phrases)| facts.says(phrases).map(|said| (*variant, said)))
}

fn incorrect(facts: Facts) -> bool {
    facts.says(&["csrf token missing or incorrect"]).is_some()
}

/// The earlier answer of this server that gave out a CSRF token as a member of its body, to one who
/// is signed in.
fn handed_out(facts: Facts<'_>) -> Option<Facts<'_>> {
    if facts.identity_cookies().is_empty() {
        return None;
    }
    let gives = |f: Facts| {
        let members = f.json().and_then(Value::as_object);
        members.is_some_and(|m| m.iter().any(|(n, v)| is_csrf_name(n) && v.as_str().is_some_and(|t| t.len() >= 8)))
    };
    facts.earlier_where(100, &|f| f.succeeded() && f.url().origin() == facts.url().origin() && gives(f))
}

/// Whether a header or member that is not usual for CSRF may carry the token all the same.
fn may_hide_token(facts: Facts) -> bool {
    let header = facts.request().headers.iter().any(|h| {
        let name = h.name.to_ascii_lowercase();
        (name.contains("token") || name.contains("nonce")) && name != "authorization"
    });
    header
        || facts
            .request()
            .body
            .as_ref()
            .is_some_and(|b| crate::facts::find(&b.text, &["token", "nonce", "csrf", "xsrf"]).is_some())
}

/// The token is right: the server gave it out last, and its cookie holds it too. Then it stands where
/// the server does not look. csrf-csrf reads `x-csrf-token` alone unless told otherwise.
fn unread(facts: Facts, place: Source, token: &str) -> Option<Finding> {
    let said = facts.says(&["ebadcsrftoken", "invalid csrf token"])?;
    let own = matches!(&place, Source::RequestHeader(name) if name.eq_ignore_ascii_case("x-csrf-token"));
    let holds = |value: &str| value == token || value.starts_with(token) || percent_decode(value).starts_with(token);
    let cookie = facts.cookies().into_iter().find(|(_, value)| token.len() >= 32 && holds(value)).filter(|_| !own)?;
    // Not since a sign-in: some bind the token to the session of before.
    let changes = |f: Facts| f.is_login() || f.is_logout() || f.succeeded() && f.body().contains(token);
    let given = facts.earlier_where(100, &|f| facts.same_origin(f) && changes(f))?;
    if given.is_login() || given.is_logout() {
        return None;
    }
    let finding = Finding::likely().seen().because(said).because(Evidence::secret(place.clone(), token));
    let finding = finding.because(Evidence::exchange(given.id(), "this answer gave out the same token"));
    let finding = finding.because(Evidence::request_header("Cookie", format!("{}=…", cookie.0)));
    let place = match place {
        Source::RequestHeader(name) => format!("the header {name}"),
        Source::Url => "the address".to_owned(),
        _ => "the body".to_owned(),
    };
    Some(finding.variant("unread").value("place", place).over("csrf-token-invalid").over("csrf-check-failed"))
}
