//! Plain text for a terminal. Colours are ANSI sequences; who writes it to a file strips them.

use super::Recording;
use super::words::{Card, age, card, summary};
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
        out.push_str(&format!("\n{YELLOW}hint{OFF} entry {index}: {}\n", crate::diagnosis::title(finding)));
    }
    out
}

fn write_card(out: &mut String, card: &Card, recording: &Recording) {
    let values = &card.first.values;
    let server = card.diagnosis.answered_by.server.map_or(String::new(), |s| format!(" ({})", s.name));
    out.push_str(&format!("{RED}●{OFF} {BOLD}{}{OFF}  ×{}\n", card.words.title, card.rows.len()));
    out.push_str(&format!(
        "  {DIM}{} · {} · answered by: {}{server}{OFF}\n",
        card.group.cause,
        card.group.certainty.id(),
        card.diagnosis.answered_by.layer.id()
    ));
    for row in card.rows.iter().take(5) {
        let exchange = &row.exchange;
        out.push_str(&format!(
            "  {} {} {}\n",
            exchange.response.status,
            exchange.request.method,
            redact::url(&exchange.request.url)
        ));
    }
    if card.rows.len() > 5 {
        out.push_str(&format!("  {DIM}and {} more{OFF}\n", card.rows.len() - 5));
    }
    out.push('\n');
    paragraph(out, &text::plain_blocks(card.words.say, values));
    if let Some(variant) = card.first.variant.and_then(|key| card.words.variant(key)) {
        paragraph(out, &text::plain_blocks(variant.say, values));
        paragraph(out, &text::plain(variant.fix, values));
    }
    if !card.first.evidence.is_empty() {
        out.push_str("\n  Evidence\n");
    }
    for evidence in &card.first.evidence {
        let from = match &evidence.from {
            crate::finding::Source::Exchange(id) => {
                format!("entry {}", recording.history.get(*id).map_or(id.0, |r| r.index))
            }
            other => other.to_string(),
        };
        out.push_str(&format!("    {from}: {}\n", redact::quote(evidence)));
    }
    out.push_str("\n  Fix\n");
    for (number, step) in card.words.fix.iter().enumerate() {
        let place = if step.side == text::Side::Server { "on the server: " } else { "" };
        out.push_str(&format!("    {}. {place}{}\n", number + 1, text::plain(step.action, values)));
        out.push_str(&format!("       {DIM}why:{OFF} {}\n", text::plain(step.why, values)));
        out.push_str(&format!("       {DIM}expect:{OFF} {}\n", text::plain(step.expect, values)));
        let (seen, others) = card.remedies(step);
        for known in &seen {
            out.push_str(&format!("       {BOLD}in {}:{OFF} {}\n", known.server.name, known.remedy.title));
            for line in text::plain_blocks(known.remedy.blocks, &[]).lines() {
                out.push_str(format!("         {line}").trim_end());
                out.push('\n');
            }
        }
        if !others.is_empty() {
            let also = if seen.is_empty() { "the panel shows how in" } else { "the panel also shows how in" };
            out.push_str(&format!("       {DIM}{also}: {}{OFF}\n", others.join(", ")));
        }
    }
    for other in card.diagnosis.findings.iter().skip(1) {
        let tell = card.words.tell.iter().find(|t| t.cause == other.cause);
        let tell = tell.map_or(String::new(), |t| format!(", if {}", text::plain(t.words, values)));
        out.push_str(&format!("  {DIM}also {}:{OFF} {}{tell}\n", other.certainty.id(), crate::diagnosis::title(other)));
    }
    for reference in card.words.references {
        out.push_str(&format!("  {DIM}{} {}{OFF}\n", reference.title, reference.url));
    }
}

fn paragraph(out: &mut String, text: &str) {
    for line in text.lines() {
        out.push_str(&format!("  {line}\n"));
    }
}
