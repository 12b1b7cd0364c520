//! `Clear-Site-Data`: what the browser is told to forget about the site (W3C Clear Site Data §3.1).

use std::ops::Range;

use super::chars::is_space;
use super::cursor::Cursor;
use crate::fault::Fault;

/// The types that are defined, and what each clears.
const TYPES: &[(&str, &str)] = &[
    ("cache", "cached responses of this origin"),
    ("cookies", "all cookies of the registrable domain, and saved HTTP logins"),
    ("storage", "local storage, IndexedDB, service workers and the like"),
    ("executionContexts", "open pages of this origin are reloaded"),
    ("clientHints", "the client hints that the site asked for"),
    ("prefetchCache", "pages fetched ahead"),
    ("prerenderCache", "pages rendered ahead"),
    ("*", "everything of the above"),
];

/// One type of data to clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clear {
    /// `cookies`, as written, without its quotes.
    pub kind: String,
    /// The bytes, quotes included.
    pub at: Range<usize>,
}

impl Clear {
    /// What it clears, in words. `None` for a type that is not defined; browsers skip it.
    pub fn meaning(&self) -> Option<&'static str> {
        TYPES.iter().find(|(kind, _)| *kind == self.kind).map(|(_, meaning)| *meaning)
    }
}

/// Reads a field value. Offsets are bytes of `value`.
///
/// ```
/// use latchkey::http::clear_site_data;
///
/// let (clears, faults) = clear_site_data::parse("\"cookies\", storage");
/// assert!(clears[0].meaning().unwrap().contains("cookies"));
/// assert_eq!(faults[0].at, 11);
/// ```
pub fn parse(value: &str) -> (Vec<Clear>, Vec<Fault>) {
    let mut cursor = Cursor::new(value);
    let mut clears: Vec<Clear> = Vec::new();
    loop {
        cursor.skip_separators(clears.is_empty());
        let start = cursor.at();
        if cursor.peek().is_none() {
            return (clears, cursor.into_faults());
        }
        if clears.len() >= super::MOST_ITEMS {
            cursor.cut(start, format!("only the first {} types are read", super::MOST_ITEMS));
            return (clears, cursor.into_faults());
        }
        let kind = if cursor.peek() == Some(b'"') {
            cursor.quoted().value
        } else {
            let end = cursor.past(start, |byte| !is_space(byte) && byte != b',');
            cursor.go(end);
            cursor.fault(start, "the type must stand in double quotes; browsers skip it without them");
            cursor.slice(start..end).to_owned()
        };
        let clear = Clear { kind, at: start..cursor.at() };
        if clear.meaning().is_none() {
            let known = TYPES.iter().find(|(kind, _)| kind.eq_ignore_ascii_case(&clear.kind));
            match known {
                Some((kind, _)) => {
                    cursor.fault(start, format!("upper and lower case matter here; \"{kind}\" is defined"))
                }
                None => cursor.fault(start, "this type is not defined; browsers skip it"),
            }
        }
        clears.push(clear);
    }
}
