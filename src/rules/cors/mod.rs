//! The browser's checks of requests across origins.

use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::Evidence;

rules! { "cors":
    preflight_unauthenticated
    preflight_route_missing
    preflight_redirected
    origin_null
    cors_origin_rejected_by_server
    cors_origin_not_allowed
    preflight_header_not_allowed
    preflight_method_not_allowed
    cors_wildcard_with_credentials
    cors_missing_on_error
    cors_headers_missing
    cors_response_cached
    local_network_access_blocked
    challenge_header_not_exposed
}

/// The preflight as evidence: its status, seen from itself or from the request that it stopped.
fn preflight_evidence(facts: Facts, preflight: Facts) -> Evidence {
    if facts.id() == preflight.id() {
        return preflight.status_evidence();
    }
    Evidence::exchange(preflight.id(), format!("OPTIONS {} → {}", preflight.url().path(), preflight.status()))
}

/// Where a server says that it checks the origin itself and refuses it.
fn rejects_origin(facts: Facts) -> Option<Evidence> {
    if !facts.status_in(&[400, 401, 403, 404, 500]) {
        return None;
    }
    facts.says(&[
        "invalid cors request", "not allowed by cors", "cors origin not allowed", "cors: origin", "cors policy",
        "cors not allowed", "cors request rejected", "cors rejected", "origin not allowed", "origin is not allowed",
        "origin is not permitted", "not an allowed origin", "invalid origin", "blocking cross origin api request",
        "cross origin request denied", "cross-origin request blocked", "cross origin requests are not allowed",
    ])
}

/// As [`rejects_origin`], by the parts of a sentence: for a request that crosses origins.
fn refuses_origin_loosely(facts: Facts) -> Option<Evidence> {
    const ORIGIN: Saying = Saying {
        of: &["origin", "origins", "cors"],
        says: &[
            "invalid", "not allowed", "not trusted", "untrusted", "bad", "mismatch", "disallowed", "denied",
            "forbidden", "not whitelisted", "not permitted", "rejected", "missing", "expected", "doesnt match",
            "did not match",
        ],
        never: &["csrf", "xsrf", "forgery", "key", "request base url", "referer"],
    };
    let foreign = facts.sent("origin").is_some_and(|o| o != facts.url().origin());
    (foreign && facts.status_in(&[400, 403])).then(|| facts.tells(&ORIGIN)).flatten()
}

/// Where a library for CORS says why it refuses a preflight: of aiohttp_cors, actix-cors, pekko-http-cors and
/// CORS Filter for Java.
const HEADERS: &[&str] = &[
    "headers are not allowed", "headers requested are not allowed", "cors: invalid headers",
    "unsupported http request header",
];
/// The same, where it is the method.
const METHOD: &[&str] =
    &["request failed: request method '", "requested method is not allowed", "cors: invalid method"];

/// What a refused preflight says by these words, and whether it was heard: Chromium keeps no body of a preflight,
/// but the length of what aiohttp_cors answers tells which of its sentences it was.
fn refusal(preflight: Facts, words: &[&str]) -> Option<(Evidence, bool)> {
    if !preflight.status_in(&[400, 403]) || preflight.allow_origin().is_some() {
        return None;
    }
    if !preflight.body().is_empty() {
        return preflight.says_in_body(words).map(|said| (said, true));
    }
    let length = preflight.header("content-length").filter(|_| preflight.status() == 403)?;
    preflight.header("server").filter(|server| server.contains("aiohttp"))?;
    let origin = preflight.sent("origin")?;
    let method = preflight.sent("access-control-request-method")?;
    let asked = preflight.sent("access-control-request-headers").unwrap_or_default().replace(',', ", ");
    let mut reasons = vec![
        format!("origin '{origin}' is not allowed"),
        format!("request method '{method}' is not allowed for '{origin}' origin"),
    ];
    reasons.extend(asked.split(", ").chain([asked.as_str()]).map(|name| format!("headers are not allowed: {name}")));
    let said = reasons.into_iter().map(|reason| format!("CORS preflight request failed: {reason}"));
    let said =
        said.filter(|said| said.len().to_string() == length).find(|said| words.iter().any(|w| said.contains(w)))?;
    Some((Evidence::response_header("Content-Length", format!("{length}, the length of \"{said}\"")), false))
}

