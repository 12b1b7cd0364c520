//! The short sentences of other rooms in another language, looked up by their English: what a claim
//! means, why a cookie was refused. The list is `phrases.zh.md`; what it lacks stays English.

use std::sync::OnceLock;

use serde_json::{Value, json};

use super::labels::Language;
use super::stored;

/// English with its translation. `…` stands for what varies.
pub type Phrases = &'static [(&'static str, &'static str)];

/// What was compiled in: nothing without the feature `words`.
pub static PHRASES: Phrases = include!(concat!(env!("OUT_DIR"), "/phrases.rs"));

static LOADED: OnceLock<Phrases> = OnceLock::new();

/// A sentence in `language`; none for English and where it has no translation.
pub fn phrase(language: Language, english: &str) -> Option<String> {
    let all = if PHRASES.is_empty() { LOADED.get().copied().unwrap_or_default() } else { PHRASES };
    (language != Language::English).then(|| look_up(all, language, english)).flatten()
}

/// The first translation that fits. A span among what varies is told in the language, too.
pub fn look_up(phrases: Phrases, language: Language, english: &str) -> Option<String> {
    phrases.iter().find_map(|(said, words)| match said.split_once('…') {
        None => (*said == english).then(|| (*words).to_owned()),
        Some((before, after)) => {
            let varies = english.strip_prefix(before)?.strip_suffix(after)?;
            Some(words.replace('…', &language.span(varies)))
        }
    })
}

/// Every phrase as JSON, for [`load`].
pub fn to_json() -> Value {
    json!(PHRASES)
}

/// Takes what [`to_json`] wrote. Only the first call counts: there is one further language.
pub fn load(phrases: &Value) {
    LOADED.get_or_init(|| from_json(phrases));
}

/// Pairs of English and translation.
pub fn from_json(phrases: &Value) -> Phrases {
    stored::list(phrases, |pair| (stored::text(&pair[0]), stored::text(&pair[1])))
}
