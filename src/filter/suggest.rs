//! What could come next in the filter line.

use super::{KEYS, alias};

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
