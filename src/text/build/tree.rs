//! Markdown as sections of blocks, each with its line for error messages.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::inline::Inline;

/// A heading with what stands under it, up to the next heading of any level.
#[derive(Clone)]
pub struct Section {
    pub level: u8,
    pub title: String,
    pub line: usize,
    pub blocks: Vec<Block>,
}

#[derive(Clone)]
pub enum Block {
    Paragraph(Vec<Inline>),
    Code { lang: String, text: String },
    List { items: Vec<Item> },
}

/// A list item: its first paragraph as lines, then code blocks.
#[derive(Clone)]
pub struct Item {
    pub line: usize,
    pub lines: Vec<Vec<Inline>>,
    pub code: Vec<(String, String)>,
}

/// Reads `text`. Markdown that the schema does not know is an error.
pub fn read(text: &str) -> Result<Vec<Section>, String> {
    let mut sections: Vec<Section> = Vec::new();
    let mut events = Parser::new_ext(text, Options::empty()).into_offset_iter().peekable();
    let line_of = |at: usize| text[..at].matches('\n').count() + 1;
    while let Some((event, at)) = events.next() {
        let line = line_of(at.start);
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let lines = inlines(&mut events, TagEnd::Heading(level), line)?;
                let title = lines.iter().flatten().map(Inline::plain).collect();
                sections.push(Section { level: level_number(level), title, line, blocks: Vec::new() });
            }
            Event::Start(Tag::Paragraph) => {
                let lines = inlines(&mut events, TagEnd::Paragraph, line)?;
                push(&mut sections, Block::Paragraph(join(lines)), line)?;
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let (lang, code) = code(&mut events, kind);
                push(&mut sections, Block::Code { lang, text: code }, line)?;
            }
            Event::Start(Tag::List(_)) => {
                let items = list(&mut events, line_of)?;
                push(&mut sections, Block::List { items }, line)?;
            }
            other => return Err(format!("line {line}: {other:?} is not part of the schema")),
        }
    }
    Ok(sections)
}

fn push(sections: &mut [Section], block: Block, line: usize) -> Result<(), String> {
    let Some(section) = sections.last_mut() else { return Err(format!("line {line}: text before the first heading")) };
    section.blocks.push(block);
    Ok(())
}

fn list<'t>(
    events: &mut impl Iterator<Item = (Event<'t>, std::ops::Range<usize>)>,
    line_of: impl Fn(usize) -> usize,
) -> Result<Vec<Item>, String> {
    let mut items = Vec::new();
    while let Some((event, at)) = events.next() {
        let line = line_of(at.start);
        match event {
            Event::End(TagEnd::List(_)) => return Ok(items),
            Event::Start(Tag::Item) => {
                items.push(Item { line, lines: Vec::new(), code: Vec::new() });
            }
            Event::End(TagEnd::Item) => {}
            Event::Start(Tag::Paragraph) => {
                let lines = inlines(events, TagEnd::Paragraph, line)?;
                if let Some(item) = items.last_mut() {
                    item.lines.extend(lines);
                }
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let code = code(events, kind);
                if let Some(item) = items.last_mut() {
                    item.code.push(code);
                }
            }
            // A tight list has its text without a paragraph around it.
            other => {
                let Some(item) = items.last_mut() else { return Err(format!("line {line}: unexpected {other:?}")) };
                let mut one = std::iter::once((other, at));
                if item.lines.is_empty() {
                    item.lines.push(Vec::new());
                }
                step(&mut one, events, &mut item.lines, line)?;
            }
        }
    }
    Ok(items)
}

/// Reads one inline event, with the events that belong to it.
fn step<'t>(
    first: &mut impl Iterator<Item = (Event<'t>, std::ops::Range<usize>)>,
    events: &mut impl Iterator<Item = (Event<'t>, std::ops::Range<usize>)>,
    lines: &mut Vec<Vec<Inline>>,
    line: usize,
) -> Result<(), String> {
    let Some((event, _)) = first.next() else { return Ok(()) };
    if lines.is_empty() {
        lines.push(Vec::new());
    }
    let last = lines.len() - 1;
    match event {
        Event::Text(text) => lines[last].push(Inline::Text(text.to_string())),
        Event::Code(text) => lines[last].push(Inline::Code(text.to_string())),
        Event::SoftBreak | Event::HardBreak => lines.push(Vec::new()),
        Event::Start(Tag::Strong) => {
            let inner = inlines(events, TagEnd::Strong, line)?;
            lines[last].push(Inline::Strong(inner.iter().flatten().map(Inline::plain).collect()));
        }
        Event::Start(Tag::Emphasis) => {
            let inner = inlines(events, TagEnd::Emphasis, line)?;
            lines[last].push(Inline::Strong(inner.iter().flatten().map(Inline::plain).collect()));
        }
        Event::Start(Tag::Link { dest_url, .. }) => {
            let inner = inlines(events, TagEnd::Link, line)?;
            let text = inner.iter().flatten().map(Inline::plain).collect();
            lines[last].push(Inline::Link { text, url: dest_url.to_string() });
        }
        Event::InlineHtml(html) | Event::Html(html) => {
            return Err(format!("line {line}: HTML is not allowed ({html}); put it in backticks"));
        }
        other => return Err(format!("line {line}: {other:?} is not part of the schema")),
    }
    Ok(())
}

fn inlines<'t>(
    events: &mut impl Iterator<Item = (Event<'t>, std::ops::Range<usize>)>,
    end: TagEnd,
    line: usize,
) -> Result<Vec<Vec<Inline>>, String> {
    let mut lines = vec![Vec::new()];
    while let Some((event, at)) = events.next() {
        if event == Event::End(end) {
            break;
        }
        step(&mut std::iter::once((event, at)), events, &mut lines, line)?;
    }
    Ok(lines)
}

fn code<'t>(
    events: &mut impl Iterator<Item = (Event<'t>, std::ops::Range<usize>)>,
    kind: CodeBlockKind<'t>,
) -> (String, String) {
    let lang = match kind {
        CodeBlockKind::Fenced(info) => info.to_string(),
        CodeBlockKind::Indented => String::new(),
    };
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(piece) => text.push_str(&piece),
            _ => break,
        }
    }
    (lang, text.trim_end().to_owned())
}

/// Lines of a paragraph as one, with spaces between.
pub fn join(lines: Vec<Vec<Inline>>) -> Vec<Inline> {
    let mut all = Vec::new();
    for line in lines {
        if !all.is_empty() {
            all.push(Inline::Text(" ".into()));
        }
        all.extend(line);
    }
    all
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        _ => 3,
    }
}
