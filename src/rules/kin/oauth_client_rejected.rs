use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::{Evidence, Finding, Source};

/// What a sign-in page says of an app that it does not take.
const CLIENT: Saying = Saying {
    of: &["client", "client id", "clientid"],
    says: &[
        "not found", "invalid", "unknown", "does not exist", "disabled", "unauthorized", "not registered",
        "not enabled", "no client", "not allowed", "unrecogni*",
    ],
    never: &["redirect", "scope", "scopes", "response type", "grant", "parameter", "certificate"],
};

/// Fires for `invalid_client` and `unauthorized_client` (RFC 6749 §5.2).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    // GitHub answers its token calls with 200 and the error inside.
    let inside = facts.status() == 200
        && facts.method() == "POST"
        && facts.oauth_error() == Some("incorrect_client_credentials");
    if !inside && !facts.status_in(&[400, 401, 403]) {
        return None;
    }
    let said = facts.says_in_body(&[
        "aadsts7000215", "aadsts7000216", "aadsts7000218", "aadsts7000222", "aadsts700016", "aadsts700025",
        "incorrect_client_credentials", "deleted_client", "error 401: invalid_client",
    ]);
    let error = facts.oauth_error().filter(|e| {
        matches!(
            *e,
            "invalid_client" | "unauthorized_client" | "invalid_client_credentials" | "incorrect_client_credentials"
        )
    });
    let challenged = facts.challenge_error().filter(|e| *e == "invalid_client");
    // The sign-in server shows its error as a page.
    let page = || {
        (facts.is_html() && facts.url().query_value("client_id").is_some())
            .then(|| facts.says_in_body(&["invalid_client", "unauthorized_client"]))
            .flatten()
    };
    let said = said.or_else(page);
    let error = error.or(challenged);
    if error.is_none() && said.is_none() {
        let told = facts.tells(&CLIENT).filter(|_| super::asks_to_authorize(facts))?;
        return Some(Finding::likely().because(told).because(facts.status_evidence()).over("credentials-missing"));
    }
    let stated = error.map(|e| Evidence::new(Source::ResponseBody, format!("error: {e}"))).or(said)?;
    let finding =
        Finding::certain().because(stated).maybe(facts.message().map(|m| Evidence::new(Source::ResponseBody, m)));
    // The app's id and secret go along as Basic credentials (RFC 6749 §2.3.1).
    let finding = finding.over("basic-credentials-rejected");
    Some(match error {
        Some("unauthorized_client") => finding.variant("not-allowed"),
        _ => finding,
    })
}
