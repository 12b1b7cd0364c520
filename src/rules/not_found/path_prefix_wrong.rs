use crate::facts::Facts;
use crate::facts::paths::is_prefix;
use crate::finding::Finding;
use crate::route::{is_value, template};

/// Fires when a working path on the same origin ends like this one, but starts with another base or
/// version.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found() {
        return None;
    }
    let (works, mine, theirs) = facts.working_here().find_map(|f| {
        let (mine, theirs) = heads(facts.url().path(), f.url().path())?;
        Some((f, mine, theirs))
    })?;
    let said = facts.router_said().map(|s| s.evidence);
    // A record of the right route may be missing below both bases: then nothing names a route.
    let finding = if said.is_some() || facts.plain_server_page() || facts.body().trim().is_empty() {
        Finding::likely()
    } else {
        Finding::possible()
    };
    let finding = finding.seen().because(facts.path_evidence()).because(works.answers()).maybe(said).over("path-typo");
    Some(finding.value("mine", shown(&mine)).value("theirs", shown(&theirs)))
}

/// The two starts before the common end, where they differ only by bases such as `/api` or `/v2`.
fn heads(mine: &str, theirs: &str) -> Option<(Vec<String>, Vec<String>)> {
    let (mine, theirs) = (parts(mine), parts(theirs));
    let same = mine.iter().rev().zip(theirs.iter().rev()).take_while(|(a, b)| a == b).count();
    let (mine, tail) = mine.split_at(mine.len() - same);
    let theirs = theirs.get(..theirs.len() - same)?;
    let base = |head: &[String]| head.len() <= 2 && head.iter().all(|p| is_prefix(p));
    let named = tail.iter().any(|p| p != "{id}" && p.len() > 2 && !is_value(p));
    (named && mine != theirs && base(mine) && base(theirs)).then(|| (mine.to_vec(), theirs.to_vec()))
}

fn parts(path: &str) -> Vec<String> {
    template(path).split('/').filter(|p| !p.is_empty()).map(str::to_owned).collect()
}

fn shown(head: &[String]) -> String {
    if head.is_empty() { "/".into() } else { format!("/{}", head.join("/")) }
}
