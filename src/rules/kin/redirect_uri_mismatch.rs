use crate::facts::Facts;
use crate::facts::sentence::{NOT_RIGHT, Saying};
use crate::finding::{Evidence, Finding, Source};

/// The same by the parts of a sentence.
const ADDRESS: Saying = Saying {
    of: &["redirect uri", "redirect uris", "redirect url", "callback url", "reply url"],
    says: NOT_RIGHT,
    never: &["missing", "required", "code"],
};

/// Fires when the sign-in service names `redirect_uri`, and when the token call sends another one
/// than the authorize call (RFC 6749 §4.1.3).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    // GitHub answers its token calls with 200 and the error inside.
    let inside = facts.status() == 200 && facts.method() == "POST" && facts.oauth_error().is_some();
    if !inside && !facts.status_in(&[400, 401, 403]) {
        return None;
    }
    let sent = facts.request_member(&["redirect_uri"]).or_else(|| facts.url().query_value("redirect_uri"));
    let said = facts.says_in_body(&[
        "redirect_uri_mismatch", "redirect_uri mismatch", "redirect_uri did not match", "redirect uri mismatch",
        "redirect_uri does not match", "redirect uri does not match", "invalid_redirect_uri", "invalid redirect_uri",
        "invalid redirect uri", "mismatching redirect uri", "redirect_uri is not associated",
        "invalid parameter: redirect_uri", "callback url mismatch", "aadsts50011",
        "reply url specified in the request does not match", "redirect uri specified in the request does not match",
        "the 'redirect_uri' parameter must be", "redirect_uri is invalid", "redirect_uri is not valid",
        "redirect_uri is not registered", "redirect_uri not registered", "unregistered redirect_uri",
        "redirect_uri` is invalid", "redirect_uri' is invalid", "redirect_uri` is not",
        "redirect_uri is missing or is not whitelisted", "the redirect_uri must match",
    ]);
    let value = sent.clone().unwrap_or_else(|| "the one of the app".into());
    let loose = said.is_none();
    let said = said.or_else(|| facts.tells(&ADDRESS).filter(|_| facts.status_in(&[400, 401]) && sent.is_some()));
    if let Some(said) = said {
        let finding = if loose { Finding::likely() } else { Finding::certain() };
        let shown = sent.map(|s| Evidence::new(Source::RequestBody, format!("redirect_uri={s}")));
        return Some(
            finding
                .because(said)
                .maybe(shown)
                .over("oauth-request-invalid")
                .over("oauth-code-rejected")
                .value("sent", value),
        );
    }
    if facts.oauth_error() != Some("invalid_grant")
        || facts.request_member(&["grant_type"]).as_deref() != Some("authorization_code")
    {
        return None;
    }
    let client = facts.request_member(&["client_id"]);
    let asked = facts.earlier().take(500).find_map(|f| {
        let asked = f.url().query_value("redirect_uri").filter(|_| f.url().query_value("response_type").is_some())?;
        let same = client.is_none() || f.url().query_value("client_id") == client;
        same.then_some((asked, f))
    })?;
    let sent = sent.filter(|s| *s != asked.0)?;
    let finding = Finding::likely().seen().because(Evidence::new(Source::RequestBody, format!("redirect_uri={sent}")));
    let finding = finding.because(Evidence::exchange(asked.1.id(), format!("redirect_uri={}", asked.0)));
    Some(finding.over("oauth-code-rejected").value("sent", sent))
}