/// Whether a refused preflight went through a CORS check: the answer says that it depends on what
/// the preflight asks, and allows nothing. Spring answers so; the browser gives no body of it.
fn weighed(preflight: Facts) -> bool {
    let vary = |name| preflight.response().headers.lists("vary", name);
    preflight.status() == 403
        && preflight.exchange().is_preflight()
        && vary("origin")
        && vary("access-control-request-method")
        && preflight.allow_origin().is_none()
        && preflight.challenges().next().is_none()
}

/// The error page of Express without a word for CORS, where no answer of this server has one: the package `cors` writes its
/// headers before the app runs, so an error of the app would have them; only what its own check of the origin throws has none.
fn thrown_by_express(answer: Facts) -> Option<Evidence> {
    let page = answer.status() == 500
        && answer.header("x-powered-by") == Some("Express")
        && answer.header("content-type").is_some_and(|kind| kind.starts_with("text/html"))
        && answer.body().is_empty();
    let fits =
        page && answer.is_kept_from_page() && answer.allow_origin().is_none() && answer.shared_answer().is_none();
    fits.then(|| Evidence::response_header("X-Powered-By", "Express"))
}

/// The refusal of Tomcat's CORS filter: of this type, and empty. To a preflight it says the same of methods and headers.
fn refused_by_tomcat(answer: Facts) -> Option<Evidence> {
    let bare = answer.status() == 403
        && answer.header("content-type") == Some("text/plain")
        && answer.header("content-length") == Some("0")
        && answer.allow_origin().is_none();
    let foreign = answer.sent("origin").is_some_and(|o| o != answer.url().origin());
    let fits = bare && foreign && !answer.exchange().is_preflight() && !shares_elsewhere(answer);
    fits.then(|| Evidence::response_header("Content-Length", "0"))
}

/// Whether a storage service refused the preflight: S3 and its kin answer 403 where no CORS rule of
/// the bucket fits, and never ask a preflight to sign in.
fn refused_by_storage(preflight: Facts) -> bool {
    let storage = preflight.signed_url().is_some()
        || preflight.response().headers.iter().any(|h| h.name.to_ascii_lowercase().starts_with("x-amz-"));
    preflight.status() == 403 && storage && preflight.allow_origin().is_none()
}

/// Whether another answer of this server lets the origin of the preflight read it.
fn shares_elsewhere(preflight: Facts) -> bool {
    let origin = preflight.sent("origin");
    preflight
        .shared_answer()
        .is_some_and(|f| f.allow_origin() == Some("*") || (f.allow_origin().is_some() && f.allow_origin() == origin))
}

/// The members of a list header of the answer, in lower case.
fn list(facts: Facts, name: &str) -> Vec<String> {
    facts
        .response()
        .headers
        .all(name)
        .flat_map(|v| v.split(','))
        .map(|v| v.trim().to_ascii_lowercase())
        .filter(|v| !v.is_empty())
        .collect()
}

/// Whether the answer to the preflight allows its origin.
fn reads_origin(preflight: Facts) -> bool {
    preflight.may_read()
}

/// Whether the answer to the preflight allows its origin, method and headers.
fn preflight_lists_all(preflight: Facts) -> bool {
    let method = preflight.sent("access-control-request-method").unwrap_or("GET");
    let methods = preflight
        .response()
        .headers
        .all("access-control-allow-methods")
        .flat_map(|v| v.split(','))
        .any(|m| m.trim() == method || m.trim() == "*");
    let headers = list(preflight, "access-control-allow-headers");
    let asked = preflight.sent("access-control-request-headers").unwrap_or("");
    let lenient = star_covers_authorization(preflight);
    let named = |name: &str| headers.iter().any(|h| h == name || (h == "*" && (lenient || name != "authorization")));
    let all = asked.split(',').map(|n| n.trim().to_ascii_lowercase()).filter(|n| !n.is_empty()).all(|n| named(&n));
    preflight.may_read() && all && (methods || matches!(method, "GET" | "HEAD" | "POST"))
}

/// Whether the browser behind this preflight is Chromium: it takes `*` for `Authorization` too, against the Fetch standard
/// (§4.8). Only its errors begin so.
fn star_covers_authorization(preflight: Facts) -> bool {
    let call = if preflight.row().is_preflight { preflight.preflighted() } else { Some(preflight) };
    call.is_some_and(|f| f.exchange().error.as_deref().is_some_and(|e| e.starts_with("net::")))
}

/// Whether the layer for CORS wrote its other headers and left the origin out: it is not on its list.
fn origin_left_out(facts: Facts) -> bool {
    let others = ["access-control-allow-credentials", "access-control-expose-headers"];
    facts.allow_origin().is_none() && others.iter().any(|name| facts.header(name).is_some())
}
