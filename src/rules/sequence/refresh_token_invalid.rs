use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

const ENDED: &[&str] = &[
    "refresh token expired", "refresh token has expired", "refresh token is expired", "expired refresh token",
    "refresh_token_expired", "session expired", "session not active", "token is not active", "aadsts700082",
    "aadsts70043",
];
const UNKNOWN: &[&str] = &[
    "refresh token not found", "refresh_token_not_found", "invalid refresh token", "refresh token is invalid",
    "refresh token invalid", "invalid_refresh_token", "refresh token does not exist", "refresh token revoked",
    "refresh token has been revoked", "unknown or invalid refresh token", "unknown refresh token",
    "token is invalid or expired", "maybe_expired", "invalid_grant",
];
const NONE: &[&str] = &[
    "no refresh token", "missing refresh token", "refresh token required", "refresh token is required",
    "refresh token missing", "refresh token not provided", "no refresh_token", "refresh_token is required",
];

/// Fires when a refresh was refused because of its refresh token (RFC 6749 §5.2, `invalid_grant`).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 422]) || !facts.is_refresh() || facts.stated(Reason::Kind).is_some() {
        return None;
    }
    // Another code names another cause: the client, the scope, the request.
    const OWN: &[&str] =
        &["invalid_grant", "invalid_token", "unauthorized", "token_expired", "expired_token", "session_expired"];
    let none = || !facts.is_token_call() && facts.refresh_token().is_none() && facts.says(NONE).is_some();
    // An app's own endpoint has codes of its own.
    const OTHERS: &[&str] =
        &["client", "scope", "request", "grant", "dpop", "csrf", "xsrf", "rate", "origin", "role", "permission"];
    let own = |e: &str| {
        let named = OTHERS.iter().any(|word| e.to_ascii_lowercase().contains(word));
        OWN.contains(&e) || e.contains("refresh") || !facts.is_token_call() && facts.status() == 401 && !named
    };
    if facts.oauth_error().is_some_and(|e| !own(e)) && !none() {
        return None;
    }
    let secret = facts.refresh_token().map(|token| Evidence::secret(Source::RequestBody, token));
    let table = [("none", NONE), ("ended", ENDED), ("unknown", UNKNOWN)];
    let said = table.iter().find_map(|(variant, phrases)| facts.says(phrases).map(|said| (*variant, said)));
    let (variant, finding) = match said {
        Some((variant, said)) => (variant, Finding::certain().because(said)),
        // A code of AWS's names another cause, such as the secret of the app.
        None if facts.body_names(&["\"__type"]) => return None,
        None if secret.is_none() => ("none", Finding::likely().shape()),
        None => ("unknown", Finding::likely().shape()),
    };
    let ended = if facts.stated(Reason::Expired).is_some() { "ended" } else { variant };
    Some(
        finding
            .because(facts.status_evidence())
            .maybe(secret)
            .variant(ended)
            .over("credentials-missing")
            .over("token-expired"),
    )
}
