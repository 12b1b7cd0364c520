use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};

/// Fires when an API refuses issuer or audience of a Microsoft Entra token, and the form of the
/// token's version explains it.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() {
        return None;
    }
    let iss = facts.claim("iss")?;
    let first = iss.contains("://sts.windows.net/") || iss.contains("://sts.chinacloudapi.cn/");
    let second = iss.contains("://login.microsoftonline.") && iss.contains("/v2.0");
    if !first && !second {
        return None;
    }
    let said = facts.stated(Reason::Issuer).or_else(|| facts.stated(Reason::Audience))?;
    let issuer = facts.stated(Reason::Issuer).is_some();
    let others = facts.says(if first { &["login.microsoftonline."] } else { &["sts.windows.net"] }).is_some();
    let audience = facts.jws()?.claims.as_ref()?.audiences();
    // Version 1 names the API by its URI, version 2 by its id.
    let by_uri = audience.iter().any(|a| a.starts_with("api://") || a.starts_with("https://"));
    let finding = if others {
        Finding::certain()
    } else if first && (issuer || by_uri) {
        Finding::likely()
    } else {
        return None;
    };
    Some(
        finding
            .seen()
            .because(Evidence::claim("iss", iss))
            .maybe(facts.claim("ver").map(|v| Evidence::claim("ver", v)))
            .because(said)
            .value("got", if first { "1" } else { "2" })
            .value("wanted", if first { "2" } else { "1" })
            .over("issuer-mismatch")
            .over("audience-mismatch"),
    )
}
