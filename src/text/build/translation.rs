//! The words of a cause in another language → an expression of type `Translation`.
//!
//! ```text
//! ---
//! english: 3f0c9a5d7be81246           which English it was made from; the test says the number
//! value: … before the server answered = 在服务器应答之前 …
//! ---
//! # 令牌已过期                         the schema of the cause, with the same English headings and
//! ## How to fix                        labels (`Why: `, `Expect: `), lists as long, values the same
//! ```
//!
//! What is not prose is taken from the English: `Where:` and `Remedy:` of each step, its code if the
//! translation has none, and the references. A `value:` line translates a phrase that the rule puts
//! into a value; `…` stands for what varies in it.
//!
//! Where the English has changed since, the translation is left out and the cause is shown in
//! English; `tests/translations.rs` lists it.

use super::cause::{expression, flat};
use super::inline::{Inline, placeholders};
use super::tree::{Block, Item, Section, read};

/// The words of a cause as a Rust expression; an error names the line.
pub fn translation(stem: &str, language: &str, text: &str, english: &str) -> Result<String, String> {
    let language = match language {
        "zh" => "Chinese",
        other => return Err(format!("{other:?} is no language of `text::labels::Language`")),
    };
    let Some((front, body)) = text.strip_prefix("---\n").and_then(|t| t.split_once("\n---\n")) else {
        return Err("line 1: front matter between `---` lines is missing".into());
    };
    let (mut from, mut phrases) = ("", String::new());
    for (index, line) in front.lines().enumerate() {
        match line.split_once(": ") {
            Some(("english", digest)) => from = digest.trim(),
            Some(("value", pair)) if pair.contains(" = ") => {
                let (said, words) = pair.split_once(" = ").unwrap_or_default();
                if said.matches('…').count() != words.matches('…').count() || said.matches('…').count() > 1 {
                    return Err(format!("line {}: both sides have one `…`, or none", index + 2));
                }
                phrases.push_str(&format!("({said:?}, {words:?}),"));
            }
            _ => return Err(format!("line {}: `english: …` or `value: … = …` is meant", index + 2)),
        }
    }
    let shipped = english.split_once("\n## Examples").map_or(english, |(shipped, _)| shipped);
    let now = digest(shipped.split_once("\n## References").map_or(shipped, |(prose, _)| prose));
    // Empty lines in place of the front matter, so that errors name the lines of the file.
    let mut sections = read(&format!("{}{body}", "\n".repeat(front.lines().count() + 2)))?;
    if from != now {
        let title = sections.first().map(|s| s.title.as_str()).unwrap_or_default();
        let id = stem.replace('_', "-");
        return Ok(format!(
            "Translation {{ language: Language::{language}, text: CauseText::head({id:?}, {title:?}), phrases: &[], stale: Some({now:?}) }}"
        ));
    }
    complete(&mut sections, &read(shipped)?)?;
    let text = expression(stem, &sections, true)?;
    Ok(format!("Translation {{ language: Language::{language}, text: {text}, phrases: &[{phrases}], stale: None }}"))
}

/// FNV-1a: not for secrets, only to see that a text changed.
fn digest(text: &str) -> String {
    let hash = text
        .trim_end()
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}

/// Takes over what is not prose, and sees to it that both say the same things in the same order.
fn complete(mine: &mut Vec<Section>, english: &[Section]) -> Result<(), String> {
    if !mine.iter().any(|s| s.title == "References") {
        mine.extend(english.iter().filter(|s| s.title == "References").cloned());
    }
    let headings = |sections: &[Section]| -> Vec<_> {
        sections.iter().map(|s| if s.level == 1 { String::new() } else { s.title.clone() }).collect()
    };
    let (here, there) = (headings(mine), headings(english));
    if here != there {
        return Err(format!("the headings are {here:?}, in English {there:?}"));
    }
    for (mine, english) in mine.iter_mut().zip(english) {
        let line = mine.line;
        if kinds(&mine.blocks) != kinds(&english.blocks) {
            return Err(format!("line {line}: {:?} has other paragraphs and lists than the English", mine.title));
        }
        let (here, there) = (values(&mine.blocks), values(&english.blocks));
        if here != there {
            return Err(format!("line {line}: {:?} has the values {here:?}, in English {there:?}", mine.title));
        }
        for (block, like) in mine.blocks.iter_mut().zip(&english.blocks) {
            let (Block::List { items }, Block::List { items: like }) = (block, like) else { continue };
            for (item, like) in items.iter_mut().zip(like) {
                take_over(item, like, &mine.title)?;
            }
        }
    }
    Ok(())
}

fn take_over(item: &mut Item, english: &Item, heading: &str) -> Result<(), String> {
    match heading {
        "How to fix" => {
            if item.code.is_empty() {
                item.code.clone_from(&english.code);
            } else if item.code.len() != english.code.len() {
                return Err(format!("line {}: the English step has {} pieces of code", item.line, english.code.len()));
            }
            let fixed = |line: &&Vec<Inline>| matches!(line.first(), Some(Inline::Text(t)) if t.starts_with("Where: ") || t.starts_with("Remedy: "));
            item.lines.extend(english.lines.iter().filter(fixed).cloned());
        }
        "What tells it apart" => {
            let neighbour = |item: &Item| item.lines.first().and_then(|l| l.first()).map(Inline::plain);
            if neighbour(item) != neighbour(english) {
                return Err(format!("line {}: the English names {:?} here", item.line, neighbour(english)));
            }
        }
        _ => {}
    }
    Ok(())
}

/// What stands under a heading, without its words: lists with their length.
fn kinds(blocks: &[Block]) -> Vec<(char, usize)> {
    let kind = |block: &Block| match block {
        Block::Paragraph(_) => ('p', 1),
        Block::Code { .. } => ('c', 1),
        Block::List { items } => ('l', items.len()),
    };
    blocks.iter().map(kind).collect()
}

/// The values that each paragraph and each item asks for.
fn values(blocks: &[Block]) -> Vec<std::collections::BTreeSet<String>> {
    let of = |block: &Block| match block {
        Block::Paragraph(text) => vec![placeholders(text)],
        Block::Code { .. } => Vec::new(),
        Block::List { items } => items.iter().map(|item| placeholders(&flat(item))).collect(),
    };
    blocks.iter().flat_map(of).collect()
}
