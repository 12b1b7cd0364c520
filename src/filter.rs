//! The filter line: the words of Chrome's Network filter, and those of Latchkey.
//!
//! `status-code:401 domain:*.example.com -method:OPTIONS cause:token-* "some words" /regex/`. All
//! terms must hold; several values of one key (`method:GET method:POST`, `method:GET,POST`) mean
//! any of them. Reading never fails: a term with a fault is left out and named. What has no key, or one that nobody knows, is text
//! to look for.

mod expression;
mod nearest;
mod suggest;
mod test;

pub use expression::{Expression, Reader, read_expressions_with};
pub use suggest::{Suggestion, is_unfinished, suggestions};

use crate::diagnosis::Diagnosis;
use crate::fault::Fault;
use crate::history::Row;
use test::Test;

/// The keys before a colon, with what each looks at.
pub const KEYS: &[(&str, &str)] = &[
    ("status-code", "401, 4xx or 400-499"),
    ("cause", "token-expired, or token-* for a family"),
    ("verdict", "failure, recovered, expected, noise or ok"),
    ("certainty", "certain, likely or possible"),
    ("domain", "the host, with or without its port; * stands for anything"),
    ("method", "GET, POST …"),
    ("auth-scheme", "Bearer, Basic …: asked for or sent"),
    ("has-token", "yes, no, jwt or other"),
    ("answered-by", "browser, cdn, gateway, nginx …"),
    ("url", "a part of the address"),
    ("scheme", "https, http, wss …"),
    ("mime-type", "application/json"),
    ("resource-type", "fetch, xhr, document …"),
    ("larger-than", "a size of the body: 500, 10k, 1M"),
    ("has-response-header", "the name of a header"),
    ("has-request-header", "the name of a header"),
    ("is", "preflight, from-cache or service-worker"),
];

/// The most terms that are read.
const TERMS: usize = 64;

/// A filter that was read.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    terms: Vec<Term>,
}

#[derive(Clone, Debug)]
struct Term {
    not: bool,
    /// Which key it came from; terms without a key have none.
    key: Option<&'static str>,
    test: Test,
}

impl Filter {
    /// Reads a filter line. Faults name their byte in `text`.
    pub fn parse(text: &str) -> (Filter, Vec<Fault>) {
        let (mut terms, mut faults) = (Vec::new(), Vec::new());
        for (at, word) in words(text) {
            // The value is still to come: until then the term asks for nothing.
            if at + word.len() == text.len()
                && word.strip_suffix(':').and_then(|name| key(name.trim_start_matches('-'))).is_some()
            {
                continue;
            }
            if terms.len() == TERMS {
                faults.push(Fault::new(at, format!("only the first {TERMS} terms are used")));
                break;
            }
            let (not, body) = match word.strip_prefix('-') {
                Some(rest) if !rest.is_empty() => (true, rest),
                _ => (false, word),
            };
            let start = at + usize::from(not);
            match read(body) {
                Ok((key, tests)) => terms.extend(tests.into_iter().map(|test| Term { not, key, test })),
                Err(what) => faults.push(Fault::new(start, what)),
            }
        }
        (Filter { terms }, faults)
    }

    /// Whether everything passes.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether an exchange passes.
    pub fn matches(&self, row: &Row, diagnosis: &Diagnosis) -> bool {
        self.terms.iter().all(|term| {
            if term.not {
                return !term.test.holds(row, diagnosis);
            }
            match term.key {
                None => term.test.holds(row, diagnosis),
                Some(_) => self
                    .terms
                    .iter()
                    .filter(|other| !other.not && other.key == term.key)
                    .any(|other| other.test.holds(row, diagnosis)),
            }
        })
    }

    /// Whether a term asks for this verdict, so that rows hidden by default must be shown.
    pub fn asks_for_verdict(&self) -> bool {
        self.terms.iter().any(|t| t.key == Some("verdict"))
    }
}

/// Each word of a line, with what it asks for on its own; words with a fault are left out.
pub fn terms(line: &str) -> impl Iterator<Item = (&str, Filter)> {
    let one = |(_, word)| Some((word, Filter::parse(word).0)).filter(|(_, filter)| !filter.is_empty());
    words(line).into_iter().filter_map(one)
}

/// The key of a word that the filter knows: `cause` for `-cause:token-expired`.
pub fn key_of(word: &str) -> Option<&'static str> {
    let (name, _) = word.trim_start_matches('-').split_once(':')?;
    key(name).map(|(key, _)| *key)
}

