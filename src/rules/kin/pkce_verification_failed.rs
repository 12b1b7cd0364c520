use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};
use crate::token::base64url;

/// Fires when the token endpoint speaks of PKCE, and when the verifier of the token call cannot fit
/// (RFC 7636 §4).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403]) || facts.method() != "POST" {
        return None;
    }
    let verifier = facts.request_member(&["code_verifier"]);
    let said = facts.says_in_body(&[
        "code_verifier", "code verifier", "pkce", "code challenge", "code_challenge", "failed to verify code",
        "verifier did not match", "aadsts501481", "aadsts50148", "code_challenge_mismatch",
        "proof key for code exchange",
    ]);
    let secret = |v: &str| Evidence::secret(Source::RequestBody, format!("code_verifier={v}"));
    let of_code = facts.request_member(&["grant_type"]).as_deref() == Some("authorization_code");
    let plain =
        |v: &str| (43..=128).contains(&v.len()) && v.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~".contains(&b));
    if let Some(said) = said {
        let finding = Finding::likely()
            .because(said)
            .maybe(verifier.as_deref().map(secret))
            .over("oauth-code-rejected")
            .over("oauth-request-invalid");
        return Some(match verifier {
            None if of_code => finding.variant("missing"),
            Some(v) if !plain(&v) => finding.variant("form"),
            _ => finding,
        });
    }
    if facts.oauth_error() != Some("invalid_grant") || !of_code {
        return None;
    }
    let asked = facts.earlier().take(500).find(|f| f.url().query_value("code_challenge").is_some());
    match (verifier, asked) {
        (None, Some(asked)) => Some(
            Finding::likely()
                .seen()
                .because(Evidence::exchange(asked.id(), "code_challenge was sent"))
                .variant("missing"),
        ),
        (Some(v), _) if !plain(&v) => Some(Finding::likely().seen().because(secret(&v)).variant("form")),
        (Some(v), Some(asked)) if !facts.earlier().take(500).any(|f| fits(f, &v)) && same_client(facts, asked) => {
            let challenge = asked.url().query_value("code_challenge").unwrap_or_default();
            let asked = Evidence::exchange(asked.id(), format!("code_challenge={challenge}"));
            Some(Finding::likely().seen().because(asked).because(secret(&v)))
        }
        _ => None,
    }
}

/// Whether the challenge of this authorize call is of that verifier (RFC 7636 §4.2).
fn fits(asked: Facts, verifier: &str) -> bool {
    let Some(challenge) = asked.url().query_value("code_challenge") else { return false };
    challenge == verifier || challenge == base64url::digest(verifier)
}

fn same_client(facts: Facts, asked: Facts) -> bool {
    let client = facts.request_member(&["client_id"]);
    client.is_none() || asked.url().query_value("client_id") == client
}
