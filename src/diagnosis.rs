//! Runs the rules, ranks what they find, and gathers findings into groups.

mod card;
mod groups;
mod log;

pub use card::{Card, Fix};
pub use groups::{Group, groups};
pub use log::Log;

use std::cmp::Reverse;

use crate::facts::Facts;
use crate::finding::{Finding, Verdict};
use crate::history::{ExchangeId, History};
use crate::rules;
use crate::servers::Answerer;
use crate::sorted;

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
    let facts = Facts::of(history, id)?;
    let mut findings: Vec<Finding> = rules::all()
        .filter_map(|rule| {
            let mut finding = (rule.check)(facts)?;
            finding.cause = rule.text.id;
            Some(finding)
        })
        .collect();
    let verdict = verdict(&findings);
    findings.retain(|f| f.verdict == verdict);
    rank(&mut findings);
    Some(Diagnosis { verdict, findings, answered_by: facts.answerer() })
}

/// The best words for a finding's cause.
pub fn title(finding: &Finding) -> &'static str {
    rules::text(finding.cause).map_or(finding.cause, |t| t.title)
}

/// What an exchange ends in: a harmless explanation that is at least likely wins over any failure,
/// the most harmless first; without any finding of failure nothing is wrong.
fn verdict(findings: &[Finding]) -> Verdict {
    use crate::finding::Certainty::Likely;
    [Verdict::Recovered, Verdict::Expected, Verdict::Noise]
        .into_iter()
        .find(|v| findings.iter().any(|f| f.verdict == *v && f.certainty >= Likely))
        .or_else(|| findings.iter().any(|f| f.verdict == Verdict::Failure).then_some(Verdict::Failure))
        .unwrap_or(Verdict::Ok)
}

/// Best first: certainty, then closeness of the evidence, then the order of the rules. A finding
/// that another one explains away comes after it. A `Remainder` is dropped where anything at least
/// likely stands beside it.
fn rank(findings: &mut Vec<Finding>) {
    use crate::finding::{Certainty::Likely, Closeness::Remainder};
    let specific = findings.iter().any(|f| f.closeness > Remainder && f.certainty >= Likely);
    if specific {
        findings.retain(|f| f.closeness > Remainder);
    }
    sorted::by_key(findings, |f| (Reverse(f.certainty), Reverse(f.closeness), rules::position(f.cause)));
    let mut at = 0;
    while at < findings.len() {
        let best = findings.get(at..).and_then(|rest| {
            rest.iter().position(|f| f.over.iter().any(|o| findings.get(at).is_some_and(|first| first.cause == *o)))
        });
        match best {
            // A cycle of "over" would never end: each finding moves up at most once per place.
            Some(offset) if findings.get(at).is_some_and(|first| !overs(first, findings.get(at + offset))) => {
                let better = findings.remove(at + offset);
                findings.insert(at, better);
            }
            _ => at += 1,
        }
    }
}

fn overs(first: &Finding, other: Option<&Finding>) -> bool {
    other.is_some_and(|o| first.over.contains(&o.cause))
}
