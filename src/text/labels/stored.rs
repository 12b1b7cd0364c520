//! The words of labels as JSON, so that the panel loads those of another language when it is chosen.

use std::sync::OnceLock;

use serde_json::{Value, json};

use super::{Labels, chinese};
use crate::text::stored;

/// One label. What takes values is a function, and stays where it was compiled.
pub(super) trait Label: Sized {
    /// Its words, where it takes no values.
    fn words(self) -> Option<&'static str>;

    /// The next words in the place of its own, where it takes no values.
    fn or(self, next: &mut dyn FnMut() -> &'static str) -> Self;
}

impl Label for &'static str {
    fn words(self) -> Option<&'static str> {
        Some(self)
    }

    fn or(self, next: &mut dyn FnMut() -> &'static str) -> Self {
        next()
    }
}

macro_rules! functions {
    ($($kind:ty)*) => {
        $(impl Label for $kind {
            fn words(self) -> Option<&'static str> {
                None
            }

            fn or(self, _: &mut dyn FnMut() -> &'static str) -> Self {
                self
            }
        })*
    };
}

functions! {
    fn(&str) -> String
    fn(&str, &str) -> String
    fn(&str, &str, &str) -> String
    fn(&str, usize) -> String
    fn(bool) -> String
    fn(i64) -> String
    fn(u16) -> String
    fn(u64) -> String
    fn(usize) -> String
    fn(usize, &str) -> String
    fn(usize, usize) -> String
    fn(usize, usize, usize) -> String
}

static LOADED: OnceLock<Labels> = OnceLock::new();

/// What was loaded.
pub(super) fn loaded() -> Option<&'static Labels> {
    LOADED.get()
}

/// The words of every Chinese label as JSON, for [`load`].
pub fn to_json() -> Value {
    json!(chinese::words())
}

/// Takes what [`to_json`] of the same build wrote. Only the first call counts: there is one further language.
pub fn load(words: &Value) {
    let mut words = stored::list(words, stored::text).iter().copied();
    LOADED.get_or_init(|| chinese::with_words(&mut || words.next().unwrap_or_default()));
}

#[cfg(all(test, feature = "words"))]
mod tests {
    use super::super::CHINESE;
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        load(&to_json());
        assert_eq!(loaded().unwrap().samples(), CHINESE.samples());
    }
}
