use crate::facts::Facts;
use crate::facts::paths::find_encoded_slash;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the path holds an encoded slash or backslash, and the answer is not the application's.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 403, 404]) || facts.row().is_preflight {
        return None;
    }
    let found = find_encoded_slash(facts.url().path())?;
    // Where another such path works, or the application names an item, the slash was understood.
    let understood = facts.working_here().any(|f| find_encoded_slash(f.url().path()).is_some());
    let own_words = facts.response().mime_type.contains("json") && facts.router_said().is_none();
    if understood || own_words {
        return None;
    }
    let said = facts.says_in_body(&[
        "encoded slash", "encoded solidus", "ambiguous uri", "ambiguous segment", "invalid uri", "noncanonical",
        "suspicious",
    ]);
    let seen =
        facts.plain_server_page() || facts.router_said().is_some() || facts.body().trim().is_empty() || said.is_some();
    let finding = if seen { Finding::likely() } else { Finding::possible() };
    let finding =
        finding.seen().because(Evidence::new(Source::Url, facts.url().path())).because(facts.status_evidence());
    Some(finding.maybe(said).over("path-typo").value("text", found))
}
