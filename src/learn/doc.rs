//! The shape of the words. Everything is `'static`: `text/build` writes it from Markdown.

use crate::text::{Block, Reference, Words};

/// What one status means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusText {
    /// The code, 0 when there was no answer.
    pub status: u16,
    /// `401 Unauthorized`.
    pub title: &'static str,
    /// What it means.
    pub means: &'static [Block],
    /// What it does not mean.
    pub not: &'static [Words],
    /// Who usually sends it.
    pub from: &'static [Words],
    /// What to look at first, in order.
    pub first: &'static [Words],
    /// What the people see who use the page.
    pub users: &'static [Words],
    /// How to have fewer of them; may be empty.
    pub prevent: &'static [Words],
    /// Other names and messages under which people meet it; may be empty.
    pub also: &'static [Words],
    /// The defining documents.
    pub references: &'static [Reference],
}

/// A row of the table that tells statuses apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The code.
    pub status: u16,
    /// What the server says with it.
    pub says: Words,
    /// A sentence to remember it by, and where that sentence is wrong.
    pub remember: Words,
    /// What to do then.
    pub then: Words,
}

/// A term of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Its name first, then other forms of it. Never empty.
    pub forms: &'static [&'static str],
    /// What it means.
    pub words: Words,
}

/// A question that people often ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// In the words of the one who asks.
    pub ask: &'static str,
    /// The answer.
    pub answer: &'static [Block],
}

impl StatusText {
    /// A status whose other words are loaded later.
    pub const fn head(status: u16, title: &'static str) -> Self {
        StatusText {
            status,
            title,
            means: &[],
            not: &[],
            from: &[],
            first: &[],
            users: &[],
            prevent: &[],
            also: &[],
            references: &[],
        }
    }
}

impl Term {
    /// The name under which it stands in the glossary.
    pub fn name(&self) -> &'static str {
        self.forms.first().copied().unwrap_or_default()
    }
}
