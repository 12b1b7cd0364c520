use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the token endpoint refuses an authorization code (RFC 6749 §5.2, `invalid_grant`).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[200, 400, 401, 403]) || facts.method() != "POST" {
        return None;
    }
    let code = facts.request_member(&["code"]);
    let grant = facts.request_member(&["grant_type"]);
    const CODES: &[&str] = &[
        "invalid_request", "invalid_client", "invalid_grant", "unauthorized_client", "unsupported_grant_type",
        "invalid_scope", "use_dpop_nonce", "invalid_dpop_proof", "bad_verification_code",
    ];
    let standard = facts.oauth_error().is_some_and(|error| CODES.contains(&error));
    let own = !standard && grant.as_deref().is_none_or(|grant| grant == "authorization_code");
    if let Some(twice) = code.as_deref().filter(|_| own).and_then(|code| exchanged_twice(facts, code)) {
        return Some(twice);
    }
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

/// An app's own server trades the code, and says in its own words that the second time failed.
fn exchanged_twice(facts: Facts, code: &str) -> Option<Finding> {
    // A code of six digits or so is one of a second factor.
    if code.len() < 8 || code.bytes().all(|b| b.is_ascii_digit()) || !facts.status_in(&[400, 401, 403]) {
        return None;
    }
    let same = |f: Facts| {
        f.succeeded()
            && f.same_url(facts)
            && f.method() == "POST"
            && f.request_member(&["code"]).as_deref() == Some(code)
    };
    let first = facts.earlier_where(500, &same)?;
    let sent = Evidence::secret(Source::RequestBody, format!("code={code}"));
    let finding = Finding::likely().seen().because(first.answers()).because(facts.status_evidence()).because(sent);
    Some(finding.variant("used-twice").over("login-credentials-rejected").over("credentials-missing"))
}
