//! Which terms of the glossary a text uses.

use super::{Term, glossary};

/// The terms that occur in `text` as whole words, also in the plural; in the order of the glossary.
pub fn terms_in(text: &str) -> Vec<&'static Term> {
    let text = text.to_ascii_lowercase();
    glossary().iter().filter(|term| term.forms.iter().any(|form| holds(&text, &form.to_ascii_lowercase()))).collect()
}

fn holds(text: &str, form: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    text.match_indices(form).any(|(at, _)| {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + form.len()..).unwrap_or_default();
        let after = after.strip_prefix('s').unwrap_or(after).chars().next();
        !before.is_some_and(part_of_word) && !after.is_some_and(part_of_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_and_plurals_are_found() {
        assert!(holds("the claims of it", "claim"));
        assert!(holds("no `scope`.", "scope"));
        assert!(!holds("it exclaimed", "claim"));
        assert!(!holds("a telescope", "scope"));
        assert!(!holds("the cross-origin call", "origin"));
    }

    #[test]
    #[cfg(feature = "words")]
    fn a_text_names_its_terms() {
        let names: Vec<_> = terms_in("The preflight of another origin; the access token has no scope.")
            .iter()
            .map(|t| t.name())
            .collect();
        assert_eq!(names, ["access token", "origin", "preflight", "scope", "token"]);
    }
}
