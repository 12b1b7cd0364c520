//! Expressions in the filter line. On a host a crate finds them; the browser's own `RegExp` does it there, for the crate
//! is 12 KB of WebAssembly.

use std::fmt;
use std::sync::{Arc, OnceLock};

/// An expression that was read. It says whether it occurs in a text, without regard to case.
#[derive(Clone)]
pub struct Expression(Arc<dyn Fn(&str) -> bool + Send + Sync>);

/// Reads an expression.
///
/// # Errors
/// When it cannot be read; the text says why.
pub type Reader = fn(&str) -> Result<Expression, String>;

static READER: OnceLock<Reader> = OnceLock::new();

/// Reads expressions in this way from now on. Only the first call counts.
pub fn read_expressions_with(reader: Reader) {
    READER.get_or_init(|| reader);
}

impl Expression {
    /// One that occurs where `occurs` says so.
    pub fn new(occurs: impl Fn(&str) -> bool + Send + Sync + 'static) -> Self {
        Expression(Arc::new(occurs))
    }

    pub(super) fn read(expression: &str) -> Result<Self, String> {
        READER.get().copied().unwrap_or(own)(expression)
    }

    pub(super) fn occurs_in(&self, text: &str) -> bool {
        (self.0)(text)
    }
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("Expression")
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn own(expression: &str) -> Result<Expression, String> {
    let read = regex_lite::RegexBuilder::new(expression).case_insensitive(true).size_limit(1 << 20).build();
    read.map(|regex| Expression::new(move |text| regex.is_match(text))).map_err(|error| error.to_string())
}

#[cfg(target_arch = "wasm32")]
fn own(_: &str) -> Result<Expression, String> {
    Err("nobody said how to read expressions".into())
}
