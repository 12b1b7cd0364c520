//! The JSON contract `latchkey/1` (see README, "JSON").

use serde_json::{Map, Value, json};

use super::Recording;
use crate::diagnosis::{Diagnosis, Group};
use crate::finding::{Evidence, Finding, Source, Verdict};
use crate::history::Row;
use crate::redact;
use crate::rules;
use crate::text;

/// The whole recording as one JSON object.
pub fn recording(recording: &Recording) -> Value {
    let groups = recording.groups();
    let mut out = json!({
        "schema": "latchkey/1",
        "file": recording.name,
        "creator": recording.creator,
        "skew_ms": recording.history.skew().map(|s| s.0),
        "entries": recording.diagnoses.iter().filter_map(|(id, d)| Some(entry(recording, recording.history.get(*id)?, d))).collect::<Vec<_>>(),
        "groups": groups.iter().map(|g| group(recording, g)).collect::<Vec<_>>(),
    });
    if let (false, Value::Object(map)) = (recording.notes.is_empty(), &mut out) {
        map.insert("notes".into(), json!(recording.notes));
    }
    out
}

fn entry(recording: &Recording, row: &Row, diagnosis: &Diagnosis) -> Value {
    let exchange = &row.exchange;
    let mut out = Map::new();
    out.insert("index".into(), row.index.into());
    out.insert("method".into(), exchange.request.method.clone().into());
    // The file's own URL, so that a reader can find the entry again; only a password in it is masked.
    out.insert("url".into(), redact::userinfo(&exchange.request.url).into());
    out.insert("status".into(), exchange.response.status.into());
    out.insert("verdict".into(), diagnosis.verdict.id().into());
    out.insert("answered_by".into(), diagnosis.answered_by.layer.id().into());
    out.insert("server".into(), diagnosis.answered_by.server.map(|s| s.id).into());
    let causes = diagnosis.findings.iter().map(|f| cause(recording, f)).collect::<Vec<_>>();
    // What is fine may carry hints; only what is not has causes.
    out.insert(if diagnosis.verdict == Verdict::Ok { "hints" } else { "causes" }.into(), causes.into());
    out.into()
}

fn cause(recording: &Recording, finding: &Finding) -> Value {
    let mut out = json!({
        "id": finding.cause,
        "certainty": finding.certainty.id(),
        "evidence": finding.evidence.iter().map(|e| evidence(recording, e)).collect::<Vec<_>>(),
    });
    if let (Some(variant), Value::Object(map)) = (finding.variant, &mut out) {
        map.insert("variant".into(), variant.into());
    }
    out
}

fn evidence(recording: &Recording, evidence: &Evidence) -> Value {
    let from = match &evidence.from {
        Source::Exchange(id) => format!("exchange {}", recording.history.get(*id).map_or(id.0, |r| r.index)),
        other => other.to_string(),
    };
    json!({ "from": from, "quote": redact::quote(evidence) })
}

fn group(recording: &Recording, group: &Group) -> Value {
    let words = rules::text(group.cause);
    let values = recording
        .diagnoses
        .iter()
        .find(|(id, _)| group.entries.first() == Some(id))
        .and_then(|(_, d)| d.findings.first())
        .map_or(&[][..], |f| &f.values);
    let fix: Vec<_> = words
        .map_or(&[][..], |w| w.fix)
        .iter()
        .map(|step| {
            json!({
                "where": step.side.id(),
                "do": text::plain(step.action, values),
                "why": text::plain(step.why, values),
                "expect": text::plain(step.expect, values),
            })
        })
        .collect();
    json!({
        "cause": group.cause,
        "title": words.map_or(group.cause, |w| w.title),
        "certainty": group.certainty.id(),
        "origin": group.origin,
        "entries": group.entries.iter().filter_map(|id| recording.history.get(*id)).map(|r| r.index).collect::<Vec<_>>(),
        "say": words.map(|w| text::plain_blocks(w.say, values)),
        "fix": fix,
    })
}
