use crate::facts::Facts;
use crate::finding::{Finding, Source};

/// Fires when every file below one folder is a 404 of the web server itself.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found() {
        return None;
    }
    // PHP got a path from the web server at which it finds no script.
    const PHP: &[&str] = &["file not found.", "no input file specified.", "primary script unknown"];
    let body = facts.body().trim();
    if PHP.iter().any(|said| body.eq_ignore_ascii_case(said)) {
        let folder = facts.url().path().rsplit_once('/').map_or("/", |(folder, _)| folder);
        let finding = Finding::likely().quote(Source::ResponseBody, body).because(facts.path_evidence());
        return Some(finding.value("folder", format!("{folder}/")).over("resource-not-found"));
    }
    if facts.url().extension().is_none() || !facts.plain_server_page() {
        return None;
    }
    let first = facts.url().segments().next().filter(|s| !s.is_empty() && !s.contains('.'))?;
    let folder = format!("/{first}/");
    let below = |f: &Facts| facts.same_origin(*f) && f.url().path().starts_with(&folder);
    if facts.working_here().any(|f| below(&f)) {
        return None;
    }
    let path = facts.url().path();
    let other = facts
        .nearby()
        .find(|f| below(f) && f.status() == 404 && f.url().path() != path && f.url().extension().is_some())?;
    let finding = Finding::possible().shape().because(facts.path_evidence()).because(other.answers());
    Some(finding.value("folder", folder))
}
