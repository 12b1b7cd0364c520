//! A sample app with its API on two loopback ports, which refuses requests in the ways Latchkey explains.
//!
//! The API answers as real servers do: it reads the token, compares `exp` with its clock, and names its reason in
//! `WWW-Authenticate`. Two ports make two origins, for preflights.

use crate::http::{Request, Response, serve};
use crate::step::Result;
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const ISSUER: &str = "https://login.example.com/";
const AUDIENCE: &str = "https://api.example.com";

/// A service worker that passes every request on, as those of many apps do.
const WORKER: &str = "addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => event.respondWith(fetch(event.request)));
";

pub struct Sample {
    /// The page, and the API of its own origin.
    pub app: SocketAddr,
    /// The same API as another origin.
    pub other: SocketAddr,
}

impl Sample {
    /// The page that makes no request by itself; its `window.sample.run(name)` makes one.
    pub fn page(&self) -> String {
        format!("http://{}/", self.app)
    }

    /// The page that makes every request once it has loaded.
    pub fn page_running_all(&self) -> String {
        format!("http://{}/?run=all", self.app)
    }
}

/// Starts the app and its API on two free ports.
pub fn start() -> Result<Sample> {
    let other = serve(0, answer)?;
    let app = serve(0, move |request| match request.path.as_str() {
        "/" => page(other),
        "/away" => Response::new(307, "text/plain", "").with("Location", format!("http://{other}/landing")),
        _ => answer(request),
    })?;
    Ok(Sample { app, other })
}

fn page(other: SocketAddr) -> Response {
    let now = SystemTime::now();
    let settings = json!({
        "other": format!("http://{other}"),
        "good": token(now + Duration::from_secs(3600), AUDIENCE, "orders:read"),
        "expired": token(now - Duration::from_secs(12 * 60), AUDIENCE, "orders:read"),
        "elsewhere": token(now + Duration::from_secs(3600), "https://billing.example.com", "orders:read"),
    });
    let html = include_str!("sample_server/page.html").replace("/*SETTINGS*/ null", &settings.to_string());
    Response::new(200, "text/html; charset=utf-8", html)
}

