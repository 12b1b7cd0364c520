use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a sign-in service says that the request itself is wrong (RFC 6749 §4.1.2.1, §5.2).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let callback = || {
        let error = facts.callback_error()?;
        CODES.iter().find(|c| **c == error.0).map(|c| (*c, error.1))
    };
    let endpoint = || {
        if !facts.status_in(&[400, 401, 403, 415]) {
            return None;
        }
        let last = facts.parts().into_iter().rfind(|p| !p.is_empty()).unwrap_or_default();
        let named = matches!(last.as_str(), "token" | "authorize" | "auth" | "par" | "device_authorization" | "revoke" | "introspect" | "access_token" | "token.oauth2");
        if !named && !facts.is_token_call() {
            return None;
        }
        let error = facts.oauth_error()?;
        CODES.iter().find(|c| **c == error).map(|c| (*c, Evidence::new(Source::ResponseBody, format!("error: {error}"))))
    };
    let (code, evidence) = endpoint().or_else(callback)?;
    let as_json = facts.sent("content-type").filter(|t| t.contains("json") && facts.method() == "POST");
    let finding = Finding::certain().because(evidence).value("error", code);
    let finding = finding.maybe(facts.message().filter(|m| m != code).map(|m| Evidence::new(Source::ResponseBody, m)));
    Some(match as_json {
        Some(kind) => finding.because(Evidence::request_header("Content-Type", kind)).variant("json"),
        None if code == "invalid_scope" => finding.variant("scope"),
        None if code == "unsupported_grant_type" => finding.variant("grant"),
        None => finding,
    })
}

const CODES: &[&str] = &["invalid_request", "unsupported_grant_type", "invalid_scope", "unsupported_response_type", "invalid_target", "invalid_request_object", "invalid_request_uri", "request_not_supported", "request_uri_not_supported"];
