use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the end time of a signed link lies before the answer that refuses it.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 404, 410]) || facts.row().is_preflight {
        return None;
    }
    let link = facts.link()?;
    let expires = link.expires?;
    let since = facts.now() - expires;
    if since.0 <= 0 {
        return None;
    }
    let said = facts.says_in_body(&["expired", "no longer valid", "has ended"]);
    // A 404 or 400 can have many reasons; the server must say that it was the time.
    if facts.status_in(&[400, 404]) && said.is_none() {
        return None;
    }
    let finding = if said.is_some() { Finding::certain() } else { Finding::likely() };
    let end = Evidence::moment(Source::Url, "works until ", expires);
    let finding =
        finding.seen().because(end).because(facts.now_evidence()).maybe(said).because(facts.status_evidence());
    Some(
        finding
            .value("ago", since.words())
            .over("server-config-denies-path")
            .over("token-expired")
            .over("s3-missing-key-as-403"),
    )
}
