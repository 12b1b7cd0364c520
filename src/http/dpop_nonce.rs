//! `DPoP-Nonce`: a value of the server for the next DPoP proof (RFC 9449 §8.1).

use std::ops::Range;

use super::cursor::{Cursor, describe};
use crate::fault::Fault;

/// A nonce for the `nonce` claim of the next proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonce {
    /// As sent, white space around it left out.
    pub value: String,
    /// Its bytes.
    pub at: Range<usize>,
}

/// Reads a field value: `1*NQCHAR`, printable ASCII without space, `"` and `\`. `None` when there is
/// nothing but white space. Offsets are bytes of `value`.
///
/// ```
/// use latchkey::http::dpop_nonce;
///
/// let (nonce, faults) = dpop_nonce::parse("eyJ7S_zG.eyJH0-Z.HX4w-7v");
/// assert_eq!(nonce.unwrap().value, "eyJ7S_zG.eyJH0-Z.HX4w-7v");
/// assert_eq!(faults, []);
/// ```
pub fn parse(value: &str) -> (Option<Nonce>, Vec<Fault>) {
    let mut cursor = Cursor::new(value);
    cursor.skip_space();
    let start = cursor.at();
    let end = start + cursor.slice(start..value.len().min(super::LONGEST)).trim_end().len();
    if start == end {
        cursor.fault(start, "the nonce is missing (RFC 9449 §8.1)");
        return (None, cursor.into_faults());
    }
    let text = cursor.slice(start..end);
    let bad = text.char_indices().find(|(_, c)| !matches!(c, '!' | '#'..='[' | ']'..='~'));
    if let Some((at, c)) = bad {
        cursor.fault(start + at, format!("{} is not allowed in a nonce (RFC 9449 §8.1)", describe(Some(c))));
    }
    (Some(Nonce { value: text.to_owned(), at: start..end }), cursor.into_faults())
}
