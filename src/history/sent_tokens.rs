//! The tokens that requests carried in `Authorization`. Most requests of a recording carry the same few: each is read once.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock, Weak};

use super::LIMIT;
use crate::http::credentials::Credentials;
use crate::http::tokens::of_credentials;
use crate::token::Read;

/// The tokens of a recording, numbered in the order of arrival.
#[derive(Debug, Default)]
pub(super) struct SentTokens(HashMap<u64, (usize, Weak<SentToken>)>);

/// A token that one or more requests carried.
#[derive(Debug)]
pub(super) struct SentToken {
    text: Box<str>,
    read: OnceLock<Option<Read>>,
}

impl SentTokens {
    /// The token as earlier rows hold it, or a new one.
    pub fn shared(&mut self, text: &str) -> Arc<SentToken> {
        let new = || Arc::new(SentToken { text: text.into(), read: OnceLock::new() });
        let (key, next) = (digest(text), self.0.len());
        if next >= LIMIT && !self.0.contains_key(&key) {
            return new();
        }
        let (_, known) = self.0.entry(key).or_insert_with(|| (next, Weak::new()));
        match known.upgrade() {
            Some(token) if *token.text == *text => token,
            // Two texts of one digest. One of them is read for each row.
            Some(_) => new(),
            None => {
                let token = new();
                *known = Arc::downgrade(&token);
                token
            }
        }
    }

    /// How many tokens came before this one; `None` where no request carried it.
    pub fn number(&self, text: &str) -> Option<usize> {
        self.0.get(&digest(text)).map(|(number, _)| *number)
    }
}

impl SentToken {
    /// What it says, read at the first call out of the credentials that hold it.
    pub fn read<'c>(&self, credentials: impl FnOnce() -> Option<&'c Credentials>) -> Option<&Read> {
        self.read.get_or_init(|| credentials().and_then(of_credentials)).as_ref()
    }
}

/// All of a text in short: two tokens that end alike are two.
fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_token_is_held_once_and_keeps_its_number() {
        let mut tokens = SentTokens::default();
        let (first, other) = (tokens.shared("one"), tokens.shared("other"));
        assert!(Arc::ptr_eq(&first, &tokens.shared("one")) && !Arc::ptr_eq(&first, &other));
        assert_eq!((tokens.number("one"), tokens.number("other"), tokens.number("third")), (Some(0), Some(1), None));
        // All rows that carried it were dropped.
        drop(first);
        assert_eq!(&*tokens.shared("one").text, "one");
        assert_eq!(tokens.number("one"), Some(0));
    }
}
