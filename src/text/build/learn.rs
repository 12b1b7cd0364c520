//! The Markdown of `src/learn/` → expressions of the types in `learn/doc.rs`.
//!
//! ```text
//! 401.md          # 401 Unauthorized      what it means, in paragraphs
//!                 ## What it does not mean, ## Who sends it, ## What to look at first,
//!                 ## What your users see, ## How to prevent it (optional), ## Also called (optional),
//!                 ## References           a list under each
//! difference.md   ## 401                  a list: `Says: …`, `Remember: …`, `Then: …`
//! glossary.md     ## term, other form     one paragraph
//! headers.md      the same for the names of headers
//! faq.md          ## Question?            paragraphs and lists
//! ```

use super::cause::{blocks, flat, items, reference};
use super::inline::{Inline, words};
use super::tree::{Block, Section, read};

const HEADINGS: &[&str] = &[
    "What it does not mean", "Who sends it", "What to look at first", "What your users see", "How to prevent it",
    "Also called", "References",
];
/// These may be missing.
const OPTIONAL: &[&str] = &["How to prevent it", "Also called"];

/// One file of the room as a Rust expression; an error names the line. Without `full` only what is
/// needed before the words are loaded.
pub fn learn(stem: &str, text: &str, full: bool) -> Result<String, String> {
    let sections = read(text)?;
    match stem {
        "difference" => table(&sections, full, difference),
        "glossary" | "headers" => table(&sections, full, term),
        "faq" => table(&sections, full, question),
        _ => status(stem, &sections, full),
    }
}

/// Every section of level 2 as one row of an array.
fn table(sections: &[Section], full: bool, row: fn(&Section) -> Result<String, String>) -> Result<String, String> {
    let rows: Vec<_> = sections.iter().filter(|s| s.level == 2).map(row).collect::<Result<_, _>>()?;
    Ok(if full { format!("&[{}]", rows.join(",")) } else { "&[]".into() })
}

fn status(stem: &str, sections: &[Section], full: bool) -> Result<String, String> {
    let Some((title, rest)) = sections.split_first().filter(|(s, _)| s.level == 1) else {
        return Err("line 1: the first line must be `# Title`".into());
    };
    let status: u16 = stem.parse().map_err(|_| format!("{stem}.md: the name is a status or one of the tables"))?;
    let mut lists: [Vec<String>; 7] = Default::default();
    for section in rest {
        let Some(at) = HEADINGS.iter().position(|h| *h == section.title && section.level == 2) else {
            return Err(format!("line {}: unknown heading {:?}; known are {HEADINGS:?}", section.line, section.title));
        };
        lists[at] = items(section)?
            .iter()
            .map(|item| if HEADINGS[at] == "References" { reference(item) } else { Ok(words(&flat(item))) })
            .collect::<Result<_, _>>()?;
    }
    let mut missing = HEADINGS.iter().zip(&lists).filter(|(h, list)| list.is_empty() && !OPTIONAL.contains(h));
    if let Some((heading, _)) = missing.next() {
        return Err(format!("there is no `## {heading}`"));
    }
    if !full {
        return Ok(format!("StatusText::head({status}, {:?})", title.title));
    }
    let [not, from, first, users, prevent, also, references] = lists.map(|list| list.join(","));
    Ok(format!(
        "StatusText {{ status: {status}, title: {:?}, means: {}, not: &[{not}], from: &[{from}], first: &[{first}], users: &[{users}], prevent: &[{prevent}], also: &[{also}], references: &[{references}] }}",
        title.title,
        blocks(&title.blocks)?,
    ))
}

fn difference(section: &Section) -> Result<String, String> {
    let status: u16 = section.title.parse().map_err(|_| format!("line {}: the heading is a status", section.line))?;
    let mut parts = Vec::new();
    for (item, label) in items(section)?.iter().zip(["Says: ", "Remember: ", "Then: "]) {
        let mut line = flat(item);
        match line.first_mut() {
            Some(Inline::Text(first)) if first.starts_with(label) => *first = first[label.len()..].to_owned(),
            _ => return Err(format!("line {}: `{label}…` is meant", item.line)),
        }
        parts.push(words(&line));
    }
    let [says, remember, then] = parts.as_slice() else {
        return Err(format!("line {}: the list has `Says: `, `Remember: ` and `Then: `", section.line));
    };
    Ok(format!("Difference {{ status: {status}, says: {says}, remember: {remember}, then: {then} }}"))
}

fn term(section: &Section) -> Result<String, String> {
    let [Block::Paragraph(text)] = section.blocks.as_slice() else {
        return Err(format!("line {}: a term has one paragraph", section.line));
    };
    let forms: Vec<_> = section.title.split(", ").collect();
    Ok(format!("Term {{ forms: &{forms:?}, words: {} }}", words(text)))
}

fn question(section: &Section) -> Result<String, String> {
    if !section.title.ends_with('?') {
        return Err(format!("line {}: a question ends with `?`", section.line));
    }
    Ok(format!("Question {{ ask: {:?}, answer: {} }}", section.title, blocks(&section.blocks)?))
}
