//! The words as JSON: the panel loads them beside the WebAssembly, see [`crate::text::stored`].

use serde_json::{Value, json};

use super::{Difference, Question, StatusText, Term};
use crate::text::Reference;
use crate::text::stored::{all, block_to_json, blocks, list, text, words, words_to_json};

/// What was not compiled in.
pub struct Loaded {
    pub statuses: &'static [StatusText],
    pub difference: &'static [Difference],
    pub glossary: &'static [Term],
    pub headers: &'static [Term],
    pub faq: &'static [Question],
}

pub fn to_json(
    statuses: &[&StatusText],
    difference: &[Difference],
    [glossary, headers]: [&[Term]; 2],
    faq: &[Question],
) -> Value {
    let terms = |list: &[Term]| all(list, |t| json!([t.forms, words_to_json(t.words)]));
    json!({
        "statuses": all(statuses, |s| json!([
            s.status,
            s.title,
            all(s.means, block_to_json),
            all(&[s.not, s.from, s.first, s.users, s.prevent, s.also], |items| all(items, |w| words_to_json(w))),
            all(s.references, |r| json!([r.title, r.url])),
        ])),
        "difference": all(difference, |d| json!([
            d.status, words_to_json(d.says), words_to_json(d.remember), words_to_json(d.then),
        ])),
        "glossary": terms(glossary),
        "headers": terms(headers),
        "faq": all(faq, |q| json!([q.ask, all(q.answer, block_to_json)])),
    })
}

/// Reads what [`to_json`] wrote. The words live as long as the program: they are read once.
pub fn from_json(value: &Value) -> Loaded {
    let terms = |value: &Value| list(value, |t| Term { forms: list(&t[0], text), words: words(&t[1]) });
    Loaded {
        statuses: list(&value["statuses"], |s| {
            let items = |at: usize| list(&s[3][at], words);
            StatusText {
                status: status(&s[0]),
                title: text(&s[1]),
                means: blocks(&s[2]),
                not: items(0),
                from: items(1),
                first: items(2),
                users: items(3),
                prevent: items(4),
                also: items(5),
                references: list(&s[4], |r| Reference { title: text(&r[0]), url: text(&r[1]) }),
            }
        }),
        difference: list(&value["difference"], |d| Difference {
            status: status(&d[0]),
            says: words(&d[1]),
            remember: words(&d[2]),
            then: words(&d[3]),
        }),
        glossary: terms(&value["glossary"]),
        headers: terms(&value["headers"]),
        faq: list(&value["faq"], |q| Question { ask: text(&q[0]), answer: blocks(&q[1]) }),
    }
}

fn status(value: &Value) -> u16 {
    value.as_u64().and_then(|n| u16::try_from(n).ok()).unwrap_or_default()
}

#[cfg(all(test, feature = "words"))]
mod tests {
    use super::super::{STATUSES, difference, faq, glossary, headers, to_json};
    use super::*;

    #[test]
    fn stored_words_are_the_words() {
        let read = from_json(&to_json());
        assert!(read.statuses.iter().eq(STATUSES.iter().copied()));
        assert_eq!(read.difference, difference());
        assert_eq!(read.glossary, glossary());
        assert_eq!(read.headers, headers());
        assert_eq!(read.faq, faq());
    }
}
