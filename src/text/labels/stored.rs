//! The words of labels as JSON, so that the panel loads those of a language beside the WebAssembly. What takes values is a
//! function, and stays where it was compiled.

use std::sync::OnceLock;

use serde_json::{Value, json};

use super::{CHINESE, ENGLISH, Labels, Language};
use crate::text::stored;

/// The sentences alone: the panel must not hold the words that it loads.
static ENGLISH_SENTENCES: Labels = ENGLISH.without_plain();
static CHINESE_SENTENCES: Labels = CHINESE.without_plain();

static LOADED_ENGLISH: OnceLock<Labels> = OnceLock::new();
static LOADED_CHINESE: OnceLock<Labels> = OnceLock::new();

/// What was loaded: English where the language was not.
pub(super) fn loaded(language: Language) -> &'static Labels {
    let chinese = || LOADED_CHINESE.get().filter(|_| language == Language::Chinese);
    chinese().or_else(|| LOADED_ENGLISH.get()).unwrap_or(&ENGLISH_SENTENCES)
}

/// The words of every label as JSON, for [`load`].
pub fn to_json(language: Language) -> Value {
    let labels = match language {
        Language::English => ENGLISH,
        Language::Chinese => CHINESE,
    };
    json!(labels.plain().as_slice())
}

/// Takes what [`to_json`] of the same build wrote. Only the first call for a language counts.
pub fn load(language: Language, words: &Value) {
    let (loaded, sentences) = match language {
        Language::English => (&LOADED_ENGLISH, &ENGLISH_SENTENCES),
        Language::Chinese => (&LOADED_CHINESE, &CHINESE_SENTENCES),
    };
    loaded.get_or_init(|| sentences.with(stored::list(words, stored::text)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for (language, labels) in [(Language::English, ENGLISH), (Language::Chinese, CHINESE)] {
            load(language, &to_json(language));
            assert_eq!(loaded(language).samples(), labels.samples());
        }
    }
}
