use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the token endpoint refuses an authorization code (RFC 6749 §5.2, `invalid_grant`).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[200, 400, 401, 403]) || facts.method() != "POST" {
        return None;
    }
    let code = facts.request_member(&["code"]);
    let grant = facts.request_member(&["grant_type"]);
    let error = facts.oauth_error()?;
    let for_code = grant.as_deref() == Some("authorization_code") || grant.is_none() && code.is_some();
    if !for_code
        || !matches!(error, "invalid_grant" | "bad_verification_code")
        || facts.status() == 200 && error == "invalid_grant"
    {
        return None;
    }
    let said = facts.says_in_body(&[
        "code has already been", "code already used", "code was already redeemed", "already been redeemed",
        "code has expired", "code is expired", "code expired", "authorization code is invalid",
        "authorization code expired", "authorization code not found", "code not valid", "invalid authorization code",
        "malformed auth code", "code is invalid or has expired", "aadsts54005", "aadsts70008",
        "code passed is incorrect or expired",
    ]);
    let stated = Evidence::new(Source::ResponseBody, format!("error: {error}"));
    // Secret: a code stands for a sign-in until it is used.
    let sent = code.as_deref().map(|c| Evidence::secret(Source::RequestBody, format!("code={c}")));
    let earlier = code.as_deref().and_then(|code| {
        facts.earlier().take(500).find(|f| f.method() == "POST" && f.request_member(&["code"]).as_deref() == Some(code))
    });
    let finding = match (earlier, said) {
        (Some(earlier), said) if earlier.succeeded() => {
            Finding::certain().seen().because(stated).because(earlier.answers()).maybe(said).variant("used-twice")
        }
        (_, Some(said)) => Finding::certain().because(stated).because(said),
        (Some(earlier), None) => Finding::likely().because(stated).because(earlier.answers()).variant("used-twice"),
        (None, None) => Finding::likely().because(stated),
    };
    Some(finding.maybe(sent))
}
