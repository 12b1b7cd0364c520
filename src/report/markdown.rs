//! A report for an issue tracker. Secrets are masked; text from the network is escaped or fenced.

use super::Recording;
use super::words::{Card, age, card, summary};
use crate::instant::Instant;
use crate::redact;
use crate::text::{self, Block};

/// The whole recording as Markdown.
pub fn recording(recording: &Recording, now: Option<Instant>) -> String {
    let mut out = format!("# {}\n\n{}.\n", escape(&recording.name), capital(&summary(recording)));
    for note in recording.notes.iter().cloned().chain(age(recording, now)) {
        out.push_str(&format!("\n> {}\n", escape(&note)));
    }
    for group in recording.groups() {
        if let Some(card) = card(recording, &group) {
            write_card(&mut out, &card);
        }
    }
    out
}

fn write_card(out: &mut String, card: &Card) {
    let values = &card.first.values;
    let server = card.diagnosis.answered_by.server.map_or(String::new(), |s| format!(" ({})", s.name));
    out.push_str(&format!("\n## {} (×{})\n\n", card.words.title, card.rows.len()));
    out.push_str(&format!(
        "`{}`, {}, answered by: {}{server}\n\n",
        card.group.cause,
        card.group.certainty.id(),
        card.diagnosis.answered_by.layer.id()
    ));
    for row in card.rows.iter().take(10) {
        let exchange = &row.exchange;
        out.push_str(&format!(
            "- {} {} {}\n",
            exchange.response.status,
            escape(&exchange.request.method),
            code(&redact::url(&exchange.request.url))
        ));
    }
    out.push_str(&format!("\n{}\n", escape(&text::plain_blocks(card.words.say, values))));
    if let Some(variant) = card.first.variant.and_then(|key| card.words.variant(key)) {
        out.push_str(&format!("\n{}\n", escape(&text::plain_blocks(variant.say, values))));
        out.push_str(&format!("\n{}\n", escape(&text::plain(variant.fix, values))));
    }
    out.push_str("\n### Evidence\n\n");
    for evidence in &card.first.evidence {
        out.push_str(&format!("- {}: {}\n", escape(&evidence.from.to_string()), code(&redact::quote(evidence))));
    }
    out.push_str("\n### How to fix\n\n");
    for (number, step) in card.words.fix.iter().enumerate() {
        let place = if step.side == text::Side::Server { "**On the server:** " } else { "" };
        out.push_str(&format!("{}. {place}{}\n", number + 1, escape(&text::plain(step.action, values))));
        out.push_str(&format!("   - Why: {}\n", escape(&text::plain(step.why, values))));
        out.push_str(&format!("   - Expect: {}\n", escape(&text::plain(step.expect, values))));
        let (seen, others) = card.remedies(step);
        for known in &seen {
            out.push_str(&format!("   - **In {}:** {}\n", known.server.name, escape(known.remedy.title)));
            write_blocks(out, known.remedy.blocks);
        }
        if !others.is_empty() {
            out.push_str(&format!("   - Known for other servers too: {}\n", others.join(", ")));
        }
    }
    out.push('\n');
    for reference in card.words.references {
        out.push_str(&format!("- [{}]({})\n", reference.title, reference.url));
    }
}

/// The words and code of a remedy, below the list item of a step.
fn write_blocks(out: &mut String, blocks: &[Block]) {
    for block in blocks {
        let text = match block {
            Block::Paragraph(words) => escape(&text::plain(words, &[])),
            Block::Code { lang, text } => format!("```{lang}\n{text}\n```"),
            Block::List(items) => {
                items.iter().map(|i| format!("- {}", escape(&text::plain(i, &[])))).collect::<Vec<_>>().join("\n")
            }
        };
        out.push('\n');
        for line in text.lines() {
            out.push_str(format!("     {line}").trim_end());
            out.push('\n');
        }
    }
    out.push('\n');
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
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
