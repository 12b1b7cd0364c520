//! What statuses mean: one Markdown file each, the table that tells them apart (`difference.md`), the
//! terms of the field (`glossary.md`), headers (`headers.md`) and frequent questions (`faq.md`). README.md says where each
//! piece of knowledge about refusals has its home.

mod doc;
mod stored;
mod terms;
mod to_text;

pub use doc::{Difference, Question, StatusText, Term};
pub use terms::terms_in;
pub use to_text::{overview, to_text};

use std::sync::OnceLock;

use serde_json::Value;

macro_rules! compiled {
    ($kind:ty, $file:expr) => {{
        #[allow(unused_imports)]
        use crate::text::{Block, Reference, Word};
        static TEXT: $kind = include!(concat!(env!("OUT_DIR"), "/learn/", $file, ".rs"));
        &TEXT
    }};
}

macro_rules! statuses {
    ($($status:literal)*) => {
        static STATUSES: &[&StatusText] = &[$(compiled!(StatusText, stringify!($status))),*];
    };
}

statuses! { 0 400 401 403 404 405 407 410 419 422 429 431 440 451 498 499 500 511 }

/// What a status means; nothing for those that are not about refusal.
pub fn status(status: u16) -> Option<&'static StatusText> {
    let loaded = LOADED.get().and_then(|l| l.statuses.iter().find(|s| s.status == status));
    loaded.or_else(|| STATUSES.iter().copied().find(|s| s.status == status))
}

/// Every status that is explained, in the order of the numbers.
pub fn statuses() -> impl Iterator<Item = u16> {
    STATUSES.iter().map(|s| s.status)
}

/// The table that tells 401, 403, 404 and 500 apart.
pub fn difference() -> &'static [Difference] {
    LOADED.get().map_or(*compiled!(&[Difference], "difference"), |l| l.difference)
}

/// The terms, by name.
pub fn glossary() -> &'static [Term] {
    LOADED.get().map_or(*compiled!(&[Term], "glossary"), |l| l.glossary)
}

/// The headers that are explained, by name.
pub fn headers() -> &'static [Term] {
    LOADED.get().map_or(*compiled!(&[Term], "headers"), |l| l.headers)
}

/// What a header is for, without regard to the case of its name.
pub fn header(name: &str) -> Option<&'static Term> {
    headers().iter().find(|term| term.forms.iter().any(|form| form.eq_ignore_ascii_case(name)))
}

/// The frequent questions.
pub fn faq() -> &'static [Question] {
    LOADED.get().map_or(*compiled!(&[Question], "faq"), |l| l.faq)
}

/// All of it as JSON, for [`load`].
pub fn to_json() -> Value {
    stored::to_json(STATUSES, difference(), [glossary(), headers()], faq())
}

/// Takes the words that were not compiled in (without the feature `words`). Only the first call counts.
pub fn load(words: &Value) {
    if words.is_object() {
        LOADED.get_or_init(|| stored::from_json(words));
    }
}

static LOADED: OnceLock<stored::Loaded> = OnceLock::new();

#[cfg(all(test, feature = "words"))]
mod tests {
    use super::*;

    #[test]
    fn statuses_stand_in_order_under_their_number() {
        let all: Vec<_> = statuses().collect();
        assert!(all.is_sorted());
        for text in all.into_iter().filter_map(status) {
            let number = text.title.split(' ').next().unwrap();
            assert!(text.status == 0 || number == text.status.to_string(), "{}", text.title);
        }
        assert!(status(200).is_none());
    }

    #[test]
    fn every_row_of_the_table_has_its_text() {
        for row in difference() {
            assert!(status(row.status).is_some(), "{}", row.status);
        }
    }

    #[test]
    fn terms_and_headers_are_sorted_and_none_is_there_twice() {
        for list in [glossary(), headers()] {
            let names: Vec<_> = list.iter().map(|t| t.name().to_lowercase()).collect();
            assert!(names.is_sorted(), "{names:?}");
            let mut forms: Vec<_> = list.iter().flat_map(|t| t.forms).map(|f| f.to_lowercase()).collect();
            forms.sort();
            let count = forms.len();
            forms.dedup();
            assert_eq!(forms.len(), count);
        }
    }

    #[test]
    fn headers_are_known_in_any_case() {
        let words = |name| header(name).map(|term| crate::text::plain(term.words, &[]));
        assert!(words("www-AUTHENTICATE").is_some_and(|words| words.contains("A 401 must have it")));
        assert_eq!(words("x-forwarded-for"), words("Forwarded"));
        assert_eq!(words("X-Unheard-Of"), None);
    }
}
