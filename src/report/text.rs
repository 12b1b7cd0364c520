//! Plain text for a terminal. Colours are ANSI sequences; who writes it to a file strips them.

use super::Recording;
use super::words::{GroupCard, age, card, elsewhere, source, status, summary};
use crate::diagnosis::{Fix, title};
use crate::finding::Verdict;
use crate::instant::Instant;
use crate::redact;
use crate::text::{self, Block};

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const RED: &str = "\x1b[31m";
const YELLOW: &str = "\x1b[33m";
const OFF: &str = "\x1b[0m";

/// Where sentences are broken, in columns. Code, addresses and evidence stay in one piece, so that they can be copied.
const WIDTH: usize = 100;

/// The whole recording as text: a line of summary, then a card for each cause.
pub fn recording(recording: &Recording, now: Option<Instant>) -> String {
    let mut out = format!("{BOLD}{}{OFF}: {}\n", redact::printable(&recording.name), summary(recording));
    for note in recording.notes.iter().cloned().chain(age(recording, now)) {
        out.push_str(&format!("{DIM}note: {note}{OFF}\n"));
    }
    let mut logs = Vec::new();
    for group in recording.groups() {
        if let Some(card) = card(recording, &group) {
            out.push('\n');
            write_card(&mut out, &card, recording, &mut logs);
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

/// `logs` are the servers whose log was named above.
fn write_card(out: &mut String, shown: &GroupCard, recording: &Recording, logs: &mut Vec<&'static str>) {
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
            status(exchange),
            exchange.request.method,
            redact::url(&exchange.request.url)
        ));
    }
    if shown.rows.len() > 5 {
        out.push_str(&format!("  {DIM}and {} more{OFF}\n", shown.rows.len() - 5));
    }
    for block in card.say() {
        out.push('\n');
        write_block(out, 2, block, values);
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
        let again = logs.contains(&server.id);
        out.push_str(&format!("\n  Where the log is ({}){}\n", server.name, if again { ": see above" } else { "" }));
        if !again {
            logs.push(server.id);
            write_blocks(out, 4, server.logs, &[]);
        }
    }
    if !card.words.not.is_empty() {
        out.push_str("\n  What it is not\n");
    }
    for words in card.words.not {
        sentence(out, 4, "- ", &text::ticked(words, values));
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
    sentence(out, 4, &format!("{number}. "), &text::ticked(step.action, values));
    write_blocks(out, 7, step.code, values);
    // The reason of this case's own step was said above.
    if !fix.of_variant {
        sentence(out, 7, "why: ", &text::ticked(step.why, values));
    }
    sentence(out, 7, "expect: ", &text::ticked(step.expect, values));
    for known in fix.seen_and_others().0 {
        out.push_str(&format!("       {BOLD}in {}:{OFF} {}\n", known.server.name, known.remedy.title));
        write_blocks(out, 9, known.remedy.blocks, &[]);
    }
    if let Some(line) = elsewhere(fix) {
        sentence(out, 7, "", &line);
    }
}

/// Blocks with an empty line between them.
fn write_blocks(out: &mut String, by: usize, blocks: &[Block], values: &[(&str, String)]) {
    for (at, block) in blocks.iter().enumerate() {
        out.push_str(if at > 0 { "\n" } else { "" });
        write_block(out, by, block, values);
    }
}

fn write_block(out: &mut String, by: usize, block: &Block, values: &[(&str, String)]) {
    match block {
        Block::Paragraph(words) => sentence(out, by, "", &text::ticked(words, values)),
        Block::List(items) => items.iter().for_each(|item| sentence(out, by, "- ", &text::ticked(item, values))),
        Block::Code { text, .. } => {
            for line in redact::printable(text).lines() {
                out.push_str(format!("{:by$}{line}", "").trim_end());
                out.push('\n');
            }
        }
    }
}

/// A sentence after its mark, broken between words; what follows stands below its first word.
fn sentence(out: &mut String, by: usize, mark: &str, text: &str) {
    let below = by + mark.len();
    let start = out.len();
    out.push_str(&format!("{:by$}{mark}", ""));
    let mut column = below;
    for word in pieces(&redact::printable(text)) {
        let wide = word.chars().count();
        if column > below && column + 1 + wide > WIDTH {
            out.push_str(&format!("\n{:below$}", ""));
            column = below;
        } else if column > below {
            out.push(' ');
            column += 1;
        }
        out.push_str(&word);
        column += wide;
    }
    // A mark such as `why:` steps back behind the words.
    if let Some(words) = mark.strip_suffix(": ") {
        let at = start + by;
        out.replace_range(at..at + words.len() + 1, &format!("{DIM}{words}:{OFF}"));
    }
    out.push('\n');
}

/// The words of a text; a command such as `tail -f` is one.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match pieces.last_mut().filter(|last| last.matches('`').count() % 2 == 1 && last.len() < WIDTH / 2) {
            Some(open) => open.extend([" ", word]),
            None => pieces.push(word.to_owned()),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_broken_between_words() {
        let mut out = String::new();
        let long = "word ".repeat(18) + "and then `tail -f` more";
        sentence(&mut out, 4, "why: ", &long);
        let lines: Vec<_> = out.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].starts_with(&format!("    {DIM}why:{OFF} word word")) && lines[0].ends_with("word"));
        assert_eq!(lines[1], "         and then `tail -f` more");
        assert_eq!(pieces("a `b c` d"), ["a", "`b c`", "d"]);
    }
}
