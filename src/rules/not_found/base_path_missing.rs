use crate::facts::Facts;
use crate::facts::paths::percent_decode;
use crate::finding::Finding;

/// Fires when the development server names its base, and when a page exists below a base.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found() {
        return None;
    }
    if let Some(said) = facts.says_in_body(&["is configured with a public base url of "]) {
        let base = said
            .quote
            .split("base URL of ")
            .nth(1)
            .and_then(|rest| rest.split_whitespace().next())
            .unwrap_or("/")
            .to_owned();
        let right = format!("{}{}", base.trim_end_matches('/'), percent_decode(facts.url().path()));
        return Some(Finding::certain().because(said).value("base", base).value("right", right));
    }
    if !facts.is_navigation() {
        return None;
    }
    let path = facts.url().path();
    let (works, base) = facts.working_here().filter(|f| f.is_navigation()).find_map(|f| {
        let base = f.url().path().strip_suffix(path)?;
        (base.len() > 1 && path.len() > 1).then(|| (f, format!("{base}/")))
    })?;
    let finding = Finding::likely().seen().because(facts.path_evidence()).because(works.answers());
    Some(finding.value("base", base).value("right", works.url().path()))
}
