use crate::facts::Facts;
use crate::facts::paths::{is_prefix, same_template};
use crate::finding::Finding;

/// Fires when a base such as `/api` or `/api/v1` stands twice in a row in the path.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[403, 404, 405]) {
        return None;
    }
    let parts: Vec<&str> = facts.url().segments().collect();
    let (start, length) = doubled(&parts)?;
    let base = format!("/{}", parts.get(start..start + length)?.join("/"));
    let single: Vec<&str> =
        parts.iter().enumerate().filter(|(i, _)| *i < start || *i >= start + length).map(|(_, p)| *p).collect();
    let single = format!("/{}", single.join("/"));
    let works = facts.working_here().find(|f| same_template(f.url().path(), &single));
    let known = parts.get(start..start + length)?.iter().any(|p| is_prefix(p));
    let below = facts.working_here().find(|f| {
        let path = f.url().path();
        path.strip_prefix(base.as_str())
            .is_some_and(|rest| rest.starts_with('/') && !rest.starts_with(&format!("{base}/")))
    });
    let proof = facts.status() == 404 && (works.is_some() || known);
    let finding = match (proof, known || works.is_some()) {
        (true, _) => Finding::certain(),
        (false, true) => Finding::likely(),
        (false, false) => return None,
    };
    let other = works.or(below).map(Facts::answers);
    let finding = finding.seen().because(facts.path_evidence()).maybe(other);
    Some(finding.because(facts.status_evidence()).value("base", base).value("single", single))
}

/// The first run of parts that stands twice in a row: its place and length. One part that is no
/// usual base counts only for the caller's further evidence.
fn doubled(parts: &[&str]) -> Option<(usize, usize)> {
    for length in (1..=3).rev() {
        for start in 0..parts.len() {
            let (Some(first), Some(second)) =
                (parts.get(start..start + length), parts.get(start + length..start + 2 * length))
            else {
                break;
            };
            let text = first.iter().all(|p| p.len() > 1 && p.bytes().any(|b| b.is_ascii_alphabetic()));
            if first == second && text && (length == 1 || first.first() != first.last()) {
                return Some((start, length));
            }
        }
    }
    None
}
