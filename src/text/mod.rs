//! The words: Markdown of rules and servers as static data (made by `text/build`), and how it is
//! filled with values.

mod doc;
pub mod labels;
pub mod phrases;
pub mod stored;

pub use doc::{Block, CauseText, Reference, Remedy, ServerText, Side, Step, Tell, Variant, Word, Words};

/// Fills the placeholders of `words` and gives plain text. A placeholder without a value is shown
/// as `…`; tests see to it that this never happens.
pub fn plain(words: Words, values: &[(&str, String)]) -> String {
    with_mark(words, values, "")
}

/// The plain text with its code between backticks, for who reads it and cannot see another font.
pub fn ticked(words: Words, values: &[(&str, String)]) -> String {
    with_mark(words, values, "`")
}

fn with_mark(words: Words, values: &[(&str, String)], mark: &str) -> String {
    let mut out = String::new();
    for (at, word) in words.iter().enumerate() {
        match word {
            Word::Text(_) => out.push_str(text_at(at, words, values)),
            Word::Code(text) => out.extend([mark, text, mark]),
            Word::Strong(text) => out.push_str(text),
            Word::Link { text, .. } => out.push_str(text),
            Word::Value(name) => out.push_str(value(name, values)),
        }
    }
    out
}

/// The plain text in this place of a sentence: without its full stop where it follows a value that has one.
pub fn text_at(at: usize, words: Words, values: &[(&str, String)]) -> &'static str {
    let Some(Word::Text(text)) = words.get(at) else { return "" };
    match at.checked_sub(1).and_then(|before| words.get(before)) {
        Some(Word::Value(name)) if value(name, values).ends_with('.') => text.strip_prefix('.').unwrap_or(text),
        _ => text,
    }
}

/// The value of a placeholder.
pub fn value<'v>(name: &str, values: &'v [(&str, String)]) -> &'v str {
    values.iter().find(|(n, _)| *n == name).map_or("…", |(_, v)| v.as_str())
}

/// All paragraphs as plain text, joined by a blank line; code blocks as they are.
pub fn plain_blocks(blocks: &[Block], values: &[(&str, String)]) -> String {
    blocks_with_mark(blocks, values, "")
}

/// The same with the code in sentences between backticks.
pub fn ticked_blocks(blocks: &[Block], values: &[(&str, String)]) -> String {
    blocks_with_mark(blocks, values, "`")
}

fn blocks_with_mark(blocks: &[Block], values: &[(&str, String)], mark: &str) -> String {
    let mut parts = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(words) => parts.push(with_mark(words, values, mark)),
            Block::Code { text, .. } => parts.push((*text).to_owned()),
            Block::List(items) => {
                let item = |i: &Words| format!("- {}", with_mark(i, values, mark));
                parts.push(items.iter().map(item).collect::<Vec<_>>().join("\n"));
            }
        }
    }
    parts.join("\n\n")
}
