//! The `Cookie` request header: `name=value` pairs (RFC 6265bis §4.2.1).

use std::ops::Range;

use crate::fault::Fault;

/// One cookie as the browser sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Empty for a cookie without a name.
    pub name: String,
    /// Secret. Quotes are part of it; nothing is decoded.
    pub value: String,
    /// The bytes of the name.
    pub name_at: Range<usize>,
    /// The bytes of the value: what to mask in the raw line.
    pub value_at: Range<usize>,
}

/// How many pairs are read; browsers send at most a few hundred.
const MAX_PAIRS: usize = 10_000;
/// How many faults one line can have.
const MAX_FAULTS: usize = 64;

pub(super) const BAD_VALUE: &str = "a cookie value may not have this character; some servers cut the value here";

/// Reads a `Cookie` field value. Several lines (HTTP/2 splits them, RFC 9113 §8.2.3) are read one
/// by one or joined with `"; "`.
pub fn parse_pairs(line: &str) -> (Vec<Pair>, Vec<Fault>) {
    let (mut pairs, mut faults) = (Vec::new(), Vec::new());
    let mut names = std::collections::HashSet::new();
    let mut start = 0;
    while start <= line.len() {
        let stop = line.get(start..).and_then(|rest| rest.find(';')).map_or(line.len(), |n| start + n);
        if pairs.len() == MAX_PAIRS {
            faults.push(Fault::new(start, "more than 10,000 cookies; the rest is not read"));
            break;
        }
        match read_pair(line, start..stop) {
            Some(pair) => {
                let mut note = |at, what: &'static str| {
                    if faults.len() < MAX_FAULTS {
                        faults.push(Fault::new(at, what));
                    }
                };
                if pair.name.is_empty() {
                    note(pair.value_at.start, "a cookie without a name");
                } else if !names.insert(pair.name.clone()) {
                    note(pair.name_at.start, "this name is there twice; servers differ in which one they take");
                }
                if let Some(at) = pair.name.find(|c: char| !super::is_token_char(c)) {
                    note(pair.name_at.start + at, "a character that a cookie name may not have");
                }
                if let Some(at) = bad_value_byte(&pair.value) {
                    note(pair.value_at.start + at, BAD_VALUE);
                }
                pairs.push(pair);
            }
            // White space alone is no cookie; an empty line has none.
            None if start == 0 && stop == line.len() => {}
            None if faults.len() < MAX_FAULTS => faults.push(Fault::new(start, "nothing between two semicolons")),
            None => {}
        }
        start = stop + 1;
    }
    (pairs, faults)
}

/// Writes pairs as a browser does. Contains secrets.
pub fn print_pairs(pairs: &[Pair]) -> String {
    let one = |pair: &Pair| match pair.name.as_str() {
        // A browser sends a nameless cookie bare; `=` inside would then make a name of it.
        "" if !pair.value.contains('=') => pair.value.clone(),
        name => format!("{name}={}", pair.value),
    };
    pairs.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// The first byte outside cookie-octets (RFC 6265bis §4.1.1), one pair of quotes around allowed.
pub(super) fn bad_value_byte(value: &str) -> Option<usize> {
    let (skip, inner) = match value.strip_prefix('"').and_then(|v| v.strip_suffix('"')) {
        Some(inner) => (1, inner),
        None => (0, value),
    };
    let bad = |b: u8| !matches!(b, 0x21 | 0x23..=0x2B | 0x2D..=0x3A | 0x3C..=0x5B | 0x5D..=0x7E);
    inner.bytes().position(bad).map(|at| at + skip)
}

fn read_pair(line: &str, at: Range<usize>) -> Option<Pair> {
    let part = line.get(at.clone())?;
    let (name, value) = match part.find('=') {
        Some(eq) => (at.start..at.start + eq, at.start + eq + 1..at.end),
        None => (at.start..at.start, at),
    };
    let (name_at, value_at) = (super::trim(line, name), super::trim(line, value));
    let pair = Pair { name: super::slice(line, &name_at), value: super::slice(line, &value_at), name_at, value_at };
    (!pair.name.is_empty() || !pair.value.is_empty()).then_some(pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expect: &[(&str, &str)]) -> Vec<Fault> {
        let (pairs, faults) = parse_pairs(line);
        let read: Vec<_> = pairs.iter().map(|p| (p.name.as_str(), p.value.as_str())).collect();
        assert_eq!(read, expect, "{line}");
        faults
    }

    #[test]
    fn reads_pairs() {
        assert_eq!(check("a=b; c=d=e", &[("a", "b"), ("c", "d=e")]), []);
        assert_eq!(check("", &[]), []);
        assert_eq!(check("a=\"b\";c=", &[("a", "\"b\""), ("c", "")]), []);
    }

    #[test]
    fn names_faults() {
        assert_eq!(check("a=1; a=2", &[("a", "1"), ("a", "2")])[0].at, 5);
        assert_eq!(check("abc", &[("", "abc")])[0].at, 0);
        assert_eq!(check("a=1; ", &[("a", "1")])[0].at, 4);
        assert_eq!(check("a=1,2", &[("a", "1,2")])[0].at, 3);
        assert_eq!(parse_pairs(&"a;".repeat(500_000)).0.len(), MAX_PAIRS);
    }
}
