use crate::facts::roles::is_session_name;
use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when a request that was refused for want of credentials (RFC 9110 §15.5.2) shows nothing
/// that tells who asks.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 422, 500]) || facts.row().is_preflight {
        return None;
    }
    let said = facts
        .stated(Reason::Missing)
        .or_else(|| whole_word(facts))
        .or_else(|| by_field(facts))
        .or_else(|| by_challenge(facts));
    // A token in the URL, where the server looks for a header and says that it found nothing.
    let unread_url = || {
        let bare = facts.challenges().next().is_none() && said.as_ref().is_some_and(|s| speaks_of_token(&s.quote));
        let bearer = said.is_some() && facts.challenges().any(|c| c.is("Bearer") && c.param("error").is_none());
        // "Missing Authorization header" says where the server looks.
        let named = said.as_ref().is_some_and(|s| s.quote.to_ascii_lowercase().contains("authorization header"));
        (bare || bearer || named) && facts.api_key() == Some(Source::Url)
    };
    let other = facts.authorization().is_some_and(|v| !v.trim().is_empty()) || (facts.carries_key() && !unread_url());
    // Some servers look for a session first and would say the same of a key that was refused.
    if (facts.status() != 401 && said.is_none()) || other || facts.presents_secret() {
        return None;
    }
    let windows_only =
        facts.challenges().next().is_some() && facts.challenges().all(|c| c.is("NTLM") || c.is("Negotiate"));
    // Nothing that the request shows is expired or revoked: what the server speaks of is hidden.
    let hidden = facts.exchange().sanitised && facts.hides_identity();
    let refused = || {
        facts.states_any()
            || (hidden && facts.challenges().any(|c| c.param("error").is_some_and(|e| e != "invalid_request")))
    };
    if windows_only || (said.is_none() && refused()) {
        return None;
    }
    let wants_token = facts.challenges().any(|c| c.is("Bearer") && (c.param("error").is_none() || said.is_some()))
        || said.as_ref().is_some_and(|s| speaks_of_token(&s.quote));
    let cookies = !facts.identity_cookies().is_empty();
    let visitor = cookies && !wants_token && is_visitor(facts, said.is_some());
    if cookies && !wants_token && !visitor {
        return None;
    }
    // What was sent in the body is not known: it may have been a sign-in.
    let unread = facts.request().body.is_none() && facts.sent("content-length").is_some_and(|l| l.trim() != "0");
    let doubt = cookies
        || facts.carries_key()
        || unread
        || facts.exchange().sanitised
        || !wants_token
        || facts.may_hide_credentials()
        || !facts.shows_request_headers()
        || facts.redirected_from().is_some()
        || facts.answerer_knows_cookies();
    let finding = match doubt {
        true if hidden && !wants_token && said.is_none() => Finding::possible(),
        true => Finding::likely(),
        false => Finding::certain(),
    };
    let finding = finding.seen().because(facts.status_evidence());
    let shown = if hidden { "not in the recording" } else { "not sent" };
    let finding = finding.quote(Source::RequestHeader("Authorization".into()), shown);
    let challenge = facts.header("www-authenticate").map(|v| Evidence::response_header("WWW-Authenticate", v));
    if visitor {
        let finding = finding.maybe(said.or(challenge)).variant("visitor");
        return Some(finding.over("session-cookie-rejected").over("credential-rejected-unspecified"));
    }
    // A GraphQL answer with status 401 says no more than that.
    let finding = if facts.status() == 401 && !cookies && (!hidden || said.is_some()) {
        finding.over("graphql-unauthenticated")
    } else {
        finding
    };
    Some(finding.maybe(said.or(challenge)).variant(if hidden {
        "hidden"
    } else {
        variant(facts, cookies, wants_token)
    }))
}

fn variant(facts: Facts, cookies: bool, wants_token: bool) -> &'static str {
    if facts.may_hide_credentials() {
        "password"
    } else if cookies {
        "cookies-only"
    } else if wants_token {
        "token"
    } else if facts.sent("sec-fetch-site") == Some("cross-site") && facts.sent("sec-fetch-mode") != Some("navigate") {
        "session-other-site"
    } else {
        "session"
    }
}

fn speaks_of_token(quote: &str) -> bool {
    let quote = quote.to_ascii_lowercase();
    ["authorization", "token", "jwt", "bearer"].iter().any(|word| quote.contains(word))
}

/// A 400 whose only message is the name of status 401, as JSON-RPC servers give it.
fn whole_word(facts: Facts) -> Option<Evidence> {
    let text = ["error.message", "message", "error"]
        .iter()
        .find_map(|path| facts.member_text(path))
        .filter(|_| facts.status() == 400)?;
    let word = text.trim().trim_end_matches('.');
    let named = ["unauthorized", "unauthenticated"].iter().any(|w| word.eq_ignore_ascii_case(w));
    named.then(|| Evidence::new(Source::ResponseBody, text))
}

/// A check of the fields that names the header or the cookie of sign-in.
fn by_field(facts: Facts) -> Option<Evidence> {
    let header = facts.missing_field("header").filter(|(name, _)| name.eq_ignore_ascii_case("authorization"));
    let cookie = || {
        facts
            .missing_field("cookie")
            .filter(|(name, _)| is_session_name(name) || name.to_ascii_lowercase().contains("token"))
    };
    Some(header.or_else(cookie)?.1)
}

/// The error of a challenge that speaks of a sign-in that is not there: `Cookie error="login_required"`.
fn by_challenge(facts: Facts) -> Option<Evidence> {
    const NOTHING_CAME: &[&str] = &[
        "required", "needed", "missing", "absent", "no_", "not_logged", "not_signed", "not_auth", "unauth", "anonymous",
    ];
    let tells = |error: &str| NOTHING_CAME.iter().any(|word| error.to_ascii_lowercase().contains(word));
    facts.challenges().find(|c| c.param("error").is_some_and(tells))?;
    facts.header_evidence("www-authenticate")
}

/// Whether all cookies that could tell who asks were given to this visitor by a page or file in this
/// recording, and neither a sign-in nor a call that worked with them lies between. Many frameworks
/// start a session for everybody (`PHPSESSID`, `JSESSIONID`, `connect.sid`).
/// Where the answer says that nobody is signed in, a call may have given them too.
fn is_visitor(facts: Facts, said: bool) -> bool {
    let here = || facts.earlier().take(REACH).filter(|f| facts.same_origin(*f));
    let given = |name: &str, value: &str| {
        here().any(|f| {
            let page = f.method() == "GET" && f.status() == 200 && (!f.is_api_call() || said && is_open(f));
            page && f.url().query_value("code").is_none()
                && f.set_cookies().any(|(cookie, _)| cookie.name == name && cookie.value == value)
        })
    };
    facts.status() == 401
        && facts.identity_cookies().iter().all(|(name, value)| given(name, value))
        && !here().any(|f| f.is_login() || (f.is_api_call() && f.succeeded() && f.session_cookie().is_some()))
}

/// How far back the recording is searched for the answer that gave out a cookie.
const REACH: usize = 200;

/// Whether a call asked for data and had nothing that tells who asks: no exchange of codes or tokens.
fn is_open(facts: Facts) -> bool {
    let words = facts.row().path_words();
    let sign_in = ["auth", "callback", "sso", "token", "session", "login", "signin", "oauth", "guest"];
    !facts.carries_identity() && !words.iter().any(|w| sign_in.iter().any(|s| w.contains(s)))
}