/// The first word of a line before a colon that looks like a key and is none: `nosuch` in `nosuch:1`. It was read as text.
pub fn unknown_key(line: &str) -> Option<&str> {
    words(line).into_iter().find_map(|(_, word)| {
        let (name, value) = word.trim_start_matches('-').split_once(':')?;
        let like_a_key = name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
        // `https://…` and `localhost:3000` are what people paste.
        let pasted = value.starts_with("//") || name == "localhost";
        (like_a_key && !value.is_empty() && !pasted && key(name).is_none()).then_some(name)
    })
}

/// The words of a line with their byte offsets; quotes and slashes keep spaces together.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    let mut closing = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match (start, closing) {
            (_, Some(end)) => {
                if c == end && !escaped {
                    closing = None;
                }
                escaped = c == '\\' && !escaped;
                continue;
            }
            (None, None) if c.is_whitespace() => continue,
            (None, None) => start = Some(at),
            (Some(from), None) if c.is_whitespace() => {
                found.extend(text.get(from..at).map(|w| (from, w)));
                start = None;
                continue;
            }
            _ => {}
        }
        let first = start.is_some_and(|from| at == from || (at == from + 1 && text.get(from..at) == Some("-")));
        let after_colon = text.get(..at).is_some_and(|t| t.ends_with(':'));
        if c == '"' && (first || after_colon) || c == '/' && first {
            // A slash that nothing closes is the start of a path, not of an expression.
            if text.get(at + 1..).is_some_and(|rest| rest.contains(c)) && (c == '"' || is_expression(text, at)) {
                closing = Some(c);
            }
        }
    }
    if let Some(from) = start {
        found.extend(text.get(from..).map(|w| (from, w)));
    }
    found
}

/// The beginning of an expression that no slash ends yet: `/[0-9` in `users /[0-9`. It was read as text, for an address may hold
/// such characters, too.
pub fn open_expression(line: &str) -> Option<&str> {
    let last = line.split(char::is_whitespace).next_back().unwrap_or_default();
    let open = last.trim_start_matches('-');
    let ends = open.strip_prefix('/')?.replace(r"\/", "").contains('/');
    (!ends && open.contains(['[', '(', '{', '\\', '^', '$', '|', '*', '+'])).then_some(open)
}

/// Whether the slash at byte `at` begins `/regex/`: its word, or the rest of the line, ends in one.
fn is_expression(text: &str, at: usize) -> bool {
    let rest = text.get(at + 1..).unwrap_or_default();
    let word = rest.split_whitespace().next().unwrap_or_default();
    if word.contains('/') { word.trim_end_matches('i').ends_with('/') } else { rest.trim_end().ends_with('/') }
}

type Read = (Option<&'static str>, Vec<Test>);

fn read(word: &str) -> Result<Read, String> {
    if let Some(body) = word.strip_prefix('/')
        && let Some(pattern) = body.strip_suffix('/').or_else(|| body.strip_suffix("/i"))
        && !pattern.is_empty()
    {
        return Ok((None, vec![Test::pattern(pattern)?]));
    }
    if let Some((name, value)) = word.split_once(':')
        && let Some((key, gloss)) = key(name)
    {
        let value = unquoted(value);
        if value.is_empty() {
            return Err(format!("write a value after {key}: ({gloss})"));
        }
        let tests = value.split(',').filter(|v| !v.is_empty()).map(|v| Test::of(key, gloss, v));
        return Ok((Some(key), tests.collect::<Result<_, _>>()?));
    }
    Ok((None, vec![Test::Text(unquoted(word).to_ascii_lowercase())]))
}

/// The key of that name, with what it looks at.
fn key(name: &str) -> Option<&'static (&'static str, &'static str)> {
    KEYS.iter().find(|(key, _)| alias(name).eq_ignore_ascii_case(key))
}

/// Short names that people try.
fn alias(name: &str) -> &str {
    const SHORT: &[(&str, &str)] = &[
        ("status", "status-code"),
        ("host", "domain"),
        ("token", "has-token"),
        ("mime", "mime-type"),
        ("type", "resource-type"),
    ];
    SHORT.iter().find(|(short, _)| short.eq_ignore_ascii_case(name)).map_or(name, |(_, long)| long)
}

fn unquoted(text: &str) -> &str {
    text.strip_prefix('"').map_or(text, |t| t.strip_suffix('"').unwrap_or(t))
}

#[cfg(test)]
mod tests;
