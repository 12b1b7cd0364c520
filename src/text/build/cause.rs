//! One cause's Markdown → an expression of type `CauseText`.

use super::inline::{Inline, words};
use super::tree::{Block, Item, Section, join, read};

const HEADINGS: &[&str] =
    &["Why", "How to fix", "What it is not", "What tells it apart", "Variants", "References", "Examples"];

/// The words of a cause as a Rust expression; an error names the line. Without `full` only what the
/// diagnosis itself needs: the panel loads the rest.
pub fn cause(stem: &str, text: &str, full: bool) -> Result<String, String> {
    let Some((shipped, _)) = text.split_once("\n## Examples") else { return Err("there is no `## Examples`".into()) };
    expression(stem, &read(shipped)?, full)
}

/// The sections of a cause as an expression of type `CauseText`.
pub fn expression(stem: &str, sections: &[Section], full: bool) -> Result<String, String> {
    let Some(title) = sections.first().filter(|s| s.level == 1) else {
        return Err("line 1: the first line must be `# Title`".into());
    };
    if title.title.chars().count() > 70 {
        return Err(format!("line 1: the title has {} characters, 70 are allowed", title.title.chars().count()));
    }
    let mut parts = Parts::default();
    let mut heading = "";
    for section in &sections[1..] {
        match section.level {
            2 => {
                heading = HEADINGS.iter().find(|h| **h == section.title).ok_or_else(|| {
                    format!("line {}: unknown heading {:?}; known are {HEADINGS:?}", section.line, section.title)
                })?;
                parts.add(heading, section)?;
            }
            3 if heading == "Variants" => parts.variants.push(variant(section)?),
            _ => return Err(format!("line {}: unexpected heading {:?}", section.line, section.title)),
        }
    }
    if parts.fix.is_empty() {
        return Err("there is no `## How to fix`".into());
    }
    if parts.references.is_empty() {
        return Err("there is no `## References`".into());
    }
    if !full {
        // The title comes with the other words; until then the id stands in its place.
        let id = stem.replace('_', "-");
        return Ok(format!("CauseText::head({id:?}, {id:?})"));
    }
    Ok(format!(
        "CauseText {{ id: {:?}, title: {:?}, say: {}, why: {}, fix: &[{}], not: &[{}], tell: &[{}], variants: &[{}], references: &[{}] }}",
        stem.replace('_', "-"),
        title.title,
        blocks(&title.blocks)?,
        parts.why.as_deref().unwrap_or("&[]"),
        parts.fix.join(","),
        parts.not.join(","),
        parts.tell.join(","),
        parts.variants.join(","),
        parts.references.join(","),
    ))
}

#[derive(Default)]
struct Parts {
    why: Option<String>,
    fix: Vec<String>,
    not: Vec<String>,
    tell: Vec<String>,
    variants: Vec<String>,
    references: Vec<String>,
}

impl Parts {
    fn add(&mut self, heading: &str, section: &Section) -> Result<(), String> {
        match heading {
            "Why" => self.why = Some(blocks(&section.blocks)?),
            "How to fix" => self.fix = items(section)?.iter().map(step).collect::<Result<_, _>>()?,
            "What it is not" => self.not = items(section)?.iter().map(|i| words(&flat(i))).collect(),
            "What tells it apart" => self.tell = items(section)?.iter().map(tell).collect::<Result<_, _>>()?,
            "References" => self.references = items(section)?.iter().map(reference).collect::<Result<_, _>>()?,
            _ => {}
        }
        Ok(())
    }
}

/// An expression of type `&[Block]`.
pub fn blocks(list: &[Block]) -> Result<String, String> {
    let mut out = String::from("&[");
    for block in list {
        match block {
            Block::Paragraph(text) => out.push_str(&format!("Block::Paragraph({}),", words(text))),
            Block::Code { lang, text } => out.push_str(&format!("Block::Code {{ lang: {lang:?}, text: {text:?} }},")),
            Block::List { items } => {
                let items: Vec<_> = items.iter().map(|i| words(&flat(i))).collect();
                out.push_str(&format!("Block::List(&[{}]),", items.join(",")));
            }
        }
    }
    out.push(']');
    Ok(out)
}

