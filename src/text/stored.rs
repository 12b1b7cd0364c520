//! The words as JSON, so that the panel can load them beside the WebAssembly instead of holding them
//! in it: they are half of its size. `latchkey words` writes the file when the panel is built.

use serde_json::{Value, json};

use super::{Block, CauseText, Reference, Remedy, ServerText, Side, Step, Tell, Variant, Word, Words};

/// A cause's words as JSON.
pub fn cause_to_json(text: &CauseText) -> Value {
    json!({
        "id": text.id,
        "title": text.title,
        "say": all(text.say, block_to_json),
        "why": all(text.why, block_to_json),
        "fix": all(text.fix, |s| json!([
            s.side.id(), words_to_json(s.action), words_to_json(s.why), words_to_json(s.expect), all(s.code, block_to_json), s.remedy,
        ])),
        "not": all(text.not, |w| words_to_json(w)),
        "tell": all(text.tell, |t| json!([t.cause, words_to_json(t.words)])),
        "variants": all(text.variants, |v| json!([
            v.key, all(v.say, block_to_json), words_to_json(v.fix), v.side.map(Side::id), v.instead,
        ])),
        "references": all(text.references, |r| json!([r.title, r.url])),
    })
}

/// A server's words as JSON.
pub fn server_to_json(text: &ServerText) -> Value {
    json!({
        "id": text.id,
        "logs": all(text.logs, block_to_json),
        "remedies": all(text.remedies, |r| json!([r.id, r.title, all(r.blocks, block_to_json)])),
    })
}

/// Reads what [`cause_to_json`] wrote. The words live as long as the program: they are read once.
pub fn cause_from_json(value: &Value) -> CauseText {
    CauseText {
        id: text(&value["id"]),
        title: text(&value["title"]),
        say: blocks(&value["say"]),
        why: blocks(&value["why"]),
        fix: list(&value["fix"], |s| Step {
            side: side(&s[0]).unwrap_or(Side::Client),
            action: words(&s[1]),
            why: words(&s[2]),
            expect: words(&s[3]),
            code: blocks(&s[4]),
            remedy: s[5].as_str().map(|_| text(&s[5])),
        }),
        not: list(&value["not"], words),
        tell: list(&value["tell"], |t| Tell { cause: text(&t[0]), words: words(&t[1]) }),
        variants: list(&value["variants"], |v| Variant {
            key: text(&v[0]),
            say: blocks(&v[1]),
            fix: words(&v[2]),
            side: side(&v[3]),
            instead: v[4] == true,
        }),
        references: list(&value["references"], |r| Reference { title: text(&r[0]), url: text(&r[1]) }),
    }
}

fn side(value: &Value) -> Option<Side> {
    [Side::Client, Side::Server].into_iter().find(|side| value == side.id())
}

/// Completes a server with what [`server_to_json`] wrote.
pub fn server_from_json(value: &Value, head: &ServerText) -> ServerText {
    ServerText {
        logs: blocks(&value["logs"]),
        remedies: list(&value["remedies"], |r| Remedy { id: text(&r[0]), title: text(&r[1]), blocks: blocks(&r[2]) }),
        ..*head
    }
}

pub(crate) fn block_to_json(block: &Block) -> Value {
    match block {
        Block::Paragraph(words) => json!(["p", words_to_json(words)]),
        Block::Code { lang, text } => json!(["c", lang, text]),
        Block::List(items) => json!(["l", all(items, |w| words_to_json(w))]),
    }
}

pub(crate) fn words_to_json(words: Words) -> Value {
    all(words, |word| match word {
        Word::Text(text) => json!(text),
        Word::Code(text) => json!(["c", text]),
        Word::Strong(text) => json!(["s", text]),
        Word::Value(name) => json!(["v", name]),
        Word::Link { text, url } => json!(["l", text, url]),
    })
}

pub(crate) fn all<T>(items: &[T], write: impl Fn(&T) -> Value) -> Value {
    items.iter().map(write).collect()
}

pub(crate) fn blocks(value: &Value) -> &'static [Block] {
    list(value, |b| match b[0].as_str() {
        Some("c") => Block::Code { lang: text(&b[1]), text: text(&b[2]) },
        Some("l") => Block::List(list(&b[1], words)),
        _ => Block::Paragraph(words(&b[1])),
    })
}

pub(crate) fn words(value: &Value) -> Words {
    list(value, |w| match w[0].as_str() {
        Some("c") => Word::Code(text(&w[1])),
        Some("s") => Word::Strong(text(&w[1])),
        Some("v") => Word::Value(text(&w[1])),
        Some("l") => Word::Link { text: text(&w[1]), url: text(&w[2]) },
        _ => Word::Text(text(w)),
    })
}

pub(crate) fn list<T>(value: &Value, read: impl Fn(&Value) -> T) -> &'static [T] {
    let items: Vec<T> = value.as_array().into_iter().flatten().map(read).collect();
    Box::leak(items.into_boxed_slice())
}

pub(crate) fn text(value: &Value) -> &'static str {
    Box::leak(value.as_str().unwrap_or_default().to_owned().into_boxed_str())
}

#[cfg(all(test, feature = "words"))]
mod tests {
    use super::*;
    use crate::{rules, servers};

    #[test]
    fn stored_words_are_the_words() {
        for rule in rules::all() {
            assert_eq!(cause_from_json(&cause_to_json(rule.text)), *rule.text);
        }
        for server in servers::SERVERS {
            assert_eq!(server_from_json(&server_to_json(server), server), **server);
        }
    }
}
