use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires for `grpc-status` 16 (UNAUTHENTICATED) or 7 (PERMISSION_DENIED) in the headers or in the
/// trailer at the end of a gRPC-Web body.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let kind = facts.header("content-type").unwrap_or("");
    // An error without a message is headers alone: some servers give it no type of gRPC.
    let called = || facts.sent("content-type").is_some_and(|t| t.starts_with("application/grpc"));
    let grpc = kind.starts_with("application/grpc") || (facts.header("grpc-status").is_some() && called());
    if !grpc || !matches!(facts.status(), 200 | 401 | 403) {
        return None;
    }
    let (code, evidence) = match facts.header("grpc-status") {
        Some(code) => (code.trim().to_owned(), Evidence::response_header("grpc-status", code)),
        None => {
            let code = trailer(facts.body(), kind.starts_with("application/grpc-web-text"))?;
            let evidence = Evidence::new(Source::ResponseBody, format!("grpc-status: {code}"));
            (code, evidence)
        }
    };
    let key = match code.as_str() {
        "16" => "unauthenticated",
        "7" => "denied",
        _ => return None,
    };
    let message = facts.header_evidence("grpc-message");
    Some(Finding::certain().because(evidence).maybe(message).variant(key).value("code", code))
}

/// `grpc-status` of the trailer frame; the text form is base64, frame by frame.
fn trailer(body: &str, text: bool) -> Option<String> {
    let status = |s: &str| {
        let lower = s.to_ascii_lowercase();
        let at = lower.rfind("grpc-status:")?;
        let digits: String = lower.get(at + 12..)?.trim_start().chars().take_while(char::is_ascii_digit).collect();
        (!digits.is_empty()).then_some(digits)
    };
    if !text {
        return status(body);
    }
    // Each piece ends with padding, or the body does.
    body.split_inclusive('=').collect::<Vec<_>>().into_iter().rev().chain([body]).find_map(|piece| {
        let piece = piece.trim_matches('=');
        let padded = format!("{piece}{}", "=".repeat((4 - piece.len() % 4) % 4));
        let bytes = STANDARD.decode(padded).ok()?;
        status(&String::from_utf8_lossy(&bytes))
    })
}