pub fn items(section: &Section) -> Result<&[Item], String> {
    match section.blocks.as_slice() {
        [Block::List { items }] => Ok(items),
        _ => Err(format!("line {}: under {:?} stands one list and nothing else", section.line, section.title)),
    }
}

pub fn flat(item: &Item) -> Vec<Inline> {
    join(item.lines.clone())
}

fn step(item: &Item) -> Result<String, String> {
    let mut parts: [Vec<Inline>; 5] = Default::default();
    let mut at = 0;
    for line in &item.lines {
        let mut line = line.clone();
        if let Some(Inline::Text(first)) = line.first_mut() {
            for (index, label) in ["Why: ", "Expect: ", "Where: ", "Remedy: "].into_iter().enumerate() {
                if let Some(rest) = first.strip_prefix(label) {
                    *first = rest.to_owned();
                    at = index + 1;
                    break;
                }
            }
        }
        if !parts[at].is_empty() {
            parts[at].push(Inline::Text(" ".into()));
        }
        parts[at].extend(line);
    }
    let [action, why, expect, place, remedy] = parts;
    if action.is_empty() || why.is_empty() || expect.is_empty() {
        return Err(format!("line {}: a step needs what to do, `Why: …` and `Expect: …`", item.line));
    }
    let side = match plain(&place).as_str() {
        "" | "page" => "Client",
        "server" => "Server",
        other => return Err(format!("line {}: `Where: {other}`; `page` or `server` is meant", item.line)),
    };
    let remedy = Some(plain(&remedy)).filter(|r| !r.is_empty());
    let code: String =
        item.code.iter().map(|(lang, text)| format!("Block::Code {{ lang: {lang:?}, text: {text:?} }},")).collect();
    Ok(format!(
        "Step {{ side: Side::{side}, action: {}, why: {}, expect: {}, code: &[{code}], remedy: {remedy:?} }}",
        words(&action),
        words(&why),
        words(&expect),
    ))
}

fn tell(item: &Item) -> Result<String, String> {
    let mut line = flat(item).into_iter();
    let Some(Inline::Code(cause)) = line.next() else {
        return Err(format!("line {}: a neighbour starts with its id in backticks", item.line));
    };
    let mut rest: Vec<Inline> = line.collect();
    if let Some(Inline::Text(first)) = rest.first_mut() {
        *first = first.trim_start_matches([':', ' ']).to_owned();
    }
    Ok(format!("Tell {{ cause: {cause:?}, words: {} }}", words(&rest)))
}

pub fn reference(item: &Item) -> Result<String, String> {
    match flat(item).as_slice() {
        [Inline::Link { text, url }] if url.starts_with("https://") => {
            Ok(format!("Reference {{ title: {text:?}, url: {url:?} }}"))
        }
        _ => Err(format!("line {}: a reference is one link, `[title](https://…)`", item.line)),
    }
}

fn variant(section: &Section) -> Result<String, String> {
    let (mut fix, mut instead, mut say) = (Vec::new(), false, section.blocks.as_slice());
    if let Some((Block::Paragraph(last), before)) = say.split_last()
        && let Some(Inline::Text(first)) = last.first()
        && let Some((lead @ ("Fix" | "Instead"), words)) = first.split_once(": ")
    {
        (fix, instead, say) = (last.clone(), lead == "Instead", before);
        if let Some(first) = fix.first_mut() {
            *first = Inline::Text(words.to_owned());
        }
    }
    if say.is_empty() && fix.is_empty() {
        return Err(format!("line {}: a variant says something", section.line));
    }
    // The last line of a paragraph is a piece of its own, after a space.
    let side = match fix.last() {
        Some(Inline::Text(line)) if line == "Where: server" => "Some(Side::Server)",
        Some(Inline::Text(line)) if line == "Where: page" => "Some(Side::Client)",
        _ => "None",
    };
    if side != "None" {
        fix.truncate(fix.len().saturating_sub(2));
    }
    Ok(format!(
        "Variant {{ key: {:?}, say: {}, fix: {}, side: {side}, instead: {instead} }}",
        section.title,
        blocks(say)?,
        words(&fix)
    ))
}

fn plain(inlines: &[Inline]) -> String {
    inlines.iter().map(Inline::plain).collect::<String>().trim().to_owned()
}
