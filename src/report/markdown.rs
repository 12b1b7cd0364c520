//! A report for an issue tracker. Secrets are masked; text from the network is escaped or fenced.

use super::Recording;
use super::words::{GroupCard, age, card, elsewhere, source, status, summary};
use crate::diagnosis::{Fix, title};
use crate::instant::Instant;
use crate::redact;
use crate::text::{self, Block, Word, Words};

/// The whole recording as Markdown.
pub fn recording(recording: &Recording, now: Option<Instant>) -> String {
    let mut out = format!("# {}\n\n{}.\n", escape(&recording.name), capital(&summary(recording)));
    for note in recording.notes.iter().cloned().chain(age(recording, now)) {
        out.push_str(&format!("\n> {}\n", escape(&note)));
    }
    for group in recording.groups() {
        if let Some(card) = card(recording, &group) {
            write_card(&mut out, &card, recording);
        }
    }
    out
}

fn write_card(out: &mut String, shown: &GroupCard, recording: &Recording) {
    let (values, card) = (&shown.first.values, &shown.card);
    out.push_str(&format!("\n## {} (×{})\n\n", card.words.title, shown.rows.len()));
    let by = shown.diagnosis.answered_by.because.as_ref();
    let because =
        by.map_or(String::new(), |e| format!(", {}: {}", escape(&source(recording, e)), code(&redact::quote(e))));
    out.push_str(&format!(
        "`{}`, {}, answered by: {}{because}\n\n",
        shown.group.cause,
        shown.group.certainty.id(),
        shown.answered_by()
    ));
    for row in shown.rows.iter().take(10) {
        let exchange = &row.exchange;
        out.push_str(&format!(
            "- {} {} {}\n",
            status(exchange),
            escape(&exchange.request.method),
            code(&redact::url(&exchange.request.url))
        ));
    }
    for block in card.say() {
        out.push_str(&format!("\n{}\n", block_text(block, values)));
    }
    out.push_str("\n### Evidence\n\n");
    for evidence in &shown.first.evidence {
        out.push_str(&format!("- {}: {}\n", escape(&source(recording, evidence)), code(&redact::quote(evidence))));
    }
    for (side, steps) in card.sides() {
        out.push_str(&format!("\n### Fix: {}\n\n", shown.side(side)));
        for (at, fix) in steps.iter().enumerate() {
            write_step(out, at + 1, fix, values);
        }
    }
    if let Some(server) = card.log {
        out.push_str(&format!("\n### Where the log is ({})\n", server.name));
        write_blocks(out, 0, server.logs);
    }
    if !card.words.not.is_empty() {
        out.push_str("\n### What it is not\n\n");
    }
    for words in card.words.not {
        out.push_str(&format!("- {}\n", inline(words, values)));
    }
    if shown.diagnosis.findings.len() > 1 {
        out.push_str("\n### Other causes that fit\n\n");
    }
    for other in shown.diagnosis.findings.iter().skip(1) {
        let tell = card.words.tell.iter().find(|t| t.cause == other.cause);
        let tell = tell.map_or(String::new(), |t| format!(", if {}", inline(t.words, values)));
        out.push_str(&format!("- {}: {}{tell}\n", other.certainty.id(), escape(title(other))));
    }
    out.push_str("\n### References\n\n");
    for reference in card.words.references {
        out.push_str(&format!("- [{}]({})\n", reference.title, reference.url));
    }
}

fn write_step(out: &mut String, number: usize, fix: &Fix, values: &[(&str, String)]) {
    let step = fix.step;
    out.push_str(&format!("{number}. {}\n", inline(step.action, values)));
    if !step.code.is_empty() {
        write_blocks(out, 3, step.code);
    }
    // The reason of this case's own step was said above.
    if !fix.of_variant {
        out.push_str(&format!("   - Why: {}\n", inline(step.why, values)));
    }
    out.push_str(&format!("   - Expect: {}\n", inline(step.expect, values)));
    for known in fix.seen_and_others().0 {
        out.push_str(&format!("   - **In {}:** {}\n", known.server.name, escape(known.remedy.title)));
        write_blocks(out, 5, known.remedy.blocks);
    }
    if let Some(line) = elsewhere(fix) {
        out.push_str(&format!("   - {line}\n"));
    }
}

/// Words and code below a list item, indented by as many spaces as its text.
fn write_blocks(out: &mut String, by: usize, blocks: &[Block]) {
    for block in blocks {
        out.push('\n');
        for line in block_text(block, &[]).lines() {
            out.push_str(format!("{:by$}{line}", "").trim_end());
            out.push('\n');
        }
    }
    out.push('\n');
}

fn block_text(block: &Block, values: &[(&str, String)]) -> String {
    match block {
        Block::Paragraph(words) => inline(words, values),
        Block::Code { lang, text } => format!("```{lang}\n{text}\n```"),
        Block::List(items) => items.iter().map(|i| format!("- {}", inline(i, values))).collect::<Vec<_>>().join("\n"),
    }
}

/// A sentence with its code as code; values come from outside.
fn inline(words: Words, values: &[(&str, String)]) -> String {
    let part = |(at, word): (usize, &Word)| match word {
        Word::Text(_) => escape(text::text_at(at, words, values)),
        Word::Code(text) => code(text),
        Word::Strong(text) | Word::Link { text, .. } => escape(text),
        Word::Value(name) => escape(text::value(name, values)),
    };
    words.iter().enumerate().map(part).collect()
}

/// Text from outside inside a sentence: what Markdown or HTML would act on is escaped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in redact::printable(text).chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '~' | '@') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Text from outside as code: the fence is longer than any run of backticks in it.
fn code(text: &str) -> String {
    let text = redact::printable(text).replace('\n', " ");
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

fn capital(text: &str) -> String {
    let mut text = text.to_owned();
    text.get_mut(..1).map(str::make_ascii_uppercase);
    text
}
