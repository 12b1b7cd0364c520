//! The causes: one pair of files each, `<family>/<cause>.rs` (when it fires) and `<cause>.md` (what
//! it says, and the examples that prove it). A rule sees [`Facts`] and nothing else.
//!
//! To add one: write the pair and put its name into `rules!` of its family. See CONTRIBUTING.md.

mod translated;

pub use translated::{TRANSLATIONS, Translation, load_translations, speaks, translation, translations_to_json};

use std::sync::OnceLock;

use serde_json::Value;

use crate::facts::Facts;
use crate::finding::{CauseId, Finding};
use crate::text::{CauseText, stored};

/// A rule: a cause with its words and the check that finds it.
#[derive(Debug)]
pub struct Rule {
    /// The words; `text.id` is the cause.
    pub text: &'static CauseText,
    /// Which causes lie near it in the list.
    pub family: &'static str,
    /// Looks for the cause in one exchange.
    pub check: fn(Facts) -> Option<Finding>,
}

/// Declares the rules of a family: each name is a module with `check`, and a Markdown file. The
/// order breaks ties between findings of equal rank.
macro_rules! rules {
    ($family:literal: $($name:ident)*) => {
        $(mod $name;)*

        /// The rules of this family.
        pub(super) static RULES: &[super::Rule] = &[$(super::Rule {
            text: {
                #[allow(unused_imports)]
                use crate::text::{Block, CauseText, Reference, Side, Step, Tell, Variant, Word};
                static TEXT: CauseText = include!(concat!(env!("OUT_DIR"), "/rules/", stringify!($name), ".rs"));
                &TEXT
            },
            family: $family,
            check: $name::check,
        }),*];
    };
}

macro_rules! families {
    ($($name:ident)*) => {
        $(mod $name;)*
        static FAMILIES: &[&[Rule]] = &[$($name::RULES),*];
    };
}

// In the order of a reader who asks "what is it?": harmless first, then what was sent, then what
// the server made of it.
families! {
    expected
    credential
    token
    challenge
    sequence
    cookie
    csrf
    cors
    authorization
    not_found
    kin
    edge
}

/// The families whose causes the server tells in its answer. A page that may not read the answer
/// cannot see them. A wrong path is none of them: it shows in the address, whoever may read the answer.
const TOLD_BY_THE_ANSWER: &[&str] =
    &["credential", "token", "challenge", "sequence", "cookie", "csrf", "authorization"];

/// Whether the server tells this cause in its answer, so that one who may not read it cannot know.
pub fn is_told_by_the_answer(cause: CauseId) -> bool {
    family(cause).is_some_and(|family| TOLD_BY_THE_ANSWER.contains(&family))
}

/// The family of a cause.
pub fn family(cause: CauseId) -> Option<&'static str> {
    all().find(|rule| rule.text.id == cause).map(|rule| rule.family)
}

/// Every rule, in the order that breaks ties.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().copied().flatten()
}

/// The words of a cause.
pub fn text(cause: &str) -> Option<&'static CauseText> {
    let loaded = LOADED.get().and_then(|words| words.iter().find(|text| text.id == cause));
    loaded.or_else(|| all().map(|rule| rule.text).find(|text| text.id == cause))
}

/// Every cause's words as JSON, for [`load`].
pub fn to_json() -> Value {
    all().map(|rule| stored::cause_to_json(rule.text)).collect()
}

/// Takes the words that were not compiled in (without the feature `words`). Only the first call counts.
pub fn load(words: &Value) {
    LOADED.get_or_init(|| words.as_array().into_iter().flatten().map(stored::cause_from_json).collect());
}

static LOADED: OnceLock<Vec<CauseText>> = OnceLock::new();

/// The position of a cause among all rules; unknown causes come last.
pub fn position(cause: CauseId) -> usize {
    all().position(|rule| rule.text.id == cause).unwrap_or(usize::MAX)
}
