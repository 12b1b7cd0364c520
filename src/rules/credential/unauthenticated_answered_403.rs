use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when a request without any identity is refused with 403, where 401 would say what is
/// missing (RFC 9110 §15.5.2).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const ANONYMOUS: &[&str] = &[
        "system:anonymous", "anonymous caller", "user \"anonymous\"", "anonymous users", "unauthenticated",
        "as an anonymous user", "anonymous access",
    ];
    if facts.status() != 403
        || facts.row().is_preflight
        || facts.authorization().is_some()
        || facts.carries_key()
        || facts.presents_secret()
    {
        return None;
    }
    // AWS says this of routes that do not exist.
    if facts.says(&["missing authentication token", "csrf", "xsrf"]).is_some() {
        return None;
    }
    let cookies = !facts.identity_cookies().is_empty();
    let said = facts.says(ANONYMOUS).or_else(|| facts.stated(Reason::Missing));
    let none = Evidence::new(Source::RequestHeader("Authorization".into()), "not sent");
    if let Some(said) = said {
        // With a cookie it is the session that the server did not accept.
        if cookies {
            return None;
        }
        // A session or a sheet to sign may be another thing than a sign-in.
        const PLAIN: &[&str] = &[
            "authenticat", "anonymous", "credential", "logged in", "log in", "signed in", "please sign in",
            "must sign in", "login", "token",
        ];
        let quote = said.quote.to_ascii_lowercase();
        let sure = (!facts.states_loosely(Reason::Missing) || PLAIN.iter().any(|word| quote.contains(word)))
            && facts.shows_request_headers()
            && !facts.exchange().sanitised
            && !facts.answerer_knows_cookies()
            && facts.redirected_from().is_none();
        let finding = if sure { Finding::certain() } else { Finding::likely() };
        return Some(finding.because(said).because(none).because(facts.status_evidence()));
    }
    // Nothing came, and a challenge asks for it, or the same call works for one who is known.
    let asked =
        || facts.challenges().any(|c| c.param("error").is_none() && ["Bearer", "Token", "JWT"].iter().any(|s| c.is(s)));
    let known = || {
        let mut of_route = facts.same_route_before().chain(facts.same_route_after());
        of_route
            .find(|f| f.succeeded() && f.method() == facts.method() && f.same_url(facts) && f.authorization().is_some())
    };
    if !cookies && facts.refuses_without_words() && !facts.may_hide_credentials() {
        let finding = Finding::likely().shape().because(none.clone()).because(facts.status_evidence());
        if asked() {
            return Some(finding.maybe(facts.header_evidence("www-authenticate")));
        }
        if let Some(known) = known() {
            return Some(finding.because(known.answers()));
        }
    }
    // Spring Security's answer to strangers: no body, or Boot's default JSON, and its own headers.
    let spring = facts.header("x-content-type-options").is_some()
        && facts.header("x-frame-options").is_some()
        && facts.header("expires").is_some_and(|e| e.trim() == "0")
        && (facts.body().trim().is_empty() || facts.member("timestamp").is_some());
    let asks = matches!(facts.method(), "GET" | "HEAD");
    if !spring || cookies {
        return None;
    }
    let finding = if asks { Finding::likely().shape() } else { Finding::possible().shape() };
    Some(finding.because(facts.status_evidence()).because(none).maybe(facts.header_evidence("x-frame-options")))
}
