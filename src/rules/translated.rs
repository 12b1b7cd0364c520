//! What causes say in another language. English is complete; a cause without a translation, or with
//! one of an older English, is shown in English.

use std::sync::OnceLock;

use serde_json::{Value, json};

use crate::text::labels::Language;
use crate::text::phrases::{self, Phrases};
#[allow(unused_imports)] // those that the generated code needs change with the texts
use crate::text::{Block, CauseText, Reference, Side, Step, Tell, Variant, Word, stored};

/// A cause's words in one language.
#[derive(Clone, Copy, Debug)]
pub struct Translation {
    /// Which language.
    pub language: Language,
    /// The words.
    pub text: CauseText,
    /// The phrases that the rule puts into its values, with their translation. `…` stands for what
    /// varies.
    pub phrases: Phrases,
    /// The digest of the English now, where it changed after the translation. There are no words then.
    pub stale: Option<&'static str>,
}

/// What was compiled in, stale ones, too: nothing without the feature `words`.
pub static TRANSLATIONS: &[Translation] = include!(concat!(env!("OUT_DIR"), "/rules/translations.rs"));

/// What was loaded.
static LOADED: OnceLock<Vec<Translation>> = OnceLock::new();

/// A cause's words in `language`; none for English and for what is not translated.
pub fn translation(cause: &str, language: Language) -> Option<&'static Translation> {
    let mut all = LOADED.get().into_iter().flatten().chain(TRANSLATIONS);
    all.find(|t| t.language == language && t.text.id == cause && t.stale.is_none())
}

/// Whether the words of a language are there.
pub fn speaks(language: Language) -> bool {
    language == Language::English || LOADED.get().is_some_and(|l| l.iter().any(|t| t.language == language))
}

/// Every translation into `language` as JSON, for [`load_translations`].
pub fn translations_to_json(language: Language) -> Value {
    let fresh = TRANSLATIONS.iter().filter(|t| t.language == language && t.stale.is_none());
    fresh.map(|t| json!({ "text": stored::cause_to_json(&t.text), "phrases": t.phrases })).collect()
}

/// Takes what [`translations_to_json`] wrote. Only the first call counts: there is one further language.
pub fn load_translations(language: Language, words: &Value) {
    LOADED.get_or_init(|| {
        let read = |t: &Value| Translation {
            language,
            text: stored::cause_from_json(&t["text"]),
            phrases: phrases::from_json(&t["phrases"]),
            stale: None,
        };
        words.as_array().into_iter().flatten().map(read).collect()
    });
}

impl Translation {
    /// A value of a finding in this language: phrases and spans are translated, anything else stays
    /// as it is.
    pub fn value(&self, value: &str) -> String {
        phrases::look_up(self.phrases, self.language, value).unwrap_or_else(|| self.language.span(value))
    }
}
