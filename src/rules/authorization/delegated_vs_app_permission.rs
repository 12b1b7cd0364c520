use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when a token of Microsoft Entra holds one kind of permission and the API wants the other.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403]) {
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
