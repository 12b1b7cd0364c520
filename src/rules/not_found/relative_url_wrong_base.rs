use crate::exchange::Address;
use crate::facts::Facts;
use crate::facts::paths::is_prefix;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the path of a call is the folder of the page followed by a path that starts anew.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found() || !facts.is_api_call() {
        return None;
    }
    let parts: Vec<&str> = facts.url().segments().collect();
    let origin = facts.url().origin();
    let mut pages = Vec::new();
    pages.extend(facts.sent("referer").map(Address::new));
    pages.extend(facts.exchange().page.as_deref().map(Address::new));
    pages.extend(facts.page_loaded().map(|f| f.url().clone()));
    let (page, folder, rest) = pages.iter().filter(|p| p.origin() == origin).find_map(|page| {
        let (folder, rest) = split(page, &parts, facts)?;
        Some((page, folder, rest))
    })?;
    let finding =
        Finding::likely().seen().because(facts.path_evidence()).because(Evidence::new(Source::Url, page.as_str()));
    let finding = finding.maybe(facts.router_said().map(|s| s.evidence));
    let finding = finding.over("path-typo").over("path-prefix-wrong").over("proxy-path-rewrite-wrong");
    Some(finding.value("folder", folder).value("rest", rest))
}

/// The page's folder at the start of the path, and the rest: where the rest starts with a base such
/// as `api`, or works by itself.
fn split(page: &Address, parts: &[&str], facts: Facts) -> Option<(String, String)> {
    let page_parts: Vec<&str> = page.segments().filter(|p| !p.is_empty()).collect();
    if page_parts.is_empty() {
        return None;
    }
    // `/users/42` lies in `/users/`; an app may have moved deeper since the page was loaded.
    let folder =
        if page.path().ends_with('/') { page_parts.as_slice() } else { page_parts.get(..page_parts.len() - 1)? };
    let at = parts.iter().position(|p| is_prefix(p)).filter(|at| *at > 0);
    let from_page = |at: usize| {
        parts.get(..at).is_some_and(|head| {
            head == folder
                || head.starts_with(&page_parts)
                || (!folder.is_empty() && head.starts_with(folder) && head.len() <= folder.len() + 1)
        })
    };
    let shown = |at: usize| {
        let head = parts.get(..at).unwrap_or_default().join("/");
        (format!("/{head}/"), parts.get(at..).unwrap_or_default().join("/"))
    };
    if let Some(at) = at.filter(|at| from_page(*at)) {
        return Some(shown(at));
    }
    let at = folder.len();
    let (_, rest) = shown(at);
    let whole = format!("/{rest}");
    // The page's address lacks the slash that would make it the folder.
    let below = format!("{}/{rest}", page.path());
    let works = |path: &str| facts.working_here().any(|f| f.url().path() == path);
    let anew = at > 0 && !rest.is_empty() && parts.starts_with(folder) && (works(&whole) || works(&below));
    anew.then(|| shown(at))
}
