use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when all scripts and styles of a page are gone, or when a page below a sub-path asks for
/// them at the root.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if let Some(found) = below_the_page(facts) {
        return Some(found);
    }
    if !facts.is_not_found() || !asset(facts) {
        return None;
    }
    let path = facts.url().path();
    if facts.working_here().any(|f| asset(f) && folder(f.url().path()) == folder(path)) {
        return None;
    }
    let page = facts.page_loaded().filter(|p| facts.same_origin(*p))?;
    let base = page.url().segments().next().filter(|s| !s.is_empty() && !s.contains('.'));
    let outside = base.is_some_and(|b| facts.url().segments().next() != Some(b));
    let found_inside = || base.and_then(|b| facts.working_here().find(|f| f.url().path() == format!("/{b}{path}")));
    let another =
        facts.nearby().find(|f| asset(*f) && f.status() == 404 && f.url().path() != path && facts.same_origin(*f));
    let alone = !facts.working_here().any(asset);
    let finding = match (found_inside(), outside, another) {
        (Some(inside), ..) => Finding::likely().seen().because(inside.answers()),
        (None, true, Some(other)) => Finding::likely().shape().because(other.answers()),
        (None, true, None) => Finding::possible().shape(),
        (None, false, Some(other)) if alone => Finding::likely().shape().because(other.answers()),
        _ => return None,
    };
    let finding = finding
        .because(facts.path_evidence())
        .because(page.answers())
        .over("path-typo")
        .over("server-path-mapping-wrong");
    Some(finding.over("stale-asset-after-deploy").value("path", path).value("page", page.url().path()))
}

/// A page in place of a script, where the page names its scripts without a slash at the beginning and stands
/// at a deeper address: `assets/main.js` in `/orders/12` becomes `/orders/assets/main.js`.
fn below_the_page(facts: Facts) -> Option<Finding> {
    let script = facts.exchange().resource_type.as_deref() == Some("script");
    if facts.status() != 200 || !script || facts.response().mime_type != "text/html" || !asset(facts) {
        return None;
    }
    let page = facts.page_loaded().filter(|p| facts.same_origin(*p))?;
    let (base, path) = (folder(page.url().path()), facts.url().path());
    let relative = path.strip_prefix(base)?.trim_start_matches('/');
    let named = ["\"", "'", "./"].iter().any(|before| page.body().contains(&format!("{before}{relative}")));
    if base.is_empty() || !named || facts.working_here().any(|f| asset(f) && folder(f.url().path()) == folder(path)) {
        return None;
    }
    let finding = Finding::likely()
        .seen()
        .because(Evidence::response_header("Content-Type", "text/html"))
        .because(facts.path_evidence())
        .because(page.answers());
    let finding = finding.over("spa-fallback-html-for-api").over("stale-asset-after-deploy");
    Some(finding.value("path", path).value("page", page.url().path()))
}

fn asset(facts: Facts) -> bool {
    facts.url().extension().is_some_and(|e| matches!(e.as_str(), "js" | "mjs" | "css"))
}

fn folder(path: &str) -> &str {
    path.rfind('/').and_then(|at| path.get(..at)).unwrap_or("")
}
