//! What a parser could not read, and where.

use std::borrow::Cow;

/// One place where the input departs from its grammar. A fault never stops a parser: what can be
/// read is returned beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Byte offset into the text that was given to the parser; at most its length.
    pub at: usize,
    /// What is wrong there, as a short sentence without a full stop.
    pub what: Cow<'static, str>,
}

impl Fault {
    /// A fault at byte `at`.
    pub fn new(at: usize, what: impl Into<Cow<'static, str>>) -> Self {
        Fault { at, what: what.into() }
    }
}
