//! Inline text, and how it becomes `&[Word]`.

use std::collections::BTreeSet;

#[derive(Clone)]
pub enum Inline {
    Text(String),
    Code(String),
    Strong(String),
    Link { text: String, url: String },
}

impl Inline {
    pub fn plain(&self) -> String {
        match self {
            Inline::Text(t) | Inline::Code(t) | Inline::Strong(t) | Inline::Link { text: t, .. } => t.clone(),
        }
    }
}

/// A Rust expression of type `&[Word]`. `{name}` in text and in code becomes a `Value`.
pub fn words(inlines: &[Inline]) -> String {
    let mut out = String::from("&[");
    let mut text = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(piece) => text.push_str(piece),
            other => {
                flush(&mut text, &mut out);
                match other {
                    Inline::Code(code) => match placeholder(code) {
                        Some(name) => out.push_str(&format!("Word::Value({name:?}),")),
                        None => out.push_str(&format!("Word::Code({code:?}),")),
                    },
                    Inline::Strong(strong) => out.push_str(&format!("Word::Strong({strong:?}),")),
                    Inline::Link { text, url } => {
                        out.push_str(&format!("Word::Link {{ text: {text:?}, url: {url:?} }},"))
                    }
                    Inline::Text(_) => {}
                }
            }
        }
    }
    flush(&mut text, &mut out);
    out.push(']');
    out
}

/// The names of the values that a text asks for.
pub fn placeholders(inlines: &[Inline]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) => {
                let mut rest = text.as_str();
                while let Some((_, name, after)) = split(rest) {
                    found.insert(name.to_owned());
                    rest = after;
                }
            }
            Inline::Code(code) => found.extend(placeholder(code).map(str::to_owned)),
            Inline::Strong(_) | Inline::Link { .. } => {}
        }
    }
    found
}

/// Writes text with its placeholders.
fn flush(text: &mut String, out: &mut String) {
    let mut rest = text.as_str();
    while let Some((before, name, after)) = split(rest) {
        if !before.is_empty() {
            out.push_str(&format!("Word::Text({before:?}),"));
        }
        out.push_str(&format!("Word::Value({name:?}),"));
        rest = after;
    }
    if !rest.is_empty() {
        out.push_str(&format!("Word::Text({rest:?}),"));
    }
    text.clear();
}

fn split(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text[from..].find('{')?;
        let close = open + text[open..].find('}')?;
        if let Some(name) = placeholder(&text[open..=close]) {
            return Some((&text[..open], name, &text[close + 1..]));
        }
        from = open + 1;
    }
}

/// `{name}` → `name`.
fn placeholder(text: &str) -> Option<&str> {
    let name = text.strip_prefix('{')?.strip_suffix('}')?;
    (!name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')).then_some(name)
}
