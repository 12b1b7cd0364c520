use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when a library wants a token that comes straight from a login, not from a refresh.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 422]) {
        return None;
    }
    let said = facts.says(&[
        "fresh token required", "fresh_token_required", "fresh access token required", "fresh token is required",
        "token is not fresh", "requires a fresh token", "fresh login required", "credential_too_old_login_again",
    ]);
    let Some(said) = said else { return unfresh(facts) };
    let fresh =
        facts.jws().and_then(|j| j.claims.as_ref()?.get("fresh")).map(|f| Evidence::claim("fresh", f.to_string()));
    Some(Finding::certain().because(said).maybe(fresh).because(facts.status_evidence()).over("google-api-error-reason"))
}

/// The token says that it is not fresh (Flask-JWT-Extended), and works for all but this call.
fn unfresh(facts: Facts) -> Option<Finding> {
    let claims = facts.jws().and_then(|jws| jws.claims.as_ref()).filter(|_| facts.status() == 401)?;
    let fresh = claims.get("fresh").filter(|fresh| fresh.as_bool() == Some(false))?;
    let before = |f: &Facts| f.succeeded() && f.method() == facts.method();
    if facts.states_any() || facts.challenges().next().is_some() || facts.same_route_before().any(|f| before(&f)) {
        return None;
    }
    let works = facts.same_identity_works().filter(|f| f.same_authorization(facts))?;
    let finding = Finding::possible().seen().because(Evidence::claim("fresh", fresh.to_string()));
    let finding = finding.because(works.answers()).because(facts.status_evidence());
    Some(finding.over("proxy-strips-authorization").over("credential-rejected-unspecified"))
}
