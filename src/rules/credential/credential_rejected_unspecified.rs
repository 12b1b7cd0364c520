use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires for a 401 to a request with a credential when nothing more exact fits.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    // Starlette answers 400 where its backend refuses a credential, unless told otherwise.
    const SAID: &[&str] = &[
        "invalid auth credentials", "invalid basic auth credentials", "invalid authentication credentials",
        "invalid credentials",
    ];
    let said = facts.status_in(&[400, 403]) && facts.authorization().is_some() && facts.says(SAID).is_some();
    // Amazon Cognito reads the access token in the body, and refuses it with 400.
    let in_body = facts.request_member(&["AccessToken"]).filter(|_| facts.sent("x-amz-target").is_some());
    let cognito = || facts.status() == 400 && in_body.is_some() && facts.code(&["NotAuthorizedException"]).is_some();
    if !(said || facts.status_in(&[401, 498]) || cognito()) || facts.row().is_preflight || facts.presents_secret() {
        return None;
    }
    let (evidence, kind) = match (facts.authorization_parts(), facts.key_sent(), facts.identity_cookies().first()) {
        (Some((scheme, rest)), _, _) if !rest.is_empty() => (
            Evidence::secret(Source::RequestHeader("Authorization".into()), facts.authorization()?.trim()),
            format!("a {scheme} credential"),
        ),
        (Some((lone, _)), _, _) => {
            (Evidence::secret(Source::RequestHeader("Authorization".into()), lone), "a credential".to_owned())
        }
        (None, Some((source, value)), _) => (Evidence::secret(source, value), "an API key".to_owned()),
        (None, None, Some((name, _))) => {
            (Evidence::new(Source::RequestHeader("Cookie".into()), format!("{name}=…")), "a cookie".to_owned())
        }
        _ => match facts.api_key() {
            Some(source) => (Evidence::new(source, "a key or token"), "a key or token".to_owned()),
            None if in_body.is_some() => {
                (Evidence::new(Source::RequestBody, "AccessToken"), "an access token in the body".to_owned())
            }
            // Only of a credential that came can a server say what is wrong with it (RFC 6750 §3.1).
            None => {
                let refused = facts.states_any()
                    || facts.challenges().any(|c| c.param("error").is_some_and(|e| e != "invalid_request"));
                let hidden = facts.may_carry_identity() && refused;
                let evidence =
                    Evidence::new(Source::RequestHeader("Authorization".into()), "left out of the recording");
                hidden.then(|| (evidence, "a credential that this recording hides".to_owned()))?
            }
        },
    };
    let finding = Finding::possible().remainder().because(facts.status_evidence()).because(evidence);
    Some(finding.maybe(facts.header_evidence("www-authenticate")).value("kind", kind))
}
