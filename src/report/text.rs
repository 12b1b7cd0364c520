//! Plain text for a terminal. Colours are ANSI sequences; who writes it to a file strips them.

use std::slice;

use super::Recording;
use super::words::{GroupCard, age, card, elsewhere, source, summary};
use crate::diagnosis::{Fix, title};
use crate::finding::Verdict;
use crate::instant::Instant;
use crate::redact;
use crate::text;

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const RED: &str = "\x1b[31m";
const YELLOW: &str = "\x1b[33m";
const OFF: &str = "\x1b[0m";

/// The whole recording as text: a line of summary, then a card for each cause.
pub fn recording(recording: &Recording, now: Option<Instant>) -> String {
    let mut out = format!("{BOLD}{}{OFF}: {}\n", redact::printable(&recording.name), summary(recording));
    for note in recording.notes.iter().cloned().chain(age(recording, now)) {
        out.push_str(&format!("{DIM}note: {note}{OFF}\n"));
    }
    for group in recording.groups() {
        if let Some(card) = card(recording, &group) {
            out.push('\n');
            write_card(&mut out, &card, recording);
        }
    }
    let hints: Vec<_> = recording
        .diagnoses
        .iter()
        .filter(|(_, d)| d.verdict == Verdict::Ok)
        .flat_map(|(id, d)| d.findings.iter().map(move |f| (*id, f)))
        .collect();
    for (id, finding) in hints.iter().take(10) {
        let index = recording.history.get(*id).map_or(0, |r| r.index);
        out.push_str(&format!("\n{YELLOW}hint{OFF} entry {index}: {}\n", title(finding)));
    }
    out
}

fn write_card(out: &mut String, shown: &GroupCard, recording: &Recording) {
    let (values, card) = (&shown.first.values, &shown.card);
    out.push_str(&format!("{RED}●{OFF} {BOLD}{}{OFF}  ×{}\n", card.words.title, shown.rows.len()));
    let by = shown.diagnosis.answered_by.because.as_ref();
    let because = by.map_or(String::new(), |e| format!(", {}: {}", source(recording, e), redact::quote(e)));
    out.push_str(&format!(
        "  {DIM}{} · {} · answered by: {}{because}{OFF}\n",
        shown.group.cause,
        shown.group.certainty.id(),
        shown.answered_by()
    ));
    for row in shown.rows.iter().take(5) {
        let exchange = &row.exchange;
        out.push_str(&format!(
            "  {} {} {}\n",
            exchange.response.status,
            exchange.request.method,
            redact::url(&exchange.request.url)
        ));
    }
    if shown.rows.len() > 5 {
        out.push_str(&format!("  {DIM}and {} more{OFF}\n", shown.rows.len() - 5));
    }
    out.push('\n');
    for block in card.say() {
        indented(out, 2, &text::plain_blocks(slice::from_ref(block), values));
    }
    if !shown.first.evidence.is_empty() {
        out.push_str("\n  Evidence\n");
    }
    for evidence in &shown.first.evidence {
        out.push_str(&format!("    {}: {}\n", source(recording, evidence), redact::quote(evidence)));
    }
    let mut number = 0;
    for (side, steps) in card.sides() {
        out.push_str(&format!("\n  Fix: {}\n", shown.side(side)));
        for fix in steps {
            number += 1;
            write_step(out, number, fix, values);
        }
    }
    if let Some(server) = card.log {
        out.push_str(&format!("\n  Where the log is ({})\n", server.name));
        indented(out, 4, &text::plain_blocks(server.logs, &[]));
    }
    if !card.words.not.is_empty() {
        out.push_str("\n  What it is not\n");
    }
    for words in card.words.not {
        indented(out, 4, &text::plain(words, values));
    }
    out.push('\n');
    for other in shown.diagnosis.findings.iter().skip(1) {
        let tell = card.words.tell.iter().find(|t| t.cause == other.cause);
        let tell = tell.map_or(String::new(), |t| format!(", if {}", redact::printable(&text::plain(t.words, values))));
        out.push_str(&format!("  {DIM}also {}:{OFF} {}{tell}\n", other.certainty.id(), title(other)));
    }
    for reference in card.words.references {
        out.push_str(&format!("  {DIM}{} {}{OFF}\n", reference.title, reference.url));
    }
}

fn write_step(out: &mut String, number: usize, fix: &Fix, values: &[(&str, String)]) {
    let step = fix.step;
    out.push_str(&format!("    {number}. {}\n", redact::printable(&text::plain(step.action, values))));
    indented(out, 7, &text::plain_blocks(step.code, values));
    // The reason of this case's own step was said above.
    if !fix.of_variant {
        out.push_str(&format!("       {DIM}why:{OFF} {}\n", redact::printable(&text::plain(step.why, values))));
    }
    out.push_str(&format!("       {DIM}expect:{OFF} {}\n", redact::printable(&text::plain(step.expect, values))));
    for known in fix.seen_and_others().0 {
        out.push_str(&format!("       {BOLD}in {}:{OFF} {}\n", known.server.name, known.remedy.title));
        indented(out, 9, &text::plain_blocks(known.remedy.blocks, &[]));
    }
    if let Some(line) = elsewhere(fix) {
        out.push_str(&format!("       {DIM}{line}{OFF}\n"));
    }
}

fn indented(out: &mut String, by: usize, text: &str) {
    for line in redact::printable(text).lines() {
        out.push_str(format!("{:by$}{line}", "").trim_end());
        out.push('\n');
    }
}
