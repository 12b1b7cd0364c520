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
    let mut out = String::new();
    for word in words {
        match word {
            Word::Text(text) | Word::Code(text) | Word::Strong(text) => out.push_str(text),
            Word::Link { text, .. } => out.push_str(text),
            Word::Value(name) => out.push_str(value(name, values)),
        }
    }
    out
}

/// The value of a placeholder.
pub fn value<'v>(name: &str, values: &'v [(&str, String)]) -> &'v str {
    values.iter().find(|(n, _)| *n == name).map_or("…", |(_, v)| v.as_str())
}

/// All paragraphs as plain text, joined by a blank line; code blocks as they are.
pub fn plain_blocks(blocks: &[Block], values: &[(&str, String)]) -> String {
    let mut parts = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(words) => parts.push(plain(words, values)),
            Block::Code { text, .. } => parts.push((*text).to_owned()),
            Block::List(items) => {
                parts.push(items.iter().map(|i| format!("- {}", plain(i, values))).collect::<Vec<_>>().join("\n"));
            }
        }
    }
    parts.join("\n\n")
}
