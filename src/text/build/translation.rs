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
//! What is not prose is taken from the English: `Where:` and `Remedy:`, the code of a step if the
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
            Some(("value", pair)) => {
                phrases.push_str(&phrase(pair).map_err(|what| format!("line {}: {what}", index + 2))?)
            }
            _ => return Err(format!("line {}: `english: …` or `value: … = …` is meant", index + 2)),
        }
    }
    let shipped = english.split_once("\n## Examples").map_or(english, |(shipped, _)| shipped);
    let now = digest(shipped);
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

/// The list of phrases, `- English = 中文`, as a Rust expression; an error names the line.
pub fn phrases(text: &str) -> Result<String, String> {
    let mut out = String::from("&[");
    for (index, line) in text.lines().enumerate() {
        let Some(pair) = line.strip_prefix("- ") else { continue };
        out.push_str(&phrase(pair).map_err(|what| format!("line {}: {what}", index + 1))?);
    }
    out.push(']');
    Ok(out)
}

fn phrase(pair: &str) -> Result<String, String> {
    let (said, words) = pair.split_once(" = ").ok_or("`English = translation` is meant")?;
    if said.matches('…').count() != words.matches('…').count() {
        return Err("both sides have the same number of `…`".into());
    }
    Ok(format!("({said:?}, {words:?}),"))
}

/// Of the lines that are translated, so that a new reference or remedy makes nothing stale. FNV-1a: it is
/// no guard against forgery, only a way to see that a text changed.
fn digest(shipped: &str) -> String {
    let prose = shipped.split_once("\n## References").map_or(shipped, |(prose, _)| prose);
    let lines = prose.lines().map(str::trim).filter(|line| !line.is_empty() && !is_fixed(line));
    let hash = lines
        .flat_map(|line| line.bytes().chain([b'\n']))
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}

/// Lines that are the same in every language.
fn is_fixed(line: &str) -> bool {
    line.starts_with("Where: ") || line.starts_with("Remedy: ")
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
            match (block, like) {
                (Block::List { items }, Block::List { items: like }) => {
                    for (item, like) in items.iter_mut().zip(like) {
                        take_over(item, like, &mine.title)?;
                    }
                }
                // A variant's fix may end with `Where: …`.
                (Block::Paragraph(text), Block::Paragraph(like)) => {
                    if let Some(fixed @ Inline::Text(line)) = like.last().filter(|_| like.len() > 1)
                        && is_fixed(line)
                    {
                        text.extend([Inline::Text(" ".into()), fixed.clone()]);
                    }
                }
                _ => {}
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
            let fixed = |line: &&Vec<Inline>| matches!(line.first(), Some(Inline::Text(t)) if is_fixed(t));
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