fn answer(request: &Request) -> Response {
    match (request.method.as_str(), request.path.as_str()) {
        ("GET", "/health") => ok(),
        ("GET", "/api/orders" | "/api/feed") => guarded(request, "orders:read"),
        ("POST", "/auth/refresh") => {
            let token = token(SystemTime::now() + Duration::from_secs(1800), AUDIENCE, "orders:read");
            let body = json!({ "access_token": token, "token_type": "Bearer", "expires_in": 1800 });
            Response::new(200, "application/json", body.to_string())
        }
        // A partner's API that the page may read, and that wants a token.
        (_, "/landing") => guarded(request, "orders:read").with("Access-Control-Allow-Origin", "*"),
        ("GET", "/api/reports") => guarded(request, "reports:read"),
        ("GET", "/api/two-challenges") => {
            let response = problem(401, "not signed in");
            response
                .with("WWW-Authenticate", r#"Bearer realm="orders""#)
                .with("WWW-Authenticate", r#"DPoP algs="ES256 PS256""#)
        }
        ("POST", "/account/email") => csrf(),
        // Chromium calls it finished only when the page reads its body.
        ("GET", "/api/invoices") => problem(401, "not signed in")
            .with("WWW-Authenticate", r#"Bearer realm="orders""#)
            .with("Cache-Control", "no-store"),
        // A server whose log-in stands before its CORS handling: the preflight itself is refused.
        (_, "/cross/preflight") if request.header("authorization").is_none() => {
            problem(401, "not signed in").with("WWW-Authenticate", r#"Bearer realm="orders""#)
        }
        // A refusal without CORS headers: the page cannot read it.
        ("GET", "/cross/hidden") => problem(401, "not signed in").with("WWW-Authenticate", r#"Bearer realm="orders""#),
        ("GET", "/worker.js") => Response::new(200, "text/javascript", WORKER),
        (_, path) if path.starts_with("/burst/") => burst(path),
        (_, path) if path.starts_with("/once/") => once(request),
        _ => problem(404, "no such resource"),
    }
}

/// A refusal the first time, and a good answer ever after: as if somebody had mended the server.
fn once(request: &Request) -> Response {
    static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    let key = format!("{} {}", request.method, request.path);
    if seen.contains(&key) {
        return ok();
    }
    seen.push(key);
    problem(403, "not allowed")
}

/// One of many answers: a good one, a refusal whose cause is in its headers, and one whose cause is in its body.
fn burst(path: &str) -> Response {
    match path.trim_start_matches("/burst/").parse::<u32>().map(|number| number % 4) {
        Ok(0) => csrf(),
        Ok(1) => problem(401, "not signed in").with("WWW-Authenticate", r#"Bearer realm="orders""#),
        _ => ok(),
    }
}

/// What an OAuth 2.0 resource server does (RFC 6750, section 3).
fn guarded(request: &Request, scope: &str) -> Response {
    let refuse = |status, error: &str, words: &str, more: &str| {
        let challenge = format!(r#"Bearer realm="orders", error="{error}", error_description="{words}"{more}"#);
        problem(status, words).with("WWW-Authenticate", challenge)
    };
    let Some(credentials) = request.header("authorization") else {
        return problem(401, "not signed in").with("WWW-Authenticate", r#"Bearer realm="orders""#);
    };
    let Some(claims) = credentials.strip_prefix("Bearer ").and_then(claims) else {
        return refuse(401, "invalid_token", "The access token is malformed", "");
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    if claims.get("exp").and_then(Value::as_u64).is_none_or(|exp| exp <= now) {
        return refuse(401, "invalid_token", "The access token expired", "");
    }
    if claims.get("aud") != Some(&json!(AUDIENCE)) {
        return refuse(401, "invalid_token", "The aud claim is not valid", "");
    }
    let granted = claims.get("scope").and_then(Value::as_str).unwrap_or_default();
    if !granted.split(' ').any(|one| one == scope) {
        return refuse(403, "insufficient_scope", "The access token lacks a scope", &format!(r#", scope="{scope}""#));
    }
    ok()
}

/// Django's answer with DEBUG on, shortened to the lines that carry its words.
fn csrf() -> Response {
    let html = "<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>403 Forbidden</title></head>\n<body>\n\
        <h1>Forbidden <span>(403)</span></h1>\n<p>CSRF verification failed. Request aborted.</p>\n\
        <h2>Help</h2>\n<p>Reason given for failure:</p>\n<pre>\n    CSRF token missing.\n</pre>\n</body>\n</html>\n";
    Response::new(403, "text/html; charset=utf-8", html)
}

fn ok() -> Response {
    Response::new(200, "application/json", r#"{"orders":[]}"#)
}

fn problem(status: u16, words: &str) -> Response {
    Response::new(status, "application/json", json!({ "message": words }).to_string())
}

/// A JWT whose signature nobody can check, for nobody here has a key; it is as long as one of RS256 (RFC 7518, section 3.3).
fn token(expires: SystemTime, audience: &str, scope: &str) -> String {
    let exp = expires.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let header = json!({ "alg": "RS256", "typ": "JWT", "kid": "sample" });
    let claims = json!({ "iss": ISSUER, "sub": "u-1042", "aud": audience, "scope": scope, "iat": exp.saturating_sub(3600), "exp": exp });
    let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
    format!("{}.{}.{}", part(&header), part(&claims), BASE64_URL_SAFE_NO_PAD.encode([0x5a; 256]))
}

fn claims(token: &str) -> Option<Value> {
    let payload = token.split('.').nth(1)?;
    serde_json::from_slice(&BASE64_URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::http::ask;

    fn get(path: &str, authorization: &str) -> String {
        let address = start().unwrap().app;
        let line = if authorization.is_empty() { String::new() } else { format!("Authorization: {authorization}\r\n") };
        ask(address, &format!("GET {path} HTTP/1.1\r\n{line}\r\n"))
    }

    fn bearer(minutes: i64, audience: &str) -> String {
        let now = SystemTime::now();
        let shift = Duration::from_secs(minutes.unsigned_abs() * 60);
        format!("Bearer {}", token(if minutes < 0 { now - shift } else { now + shift }, audience, "orders:read"))
    }

    #[test]
    fn it_judges_tokens_as_a_resource_server_does() {
        assert!(get("/api/orders", &bearer(5, AUDIENCE)).starts_with("HTTP/1.1 200 "));
        let expired = get("/api/orders", &bearer(-5, AUDIENCE));
        assert!(
            expired.starts_with("HTTP/1.1 401 ")
                && expired.contains(r#"error="invalid_token", error_description="The access token expired""#)
        );
        assert!(get("/api/orders", &bearer(5, "x")).contains("The aud claim is not valid"));
        let scope = get("/api/reports", &bearer(5, AUDIENCE));
        assert!(
            scope.starts_with("HTTP/1.1 403 ")
                && scope.contains(r#"error="insufficient_scope""#)
                && scope.contains(r#"scope="reports:read""#)
        );
        let none = get("/api/orders", "");
        assert!(none.starts_with("HTTP/1.1 401 ") && !none.contains("error="), "{none}");
        assert!(get("/api/orders", "Bearer undefined").contains("malformed"));
        assert!(get("/api/orders/undefined", "").starts_with("HTTP/1.1 404 "));
    }

    #[test]
    fn a_token_is_renewed_and_a_redirect_leads_away() {
        let renewed = ask(start().unwrap().app, "POST /auth/refresh HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
        assert!(renewed.starts_with("HTTP/1.1 200 ") && renewed.contains("access_token"), "{renewed}");
        let away = get("/away", "");
        assert!(away.starts_with("HTTP/1.1 307 ") && away.contains("/landing"), "{away}");
        assert!(get("/landing", "").starts_with("HTTP/1.1 401 "));
    }

    #[test]
    fn two_challenges_come_in_two_lines() {
        assert_eq!(get("/api/two-challenges", "").matches("WWW-Authenticate: ").count(), 2);
    }

    #[test]
    fn the_preflight_is_refused_without_cors_headers() {
        let answer =
            ask(start().unwrap().other, "OPTIONS /cross/preflight HTTP/1.1\r\nOrigin: http://a.example\r\n\r\n");
        assert!(
            answer.starts_with("HTTP/1.1 401 ") && !answer.to_ascii_lowercase().contains("access-control"),
            "{answer}"
        );
    }

    #[test]
    fn a_burst_holds_refusals_and_good_answers() {
        let status = |number: u32| get(&format!("/burst/{number}"), "").chars().skip(9).take(3).collect::<String>();
        assert_eq!([0, 1, 2, 3, 4].map(status), ["403", "401", "200", "200", "403"]);
    }

    #[test]
    fn the_page_carries_its_settings() {
        let page = get("/", "");
        assert!(page.contains("\"expired\":\"ey") && !page.contains("/*SETTINGS*/"), "{page}");
    }
}
