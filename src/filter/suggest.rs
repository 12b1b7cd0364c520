//! What could come next in the filter line.

use super::test::statuses;
use super::{Filter, KEYS, alias, open_expression};
use crate::rules;
use crate::servers::answerers;

/// One way to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The whole line if it is taken.
    pub line: String,
    /// What it adds: `cause:token-expired`.
    pub word: String,
    /// What that means, or an empty text.
    pub gloss: &'static str,
}

/// How many are offered at once.
const OFFERED: usize = 24;

/// Completes the last word of `text`. `values` gives what occurs in the recording for a key.
pub fn suggestions(text: &str, values: impl Fn(&str) -> Vec<String>) -> Vec<Suggestion> {
    let start = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let (before, word) = (text.get(..start).unwrap_or_default(), text.get(start..).unwrap_or_default());
    let (minus, word) = word.strip_prefix('-').map_or(("", word), |rest| ("-", rest));
    let made = |word: String, gloss| Suggestion { line: format!("{before}{minus}{word}"), word, gloss };
    if let Some((name, begun)) = word.split_once(':') {
        let Some((key, _)) = KEYS.iter().find(|(key, _)| *key == alias(name)) else { return Vec::new() };
        let begun = begun.to_ascii_lowercase();
        let mut found = fixed(key).iter().map(|v| (*v).to_owned()).chain(values(key)).collect::<Vec<_>>();
        found.retain(|v| v.to_ascii_lowercase().starts_with(&begun) && v.len() > begun.len());
        found.dedup();
        return found.into_iter().take(OFFERED).map(|v| made(format!("{key}:{v}"), "")).collect();
    }
    let begun = word.to_ascii_lowercase();
    KEYS.iter()
        .filter(|(key, _)| key.starts_with(&begun) || (begun.len() > 1 && key.contains(&begun)))
        .take(OFFERED)
        .map(|(key, gloss)| made(format!("{key}:"), gloss))
        .collect()
}

/// Whether the last word of a line is still being written: its value is the beginning of one that is legal, or that `values` gives,
/// and none itself. `cause:tok`, but neither `cause:token-expired` nor `cause:tok` with a space behind it. The beginning of a key is
/// unfinished where `found` says that nothing passes it as text, and so is an expression before its last slash.
pub fn is_unfinished(line: &str, values: impl Fn(&str) -> Vec<String>, found: impl Fn(&Filter) -> bool) -> bool {
    let last = line.split(char::is_whitespace).next_back().unwrap_or_default();
    let word = last.trim_start_matches('-');
    if let Some(open) = open_expression(line) {
        return !found(&Filter::parse(open).0);
    }
    let Some((name, value)) = word.split_once(':') else {
        let begun = word.to_ascii_lowercase();
        return !begun.is_empty()
            && KEYS.iter().any(|(key, _)| key.starts_with(&begun))
            && !found(&Filter::parse(word).0);
    };
    let Some((key, _)) = super::key(name) else { return false };
    let begun = value.rsplit(',').next().unwrap_or_default().to_ascii_lowercase();
    // What is offered for a size are examples; each number is one.
    if begun.is_empty() || *key == "larger-than" {
        return false;
    }
    if *key == "status-code" && statuses(&begun).is_none_or(|(from, to)| from == to && from < 100) {
        return begins_status(&begun);
    }
    let longer = |known: &str| known.get(..begun.len()).is_some_and(|head| head.eq_ignore_ascii_case(&begun));
    let here = values(key);
    let mut known = fixed(key).to_vec();
    match *key {
        "cause" => known.extend(rules::all().map(|rule| rule.text.id)),
        "answered-by" => known.extend(answerers()),
        _ => {}
    }
    let known: Vec<&str> = known.into_iter().chain(here.iter().map(String::as_str)).collect();
    !known.iter().any(|known| known.eq_ignore_ascii_case(&begun)) && known.into_iter().any(longer)
}

/// Whether a status or a range of them may begin so: `4`, `4x`, `400-4`.
fn begins_status(begun: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    match begun.split_once('-') {
        Some((from, to)) => from.len() == 3 && digits(from) && to.len() < 3 && digits(to),
        None => {
            begun.len() < 3 && begun.starts_with(|c: char| c.is_ascii_digit()) && digits(begun.trim_end_matches('x'))
        }
    }
}

/// The values of keys that take only certain ones.
fn fixed(key: &str) -> &'static [&'static str] {
    match key {
        "verdict" => &["failure", "recovered", "expected", "noise", "ok"],
        "certainty" => &["certain", "likely", "possible"],
        "has-token" => &["yes", "no", "jwt", "other"],
        "is" => &["preflight", "from-cache", "service-worker"],
        "larger-than" => &["1k", "10k", "100k", "1M"],
        _ => &[],
    }
}
