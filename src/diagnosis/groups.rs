//! Failures with the same cause at the same origin are one card.

use super::Diagnosis;
use crate::finding::{CauseId, Certainty, Verdict};
use crate::history::{ExchangeId, History};
use crate::sorted;

/// One card: a cause at one origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The cause.
    pub cause: CauseId,
    /// Scheme, host and port that answered.
    pub origin: String,
    /// The best certainty among its exchanges.
    pub certainty: Certainty,
    /// Its exchanges, oldest first.
    pub entries: Vec<ExchangeId>,
}

/// Groups the failures by their first cause and origin; the largest group first, equal ones in the
/// order they began.
pub fn groups<'d>(history: &History, all: impl Iterator<Item = (ExchangeId, &'d Diagnosis)>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (id, diagnosis) in all.filter(|(_, d)| d.verdict == Verdict::Failure) {
        let (Some(first), Some(row)) = (diagnosis.findings.first(), history.get(id)) else { continue };
        match groups.iter_mut().find(|g| g.cause == first.cause && g.origin == row.route.origin) {
            Some(group) => {
                group.certainty = group.certainty.max(first.certainty);
                group.entries.push(id);
            }
            None => groups.push(Group {
                cause: first.cause,
                origin: row.route.origin.clone(),
                certainty: first.certainty,
                entries: vec![id],
            }),
        }
    }
    sorted::by_key(&mut groups, |g| std::cmp::Reverse(g.entries.len()));
    groups
}
