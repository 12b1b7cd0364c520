//! Runs the rules, ranks what they find, and gathers findings into groups.

mod card;
mod groups;
mod log;
mod mended;
mod rank;

pub use card::{Card, Fix};
pub use groups::{Group, groups, origin};
pub use log::Log;

use crate::facts::{Facts, Memo};
use crate::finding::{Finding, Verdict};
use crate::history::{ExchangeId, History};
use crate::rules;
use crate::servers::Answerer;
use rank::{rank, verdict};

/// What Latchkey says of one exchange.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnosis {
    /// What it ends in.
    pub verdict: Verdict,
    /// The causes, best first. For `Ok` these are hints. For `Recovered`, `Expected` and `Noise` the
    /// first one says why it is harmless.
    pub findings: Vec<Finding>,
    /// Who answered.
    pub answered_by: Answerer,
}

/// Diagnoses one exchange in the light of all others; `None` when the history no longer holds it.
pub fn diagnose(history: &History, id: ExchangeId) -> Option<Diagnosis> {
    let memo = Memo::default();
    let facts = Facts::of(history, id)?.with(&memo);
    let mut findings: Vec<Finding> =
        rules::all().filter_map(|rule| (rule.check)(facts).map(|finding| finding.of(rule.text.id))).collect();
    let verdict = verdict(&findings);
    findings.retain(|f| f.verdict == verdict);
    rank(&mut findings);
    Some(Diagnosis { verdict, findings, answered_by: facts.answerer() })
}

/// The diagnosis of each exchange that the history holds, in the order of the ids. Where there are threads, long recordings
/// are shared out among them.
pub fn diagnose_all(history: &History, ids: &[ExchangeId]) -> Vec<(ExchangeId, Diagnosis)> {
    let one = |id: &ExchangeId| Some((*id, diagnose(history, *id)?));
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(all) = crate::shared::out(ids, one) {
        return all;
    }
    ids.iter().filter_map(one).collect()
}

/// The best words for a finding's cause.
pub fn title(finding: &Finding) -> &'static str {
    rules::text(finding.cause).map_or(finding.cause, |t| t.title)
}
