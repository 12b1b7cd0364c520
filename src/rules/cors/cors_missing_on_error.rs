use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// The causes that the page cannot see behind the missing headers. The developer meets this one
/// first; they stay in the list after it.
const BEHIND: &[&str] = &[
    "token-expired",
    "token-not-yet-valid",
    "token-signature-invalid",
    "token-malformed",
    "token-inactive",
    "token-revoked",
    "token-quoted",
    "token-time-in-milliseconds",
    "audience-mismatch",
    "issuer-mismatch",
    "signing-key-not-found",
    "credential-rejected-unspecified",
    "credentials-missing",
    "unauthenticated-answered-403",
    "auth-scheme-missing",
    "auth-scheme-doubled",
    "auth-scheme-mismatch",
    "bearer-literal-undefined",
    "api-key-missing",
    "api-key-invalid",
    "insufficient-scope",
    "insufficient-role",
    "forbidden-unspecified",
    "session-expired",
    "session-cookie-rejected",
    "rate-limited",
    "resource-not-found",
    "record-not-found",
    "path-typo",
    "api-prefix-doubled",
    "placeholder-in-url",
    "method-not-allowed",
    "gateway-basic-shadows-bearer",
    "challenge-missing",
];

/// Fires when the browser kept an error from the page because the answer has no CORS header.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() < 400 || facts.allow_origin().is_some() || !facts.is_kept_from_page() {
        return None;
    }
    let shared = facts.shared_answer();
    let finding = if shared.is_some() { Finding::certain() } else { Finding::likely() };
    let finding = finding
        .seen()
        .because(Evidence::response_header("Access-Control-Allow-Origin", "absent"))
        .because(facts.status_evidence())
        .maybe(shared.map(|f| Evidence::exchange(f.id(), format!("{} {} → {}, Access-Control-Allow-Origin: {}", f.method(), f.url().path(), f.status(), f.allow_origin().unwrap_or("")))))
        .value("status", facts.status());
    Some(BEHIND.iter().fold(finding, |finding, cause| finding.over(cause)))
}
