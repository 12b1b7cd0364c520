use serde_json::Value;

use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires for the wordless 403 of Spring Security to a changing request without a CSRF token.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 403
        || !facts.is_unsafe()
        || facts.csrf_sent().is_some()
        || !(wordless(facts) && speaks_spring(facts))
    {
        return None;
    }
    // A reading call with the same credentials worked: they are good, so the method is the matter.
    let same = |f: &Facts| facts.same_authorization(*f) && f.sent("cookie") == facts.sent("cookie") && f.has_identity();
    let worked = facts
        .earlier()
        .take(500)
        .find(|f| f.method() == "GET" && facts.same_origin(*f) && f.succeeded() && f.is_api_call() && same(f));
    let token_cookie = facts.csrf_cookie().is_some();
    let finding = match &worked {
        Some(_) => Finding::likely().shape(),
        None if token_cookie || facts.is_login() => Finding::likely().shape(),
        None => Finding::possible().shape(),
    };
    Some(
        finding
            .because(facts.status_evidence())
            .quote(Source::RequestHeader("X-XSRF-TOKEN".into()), "absent")
            .maybe(worked.map(|f| Evidence::exchange(f.id(), format!("GET {} → {}", f.url().path(), f.status()))))
            .value("method", facts.method()),
    )
}

/// An empty body, or the default JSON of Spring Boot, which names no reason.
fn wordless(facts: Facts) -> bool {
    if facts.body().trim().is_empty() {
        return true;
    }
    let Some(Value::Object(body)) = facts.json() else { return false };
    let boot = ["timestamp", "status", "error", "path"].iter().all(|name| body.contains_key(*name));
    let message = body.get("message").and_then(Value::as_str).unwrap_or("");
    boot && (message.is_empty() || ["Forbidden", "Access Denied", "No message available"].contains(&message))
}

/// The headers that Spring Security writes by default, or the session cookie of a Java server.
fn speaks_spring(facts: Facts) -> bool {
    let defaults = facts.header("cache-control") == Some("no-cache, no-store, max-age=0, must-revalidate")
        && facts.header("expires") == Some("0");
    let java = facts.cookies().iter().any(|(name, _)| *name == "JSESSIONID" || *name == "SESSION");
    defaults || (facts.json().is_some() && wordless(facts)) || java
}
