use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::{Evidence, Finding};

/// The kind of token that is wanted or refused, by the parts of a sentence.
const FOR_USERS: Saying = Saying {
    of: &[
        "delegated", "app only", "application token", "application tokens", "app token", "app tokens",
        "client credentials", "machine token", "machine tokens", "service token", "service tokens", "service account",
        "service accounts", "service principal", "machine to machine", "m2m", "user context", "on behalf of a user",
        "application context", "signed in user", "user token", "user access token",
    ],
    says: &[
        "cannot", "cant", "not allowed", "not permitted", "not supported", "not accepted", "only", "require",
        "requires", "required", "needs", "need", "must", "use", "not valid", "rejected", "refused", "no", "without",
        "missing",
    ],
    never: &["application permission", "application permissions", "expired", "invalid", "key", "csrf", "signature"],
};
const FOR_APPS: Saying = Saying {
    of: &[
        "application permission", "application permissions", "app permissions", "delegated token", "delegated tokens",
        "user tokens", "user token", "user context", "delegated permissions",
    ],
    says: &[
        "only", "cannot", "not allowed", "not supported", "not accepted", "required", "requires", "not permitted",
        "must",
    ],
    never: &["expired", "invalid", "csrf", "signature", "use a delegated", "without"],
};

/// Fires when a token of Microsoft Entra holds one kind of permission and the API wants the other, and
/// when an API says so.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403]) {
        return None;
    }
    by_claims(facts).or_else(|| by_words(facts))
}

fn by_words(facts: Facts) -> Option<Finding> {
    facts.token_text().or_else(|| facts.authorization())?;
    // A form may speak of such things, too.
    if facts.status() == 400 && !facts.request().is_safe() {
        return None;
    }
    let told = |saying, key| Some((facts.tells(saying)?, key));
    let (said, key) = told(&FOR_USERS, "wants-user").or_else(|| told(&FOR_APPS, "wants-app"))?;
    let finding = Finding::likely().because(said).because(facts.status_evidence()).variant(key);
    Some(finding.over("insufficient-role").over("insufficient-scope").over("proxy-strips-authorization"))
}

fn by_claims(facts: Facts) -> Option<Finding> {
    if facts.status() == 400 {
        return None;
    }
    let claims = facts.jws()?.claims.as_ref()?;
    let issuer = claims.text("iss")?;
    let entra = ["login.microsoftonline.", "sts.windows.net", "login.partner.microsoftonline", "ciamlogin.com"];
    if !entra.iter().any(|e| issuer.contains(e)) {
        return None;
    }
    let has = |name: &str| {
        claims.get(name).is_some_and(|v| {
            v.as_str().is_none_or(|s| !s.trim().is_empty()) && v.as_array().is_none_or(|a| !a.is_empty())
        })
    };
    let said = facts.says(&[
        "scp or roles", "roles or scp", "scope or role", "scopes or roles", "idw10201", "application permission",
        "app-only", "delegated permission", "authorization_requestdenied",
        "insufficient privileges to complete the operation",
    ]);
    let (key, claim) = match (has("scp"), has("roles")) {
        (false, true) => ("app-only", "roles"),
        (true, false) => ("user-only", "scp"),
        (false, false) if said.is_some() => ("neither", "iss"),
        _ => return None,
    };
    // A token of a user usually has no roles: alone that proves little.
    let finding = match (key, &said) {
        ("user-only", None) => Finding::possible().shape(),
        (_, Some(_)) => Finding::likely(),
        _ => Finding::likely().shape(),
    };
    // The server says which kind it wants, and the token has the other.
    let named = said.as_ref().is_some_and(|said| {
        let quote = said.quote.to_ascii_lowercase();
        ["application permission", "app-only", "delegated permission"].iter().any(|kind| quote.contains(kind))
    });
    let finding = if named { finding.over("insufficient-role") } else { finding };
    let shown = claims.get(claim).map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned)).unwrap_or_default();
    Some(finding.maybe(said).because(Evidence::claim(claim, shown)).because(facts.status_evidence()).variant(key))
}
