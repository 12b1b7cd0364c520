//! A group of the recording with everything that is said of it, and the lines above the groups:
//! shared by text, Markdown and JSON.

use super::Recording;
use crate::diagnosis::{Card, Diagnosis, Fix, Group};
use crate::exchange::Exchange;
use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};
use crate::history::Row;
use crate::instant::{Instant, Span};
use crate::text::Side;

/// A group with the card of its first exchange.
pub(super) struct GroupCard<'r> {
    pub group: &'r Group,
    pub card: Card,
    pub first: &'r Finding,
    pub diagnosis: &'r Diagnosis,
    pub rows: Vec<&'r Row>,
}

/// The card of a group; `None` for a cause without words, which tests rule out.
pub(super) fn card<'r>(recording: &'r Recording, group: &'r Group) -> Option<GroupCard<'r>> {
    let id = group.entries.first()?;
    let at = recording.diagnoses.binary_search_by_key(id, |(id, _)| *id).ok()?;
    let (_, diagnosis) = recording.diagnoses.get(at)?;
    let first = diagnosis.findings.first()?;
    let rows: Vec<_> = group.entries.iter().filter_map(|id| recording.history.get(*id)).collect();
    let preflight = Facts::of(&recording.history, *id).and_then(Facts::failed_preflight);
    let card = Card::of(first, &rows.first()?.exchange, preflight.map(Facts::exchange))?;
    Some(GroupCard { group, card, first, diagnosis, rows })
}

impl GroupCard<'_> {
    /// `framework (Express)`.
    pub(super) fn answered_by(&self) -> String {
        let by = &self.diagnosis.answered_by;
        format!("{}{}", by.layer.id(), by.server.map_or(String::new(), |s| format!(" ({})", s.name)))
    }

    /// The heading over the steps of one side.
    pub(super) fn side(&self, side: Side) -> String {
        match (side, self.card.server) {
            (Side::Client, _) => "In the page".to_owned(),
            (Side::Server, Some(server)) => format!("On the server ({})", server.name),
            (Side::Server, None) => "On the server".to_owned(),
        }
    }
}

/// Which ways to do a step are not shown in full, and the command that shows them.
pub(super) fn elsewhere(fix: &Fix) -> Option<String> {
    let (_, others) = fix.seen_and_others();
    let names: Vec<_> = others.iter().map(|known| known.server.name).collect();
    let remedy = others.first()?.remedy.id;
    Some(format!("`latchkey learn {remedy}` shows how in {}", names.join(", ")))
}

/// The status as people read it: 0 is none.
pub(super) fn status(exchange: &Exchange) -> String {
    match exchange.response.status {
        0 => "(no answer)".to_owned(),
        status => status.to_string(),
    }
}

/// Where evidence stands, in the words of the file: `entry 4`, `response header Date`.
pub(super) fn source(recording: &Recording, evidence: &Evidence) -> String {
    match &evidence.from {
        Source::Exchange(id) => format!("entry {}", recording.history.get(*id).map_or(id.0, |r| r.index)),
        other => other.to_string(),
    }
}

/// `12 of 40 requests failed`, `nothing failed`.
pub(super) fn summary(recording: &Recording) -> String {
    use crate::finding::Verdict;
    let count = |v| recording.diagnoses.iter().filter(|(_, d)| d.verdict == v).count();
    let mut parts = match (count(Verdict::Failure), recording.diagnoses.len()) {
        (0, 0) => vec!["it holds no requests".to_owned()],
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
