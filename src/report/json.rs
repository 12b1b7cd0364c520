//! The JSON contract `latchkey/1` (see README, "JSON").

use serde_json::{Map, Value, json};

use super::{Recording, words};
use crate::diagnosis::{Diagnosis, Fix, Group};
use crate::finding::{Evidence, Finding, Source, Verdict};
use crate::history::Row;
use crate::redact;
use crate::servers::Known;
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
        "groups": groups.iter().filter_map(|g| group(recording, g)).collect::<Vec<_>>(),
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
