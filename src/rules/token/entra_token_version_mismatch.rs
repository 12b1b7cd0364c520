use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};

/// Fires when an API refuses issuer or audience of a Microsoft Entra token, and the form of the
/// token's version explains it.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() {
        return None;
    }
    let Some(iss) = facts.claim("iss") else { return told(facts) };
    let first = iss.contains("://sts.windows.net/") || iss.contains("://sts.chinacloudapi.cn/");
    let second = iss.contains("://login.microsoftonline.") && iss.contains("/v2.0");
    if !first && !second {
        return None;
    }
    let said = facts
        .stated(Reason::EntraVersion)
        .or_else(|| facts.stated(Reason::Issuer))
        .or_else(|| facts.stated(Reason::Audience))?;
    let issuer = facts.stated(Reason::Issuer).or_else(|| facts.stated(Reason::EntraVersion)).is_some();
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

/// The server speaks of the versions, and the recording does not show the token.
fn told(facts: Facts) -> Option<Finding> {
    let said = facts.stated(Reason::EntraVersion)?;
    // Nearly always an API wants version 2 and gets version 1, which is the default.
    let quote = said.quote.to_ascii_lowercase();
    let first = ["only v1", "accepts v1", "expects v1", "expected v1", "expected 1", "must be v1", "must be 1"];
    let (got, wanted) = if first.iter().any(|words| quote.contains(words)) { ("2", "1") } else { ("1", "2") };
    let finding = Finding::likely().because(said).because(facts.status_evidence());
    Some(finding.value("got", got).value("wanted", wanted).over("issuer-mismatch").over("audience-mismatch"))
}
