use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when all scripts and styles of a page are gone, or when a page below a sub-path asks for
/// them at the root.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found() || !asset(facts) {
        return None;
    }
    let path = facts.url().path();
    if facts.working_here().any(|f| asset(f) && folder(f.url().path()) == folder(path)) {
        return None;
    }
    let page = facts.page_loaded().filter(|p| p.row().route.origin == facts.row().route.origin)?;
    let base = page.url().segments().next().filter(|s| !s.is_empty() && !s.contains('.'));
    let outside = base.is_some_and(|b| facts.url().segments().next() != Some(b));
    let found_inside = || base.and_then(|b| facts.working_here().find(|f| f.url().path() == format!("/{b}{path}")));
    let another = facts.nearby().find(|f| {
        asset(*f) && f.status() == 404 && f.url().path() != path && f.row().route.origin == facts.row().route.origin
    });
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

fn asset(facts: Facts) -> bool {
    facts.url().extension().is_some_and(|e| matches!(e.as_str(), "js" | "mjs" | "css"))
}

fn folder(path: &str) -> &str {
    path.rfind('/').and_then(|at| path.get(..at)).unwrap_or("")
}
