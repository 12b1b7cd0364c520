use serde_json::Value;

use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};
use crate::rules::credential::PASSWORD;

/// Words that say "not signed in" or "not allowed" when they are a whole value.
const WORDS: &[&str] = &[
    "unauthorized", "unauthorised", "unauthenticated", "not_authenticated", "not_authed", "invalid_auth",
    "invalid_token", "token_expired", "expired_token", "token_revoked", "account_inactive", "no_permission",
    "missing_scope", "not_allowed_token_type", "forbidden", "access_denied", "permission_denied", "auth_required",
    "login_required", "not_logged_in", "not logged in", "session_expired", "session expired",
    "authentication required", "authentication_required", "invalid token", "token expired", "jwt expired",
    "access denied", "invalid session", "invalid_session", "request_denied", "authorization failed",
    "authentication failed", "odoo session expired", "you are not logged in", "please login", "please log in",
    "invalid access token", "invalid_access_token",
];

/// Members of an answer that is nothing but an error.
const ENVELOPE: &[&str] = &[
    "error", "errors", "errorCode", "error_code", "code", "status", "statusCode", "status_code", "message", "msg",
    "errmsg", "errcode", "errno", "error_message", "errorMessage", "error_description", "error_uri", "error_subcode",
    "reason", "detail", "details", "description", "success", "ok", "result", "results", "ret", "resultCode",
    "resultMessage", "data", "timestamp", "time", "path", "requestId", "request_id", "traceId", "trace_id", "title",
    "type", "instance", "hint", "help", "needed", "provided", "warning", "response_metadata", "statusText", "meta",
    "jsonrpc", "version", "apiVersion",
];

/// How the names begin that are looked at below. Where none stands, and no escape that could hide one, the answer need not be
/// parsed: nearly all are good.
const NAMES: &[&str] =
    &["\"err", "\"code\"", "\"status", "\"message\"", "\"msg\"", "\"reason\"", "\"ret\"", "\"resultCode\"", "\\u"];

/// Fires when a 2xx answer is a small JSON object whose error, code or status says 401 or 403 or the
/// like.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !matches!(facts.status(), 200..=299) || facts.body().is_empty() || facts.body().len() > 8 * 1024 {
        return None;
    }
    if !facts.body_names(NAMES) {
        return None;
    }
    let json = facts.json()?.as_object()?;
    // Who asks whether somebody is signed in gets an answer, not an error.
    if json.contains_key("data") && json.contains_key("errors") || facts.asks_who() || facts.is_logout() {
        return None;
    }
    // What is asked for may have a state or a reason of its own: a device, a delivery, an entry of an audit log.
    if matches!(facts.method(), "GET" | "HEAD") && json.keys().any(|name| !ENVELOPE.contains(&name.as_str())) {
        return None;
    }
    let finding = |f: Finding, quote: String| f.quote(Source::ResponseBody, quote).because(facts.status_evidence());
    // Esri: {"error":{"code":498,"message":"Invalid token."}}
    let esri = json.get("error").and_then(|e| e.get("code")).and_then(Value::as_u64).filter(|c| matches!(c, 498 | 499));
    if let Some(code) = esri {
        let key = if code == 498 { "esri-invalid" } else { "esri-missing" };
        return Some(finding(Finding::certain(), format!("error.code: {code}")).variant(key));
    }
    let number = |v: &Value| v.as_u64().or_else(|| v.as_str().and_then(|s| s.trim().parse().ok()));
    let refused =
        |code: u64| matches!(code, 401 | 403) || matches!(code / 100, 401 | 403) && (40100..40400).contains(&code);
    let failed = ["success", "ok", "status", "result"].iter().any(|n| match json.get(*n) {
        Some(Value::Bool(ok)) => !ok,
        Some(Value::String(s)) => {
            matches!(s.to_ascii_lowercase().as_str(), "error" | "fail" | "failed" | "failure" | "false")
        }
        _ => false,
    });
    let worded = json.iter().find_map(|(name, value)| {
        let place = matches!(
            name.as_str(),
            "error"
                | "errorCode"
                | "error_code"
                | "code"
                | "status"
                | "message"
                | "msg"
                | "errmsg"
                | "error_message"
                | "reason"
                | "error_description"
        );
        let inner = ["message", "code", "type"].into_iter().filter_map(|n| value.get(n).and_then(Value::as_str));
        let whole = value.as_str().into_iter().chain(inner).find(|text| {
            let lower = text.trim().trim_end_matches(['.', '!']).to_ascii_lowercase();
            WORDS.contains(&lower.as_str())
        });
        // In a message the words count only where the answer says that it failed.
        let counts = name.starts_with("err") || failed || matches!(name.as_str(), "code" | "status");
        whole.filter(|_| place && counts).map(|text| format!("{name}: {text}"))
    });
    if let Some(quote) = worded {
        return Some(finding(Finding::likely(), quote));
    }
    if let Some(said) = told(facts).filter(|_| failed && json.len() <= 6 && !json.contains_key("data")) {
        return Some(Finding::likely().because(said).because(facts.status_evidence()));
    }
    let coded = [
        "code", "status", "statusCode", "status_code", "errorCode", "error_code", "errcode", "errno", "ret",
        "resultCode",
    ]
    .iter()
    .find_map(|name| {
        let code = json.get(*name).and_then(number).filter(|c| refused(*c))?;
        Some(format!("{name}: {code}"))
    });
    let inner = || {
        json.get("error")
            .and_then(|e| e.get("code").or_else(|| e.get("status")))
            .and_then(number)
            .filter(|c| refused(*c))
            .map(|c| format!("error.code: {c}"))
    };
    let quote = coded.or_else(inner)?;
    // A record may have a status of its own: an error has words and no data beside its code.
    let words = json.iter().any(|(n, v)| {
        matches!(n.as_str(), "message" | "msg" | "error" | "errmsg" | "errorMessage" | "detail" | "description")
            && (v.is_string() || v.is_object())
    });
    let bare = json.len() <= 8
        && json.get("data").is_none_or(|d| {
            d.is_null()
                || d.as_object().is_some_and(serde_json::Map::is_empty)
                || d.as_array().is_some_and(Vec::is_empty)
        });
    let evidence = facts.message().map(|m| Evidence::new(Source::ResponseBody, m));
    (words && bare).then(|| finding(Finding::likely(), quote).maybe(evidence))
}

/// A sentence that gives a reason to refuse: about a token, or about the password of a sign-in.
fn told(facts: Facts) -> Option<Evidence> {
    const REASONS: &[Reason] = &[
        Reason::Missing,
        Reason::Expired,
        Reason::Signature,
        Reason::Revoked,
        Reason::InvalidToken,
        Reason::Malformed,
    ];
    let reason = || REASONS.iter().find_map(|reason| facts.stated(*reason));
    facts.tells(&PASSWORD).filter(|_| facts.is_login()).or_else(reason)
}
