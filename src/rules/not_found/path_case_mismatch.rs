use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when a path that works differs only in capital and small letters.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found() {
        return None;
    }
    let path = facts.url().path();
    let works = facts.working_here().find(|f| {
        let other = f.url().path();
        other != path && other.eq_ignore_ascii_case(path)
    })?;
    // Two ids may differ only by case; names of files and routes hardly do.
    let id = |p: &str| p.bytes().any(|b| b.is_ascii_digit()) && !p.contains('.');
    let ids = facts.url().segments().zip(works.url().segments()).any(|(a, b)| a != b && id(a));
    let finding = if ids { Finding::possible() } else { Finding::certain() };
    let finding = finding.seen().because(facts.path_evidence()).because(works.answers());
    Some(finding.value("path", path).value("other", works.url().path()))
}
