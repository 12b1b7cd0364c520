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

/// The first translation that fits. What varies comes in the same order; a span or a phrase there is
/// told in the language, too.
pub fn look_up(phrases: Phrases, language: Language, english: &str) -> Option<String> {
    phrases.iter().find_map(|(said, words)| {
        let varies = varying(said, english)?;
        let mut parts = words.split('…');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for (varies, after) in varies.into_iter().zip(parts) {
            let shorter = varies.len() < english.len();
            let known = shorter.then(|| look_up(phrases, language, varies)).flatten();
            text.push_str(&known.unwrap_or_else(|| language.span(varies)));
            text.push_str(after);
        }
        Some(text)
    })
}

/// What stands at each `…`; `None` where the rest differs.
fn varying<'e>(said: &str, english: &'e str) -> Option<Vec<&'e str>> {
    let mut pieces = said.split('…');
    let mut rest = english.strip_prefix(pieces.next()?)?;
    let mut found = Vec::new();
    while let Some(piece) = pieces.next() {
        let last = pieces.clone().next().is_none();
        let at = if last { rest.strip_suffix(piece)?.len() } else { rest.find(piece)? };
        found.push(rest.get(..at)?);
        rest = rest.get(at + piece.len()..)?;
    }
    rest.is_empty().then_some(found)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_varies_keeps_its_order_and_is_translated_where_it_can_be() {
        let phrases: Phrases = &[
            ("a name", "名称"),
            ("… needs …", "… 要 …"),
            ("ends in …", "以 … 结尾"),
            ("plain", "直白"),
            ("… of …?", "…的…？"),
        ];
        let told = |english| look_up(phrases, Language::Chinese, english);
        assert_eq!(told("x needs a name").as_deref(), Some("x 要 名称"));
        assert_eq!(told("ends in 2 min").as_deref(), Some("以 2 分钟 结尾"));
        assert_eq!(told("plain").as_deref(), Some("直白"));
        assert_eq!(told("a of b?").as_deref(), Some("a的b？"));
        for other in ["plainly", "a of b", "needs", "ends", ""] {
            assert_eq!(told(other), None, "{other}");
        }
    }
}
