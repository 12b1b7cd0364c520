//! The JSON contract `latchkey/1` (see README, "JSON").

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::{Recording, words};
use crate::diagnosis::{Diagnosis, Fix, Group};
use crate::finding::{Evidence, Finding, Source, Verdict};
use crate::history::{ExchangeId, Row};
use crate::redact;
use crate::servers::Known;
use crate::text;

/// The whole recording as one JSON object, to be written as it is made: a long one is not held a second time.
pub fn recording(recording: &Recording) -> impl Serialize {
    let groups = recording.groups();
    Whole {
        schema: "latchkey/1",
        file: &recording.name,
        creator: &recording.creator,
        skew_ms: recording.history.skew().map(|s| s.0),
        entries: Entries(recording),
        groups: groups.iter().filter_map(|g| group(recording, g)).collect(),
        notes: &recording.notes,
    }
}

#[derive(Serialize)]
struct Whole<'r> {
    schema: &'static str,
    file: &'r str,
    creator: &'r str,
    skew_ms: Option<i64>,
    entries: Entries<'r>,
    groups: Vec<Value>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'r [String],
}

struct Entries<'r>(&'r Recording);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Entries(recording) = self;
        let entry = |(id, d): &'_ (ExchangeId, Diagnosis)| Some(entry(recording, recording.history.get(*id)?, d));
        serializer.collect_seq(recording.diagnoses.iter().filter_map(entry))
    }
}

#[derive(Serialize)]
struct Entry<'r> {
    index: usize,
    method: &'r str,
    url: String,
    status: u16,
    verdict: &'static str,
    answered_by: &'static str,
    server: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hints: Option<Vec<Cause>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    causes: Option<Vec<Cause>>,
}

#[derive(Serialize)]
struct Cause {
    id: &'static str,
    certainty: &'static str,
    evidence: Vec<Quote>,
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'static str>,
}

#[derive(Serialize)]
struct Quote {
    from: String,
    quote: String,
}

fn entry<'r>(recording: &Recording, row: &'r Row, diagnosis: &Diagnosis) -> Entry<'r> {
    let exchange = &row.exchange;
    let causes = diagnosis.findings.iter().map(|f| cause(recording, f)).collect();
    // What is fine may carry hints; only what is not has causes.
    let (hints, causes) = if diagnosis.verdict == Verdict::Ok { (Some(causes), None) } else { (None, Some(causes)) };
    Entry {
        index: row.index,
        method: &exchange.request.method,
        // The file's own URL, so that a reader can find the entry again; only a password in it is masked.
        url: redact::userinfo(&exchange.request.url),
        status: exchange.response.status,
        verdict: diagnosis.verdict.id(),
        answered_by: diagnosis.answered_by.layer.id(),
        server: diagnosis.answered_by.server.map(|s| s.id),
        hints,
        causes,
    }
}

fn cause(recording: &Recording, finding: &Finding) -> Cause {
    Cause {
        id: finding.cause,
        certainty: finding.certainty.id(),
        evidence: finding.evidence.iter().map(|e| evidence(recording, e)).collect(),
        variant: finding.variant,
    }
}

fn evidence(recording: &Recording, evidence: &Evidence) -> Quote {
    let from = match &evidence.from {
        Source::Exchange(id) => format!("exchange {}", recording.history.get(*id).map_or(id.0, |r| r.index)),
        other => other.to_string(),
    };
    Quote { from, quote: redact::quote(evidence) }
}

fn group(recording: &Recording, group: &Group) -> Option<Value> {
    let shown = words::card(recording, group)?;
    let (values, words, by) = (&shown.first.values, shown.card.words, &shown.diagnosis.answered_by);
    let say: Vec<_> = shown.card.say().copied().collect();
    Some(json!({
        "cause": group.cause,
        "variant": shown.first.variant,
        "title": words.title,
        "certainty": group.certainty.id(),
        "origin": group.origin,
        "answered_by": by.layer.id(),
        "server": by.server.map(|s| s.id),
        "answered_because": by.because.as_ref().map(|e| evidence(recording, e)),
        "entries": shown.rows.iter().map(|r| r.index).collect::<Vec<_>>(),
        "say": text::plain_blocks(&say, values),
        "why": text::plain_blocks(words.why, values),
        "evidence": shown.first.evidence.iter().map(|e| evidence(recording, e)).collect::<Vec<_>>(),
        "fix": shown.card.fix.iter().map(|f| fix(f, values)).collect::<Vec<_>>(),
        "log": shown.card.log.map(|s| json!({ "server": s.id, "text": text::plain_blocks(s.logs, &[]) })),
        "not": words.not.iter().map(|w| text::plain(w, values)).collect::<Vec<_>>(),
        "tell": words.tell.iter().map(|t| json!({ "cause": t.cause, "text": text::plain(t.words, values) })).collect::<Vec<_>>(),
        "references": words.references.iter().map(|r| json!({ "title": r.title, "url": r.url })).collect::<Vec<_>>(),
    }))
}

/// A step. `how` says how it is done in what the exchange shows; `others` names what else is known.
fn fix(fix: &Fix, values: &[(&str, String)]) -> Value {
    let (seen, others) = fix.seen_and_others();
    let how = |k: &Known| json!({ "server": k.server.id, "do": k.remedy.title, "text": text::plain_blocks(k.remedy.blocks, &[]) });
    json!({
        "where": fix.step.side.id(),
        "do": text::plain(fix.step.action, values),
        "why": text::plain(fix.step.why, values),
        "expect": text::plain(fix.step.expect, values),
        "code": text::plain_blocks(fix.step.code, values),
        "remedy": fix.step.remedy,
        "how": seen.iter().map(how).collect::<Vec<_>>(),
        "others": others.iter().map(|k| k.server.id).collect::<Vec<_>>(),
    })
}
