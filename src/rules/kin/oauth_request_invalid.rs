use crate::facts::Facts;
use crate::facts::sentence::Saying;
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
        let named = matches!(
            last.as_str(),
            "token"
                | "authorize"
                | "auth"
                | "par"
                | "device_authorization"
                | "revoke"
                | "register"
                | "introspect"
                | "introspection"
                | "revocation"
                | "access_token"
                | "token.oauth2"
        );
        if !named && !facts.is_token_call() {
            return None;
        }
        let error = facts.oauth_error()?;
        CODES
            .iter()
            .find(|c| **c == error)
            .map(|c| (*c, Evidence::new(Source::ResponseBody, format!("error: {error}"))))
    };
    let Some((code, evidence)) = endpoint().or_else(callback) else {
        return on_a_page(facts).or_else(|| form_expected(facts)).or_else(|| two_ways(facts));
    };
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

/// The sign-in server shows its error as a page or a text.
fn on_a_page(facts: Facts) -> Option<Finding> {
    const FIELD: Saying = Saying {
        of: &[
            "response type", "scope", "scopes", "parameter", "parameters", "code challenge", "code challenge method",
            "nonce", "prompt",
        ],
        says: &[
            "missing", "invalid", "required", "unsupported", "not supported", "not allowed", "must contain", "unknown",
            "malformed",
        ],
        never: &["redirect", "client", "token", "csrf"],
    };
    if facts.status() != 400 || !super::asks_to_authorize(facts) {
        return None;
    }
    let coded = CODES.iter().find_map(|c| Some((*c, facts.code(&[*c])?)));
    let (code, said) = coded.or_else(|| Some(("invalid_request", facts.tells(&FIELD)?)))?;
    Some(Finding::likely().because(said).because(facts.status_evidence()).value("error", code))
}

/// A form was expected where JSON came (RFC 6749 §4.3.2), and the check of the fields finds none of them.
fn form_expected(facts: Facts) -> Option<Finding> {
    let kind = facts
        .sent("content-type")
        .filter(|t| t.contains("json") && facts.status() == 422 && facts.method() == "POST")?;
    let (name, said) =
        facts.missing_field("body").filter(|(name, _)| matches!(*name, "username" | "password" | "grant_type"))?;
    facts.request_member(&[name])?;
    let finding = Finding::likely()
        .seen()
        .because(said)
        .because(Evidence::request_header("Content-Type", kind))
        .because(facts.status_evidence());
    Some(finding.value("error", format!("{name} missing")).variant("json"))
}

/// The token came in two ways at once (RFC 6750 §2, §3.1).
fn two_ways(facts: Facts) -> Option<Finding> {
    if facts.status() != 400 {
        return None;
    }
    let error = facts.challenge_error().or_else(|| facts.oauth_error()).filter(|e| *e == "invalid_request")?;
    let twice = facts.authorization().is_some()
        && (facts.url().has_param(&["access_token"]) || facts.request_member(&["access_token"]).is_some());
    let said = Evidence::new(Source::ResponseBody, format!("error: {error}"));
    twice.then(|| Finding::likely().seen().because(said).because(facts.status_evidence()).value("error", error))
}

const CODES: &[&str] = &[
    "invalid_request", "unsupported_grant_type", "invalid_scope", "unsupported_response_type", "invalid_target",
    "invalid_request_object", "invalid_client_metadata", "invalid_request_uri", "request_not_supported",
    "request_uri_not_supported",
];
