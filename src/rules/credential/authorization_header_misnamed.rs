use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when a header with a name near to `Authorization` carries the credential, and the server
/// finds none.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const NAMES: &[&str] = &[
        "authentication", "auth", "x-authorization", "authorisation", "authorizations", "authorization-token",
        "x-auth", "x-auth-token", "x-access-token", "access-token", "access_token", "accesstoken", "bearer", "token",
        "x-token", "jwt", "x-jwt", "jwt-token", "auth-token", "authentication-token", "x-authentication",
        "x-bearer-token", "bearer-token", "id-token", "autorization", "authorization-bearer",
    ];
    if !facts.status_in(&[400, 401, 403, 422]) || facts.authorization().is_some() || facts.row().is_preflight {
        return None;
    }
    let header = facts.request().headers.iter().find(|h| NAMES.contains(&h.name.to_ascii_lowercase().as_str()))?;
    let value = header.value.trim();
    let lower = value.to_ascii_lowercase();
    let scheme = lower.starts_with("bearer ") || lower.starts_with("token ") || lower.starts_with("basic ");
    if !scheme && !value.starts_with("eyJ") && value.len() < 16 {
        return None;
    }
    let said = facts.stated(Reason::Missing);
    // The same token worked where it belongs.
    let token = value.rsplit(' ').next().unwrap_or(value);
    let works = facts.works_where(&|f| f.token_text() == Some(token));
    let asked =
        facts.challenges().any(|c| (c.is("Bearer") || c.is("Basic") || c.is("Token")) && c.param("error").is_none());
    // A 401 without a word: only for a JWT in its time, in a header that no answer of this server took.
    let taken = || {
        facts
            .earlier()
            .chain(facts.later())
            .take(300)
            .any(|f| facts.same_origin(f) && f.succeeded() && f.sent(&header.name).is_some())
    };
    let bare = !scheme && said.is_none() && !asked;
    let mute = || value.starts_with("eyJ") && facts.status() == 401 && facts.challenges().next().is_none() && !taken();
    let bare = bare && works.is_none();
    if facts.states_any() || (bare && !mute()) || (said.is_none() && !asked && facts.status() != 401) {
        return None;
    }
    Some(
        if bare { Finding::possible() } else { Finding::likely() }
            .seen()
            .because(Evidence::secret(Source::RequestHeader(header.name.clone()), value))
            .maybe(works.map(Facts::answers))
            .maybe(said)
            .maybe(facts.header_evidence("www-authenticate"))
            .because(facts.status_evidence())
            .value("name", &header.name)
            .over("credentials-missing")
            .over("credential-rejected-unspecified")
            .over("unauthenticated-answered-403"),
    )
}
