//! Which names a misspelt one may have meant.

use crate::facts::paths::distance;
use crate::sorted;

/// How many are named.
const NAMED: usize = 3;

/// The names that begin so or share most words with `name`, the best first; none that shares no word. Words are what stands between hyphens,
/// without regard to case; one letter in three, but not more than two, may differ, and the end may be missing.
pub fn nearest<'n>(name: &str, names: &[&'n str]) -> Vec<&'n str> {
    let name = name.to_ascii_lowercase();
    let alike = |a: &str, b: &str| b.starts_with(a) || distance(a, b, 2) <= (a.len() / 3).min(2);
    let shared = |other: &str| {
        let words = name.split(['-', '*']).filter(|word| word.len() > 2);
        words.filter(|word| other.split(['-', ' ']).any(|part| alike(word, &part.to_ascii_lowercase()))).count()
    };
    let mut found: Vec<_> = names.iter().map(|other| (shared(other), *other)).filter(|(n, _)| *n > 0).collect();
    let begins = |other: &str| other.starts_with(name.trim_end_matches('*'));
    sorted::by_key(&mut found, |(shared, other)| {
        (!begins(other), usize::MAX - shared, other.len().abs_diff(name.len()))
    });
    found.into_iter().take(NAMED).map(|(_, other)| other).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_what_shares_most_words() {
        let names = ["no-credentials-sent", "token-expired", "token-not-yet-valid", "refresh-token-expired", "cors"];
        for (name, first) in [
            ("tokn-expired", "token-expired"),
            ("expired-token", "token-expired"),
            ("token-no", "token-not-yet-valid"),
            ("Expired", "token-expired"),
            ("refresh-expired", "refresh-token-expired"),
            ("credential*", "no-credentials-sent"),
        ] {
            assert_eq!(nearest(name, &names).first(), Some(&first), "{name}");
        }
        assert_eq!(nearest("token", &names).len(), 3);
        for far in ["bogus", "", "*", "no", "oauth"] {
            assert!(nearest(far, &names).is_empty(), "{far}: {:?}", nearest(far, &names));
        }
    }
}
