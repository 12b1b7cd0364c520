use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};
use crate::instant::Instant;

/// Fires when Azure Storage names in `x-ms-error-code` which check failed.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403, 404, 409]) || facts.row().is_preflight {
        return None;
    }
    const CODES: &[&str] = &[
        "AuthenticationFailed", "AuthorizationFailure", "AuthorizationPermissionMismatch",
        "AuthorizationResourceTypeMismatch", "AuthorizationServiceMismatch", "AuthorizationProtocolMismatch",
        "AuthorizationSourceIPMismatch", "InsufficientAccountPermissions", "NoAuthenticationInformation",
        "PublicAccessNotPermitted", "KeyBasedAuthenticationNotPermitted", "UnauthorizedBlobOverwrite",
    ];
    let stated = facts
        .header("x-ms-error-code")
        .filter(|_| facts.header("x-ms-request-id").is_some() || facts.header("x-ms-version").is_some());
    let (code, evidence) = match stated {
        Some(code) => (*CODES.iter().find(|c| **c == code)?, facts.header_evidence("x-ms-error-code")?),
        None => {
            let storage = facts.url().host().contains(".core.windows.net")
                || facts.url().query_value("sv").is_some() && facts.url().query_value("sig").is_some();
            let code = facts.code(CODES).filter(|_| storage)?;
            (*CODES.iter().rev().find(|c| code.quote.contains(**c))?, code)
        }
    };
    let end = facts.url().query_value("se");
    let late = end.as_deref().and_then(Instant::parse_rfc3339).is_some_and(|end| end < facts.now());
    let sas = facts.url().query_value("sig").is_some();
    let key = match code {
        "AuthenticationFailed" if late => "expired",
        "AuthenticationFailed" if sas => "signature",
        "AuthorizationPermissionMismatch" if sas => "sas-right",
        "AuthorizationPermissionMismatch" | "InsufficientAccountPermissions" | "UnauthorizedBlobOverwrite" => "role",
        "AuthorizationFailure" | "AuthorizationSourceIPMismatch" | "AuthorizationProtocolMismatch" => "network",
        "NoAuthenticationInformation" | "PublicAccessNotPermitted" => "no-credential",
        "AuthorizationResourceTypeMismatch" | "AuthorizationServiceMismatch" => "sas-right",
        "KeyBasedAuthenticationNotPermitted" => "keys-off",
        _ => "rejected",
    };
    let finding = if late { Finding::certain().seen() } else { Finding::certain() };
    let end = end.filter(|_| late).map(|end| Evidence::new(Source::Url, format!("se={end}")));
    Some(finding.because(evidence).maybe(end).variant(key).value("code", code))
}
