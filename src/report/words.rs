//! The words of one card, filled with the values of its first exchange: shared by text and
//! Markdown.

use super::Recording;
use crate::diagnosis::{Diagnosis, Group};
use crate::finding::Finding;
use crate::history::Row;
use crate::instant::{Instant, Span};
use crate::rules;
use crate::servers::{self, Known};
use crate::text::{CauseText, Step};

/// A group with everything that is said of it.
pub(super) struct Card<'r> {
    pub group: &'r Group,
    pub words: &'static CauseText,
    pub first: &'r Finding,
    pub diagnosis: &'r Diagnosis,
    pub rows: Vec<&'r Row>,
}

/// The card of a group; `None` for a cause without words, which tests rule out.
pub(super) fn card<'r>(recording: &'r Recording, group: &'r Group) -> Option<Card<'r>> {
    let first = group.entries.first()?;
    let (_, diagnosis) = recording.diagnoses.iter().find(|(id, _)| id == first)?;
    Some(Card {
        group,
        words: rules::text(group.cause)?,
        first: diagnosis.findings.first()?,
        diagnosis,
        rows: group.entries.iter().filter_map(|id| recording.history.get(*id)).collect(),
    })
}

impl Card<'_> {
    /// How a step is done on the servers that the first exchange shows, and the names of the other
    /// servers that know it.
    pub(super) fn remedies(&self, step: &Step) -> (Vec<Known>, Vec<&'static str>) {
        let (Some(remedy), Some(row)) = (step.remedy, self.rows.first()) else { return Default::default() };
        let (seen, others): (Vec<_>, Vec<_>) =
            servers::remedies(remedy, &row.exchange).into_iter().partition(|known| known.seen);
        (seen, others.iter().map(|known| known.server.name).collect())
    }
}

/// `12 of 40 requests failed`, `nothing failed`.
pub(super) fn summary(recording: &Recording) -> String {
    use crate::finding::Verdict;
    let count = |v| recording.diagnoses.iter().filter(|(_, d)| d.verdict == v).count();
    let mut parts = match (count(Verdict::Failure), recording.diagnoses.len()) {
        (0, all) => vec![format!("none of {all} requests failed")],
        (failed, all) => vec![format!("{failed} of {all} requests failed")],
    };
    for (verdict, words) in
        [(Verdict::Recovered, "recovered"), (Verdict::Expected, "expected"), (Verdict::Noise, "harmless 404")]
    {
        match count(verdict) {
            0 => {}
            n => parts.push(format!("{n} {words}")),
        }
    }
    if let Some(skew) = recording.history.skew().filter(|s| s.abs() > Span::seconds(2)) {
        parts.push(format!("the server's clock is {} {}", skew.words(), if skew.0 > 0 { "ahead" } else { "behind" }));
    }
    parts.join(", ")
}

/// How long ago the recording ended, where the present is known and it matters.
pub(super) fn age(recording: &Recording, now: Option<Instant>) -> Option<String> {
    let last = recording.history.rows().last()?.exchange.ended();
    let ago = now? - last;
    (ago > Span::minutes(5))
        .then(|| format!("recorded {} ago; tokens are judged by the recording's own time", ago.words()))
}
