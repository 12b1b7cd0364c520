//! The words as plain text, for the command line.

use super::{StatusText, difference, faq, glossary, statuses};
use crate::text::{Words, ticked, ticked_blocks};

/// What a status means, as plain text.
pub fn to_text(text: &StatusText) -> String {
    let mut out = format!("{}\n\n{}\n", text.title, ticked_blocks(text.means, &[]));
    for (heading, items) in [
        ("What it does not mean", text.not),
        ("Who sends it", text.from),
        ("What to look at first", text.first),
        ("What your users see", text.users),
        ("How to prevent it", text.prevent),
        ("Also called", text.also),
    ] {
        list(&mut out, heading, items);
    }
    out.push_str("\nReferences\n");
    for reference in text.references {
        out.push_str(&format!("  {}\n    {}\n", reference.title, reference.url));
    }
    out
}

/// The table, the frequent questions and the terms, as plain text.
pub fn overview() -> String {
    let mut out = String::from("How they differ\n");
    for row in difference() {
        let [says, remember, then] = [row.says, row.remember, row.then].map(|words| ticked(words, &[]));
        out.push_str(&format!("\n{}  {says}\n     {remember}\n     {then}\n", row.status));
    }
    out.push_str("\nQuestions\n");
    for question in faq() {
        out.push_str(&format!("\n{}\n{}\n", question.ask, ticked_blocks(question.answer, &[])));
    }
    out.push_str("\nTerms\n\n");
    for term in glossary() {
        out.push_str(&format!("{}: {}\n", term.name(), ticked(term.words, &[])));
    }
    let known: Vec<_> = statuses().map(|status| status.to_string()).collect();
    out.push_str(&format!("\nMore of one status: latchkey learn STATUS, for {}\n", known.join(", ")));
    out
}

fn list(out: &mut String, heading: &str, items: &[Words]) {
    if items.is_empty() {
        return;
    }
    out.push_str(&format!("\n{heading}\n"));
    for item in items {
        out.push_str(&format!("  - {}\n", ticked(item, &[])));
    }
}

#[cfg(all(test, feature = "words"))]
mod tests {
    use super::super::status;
    use super::*;

    #[test]
    fn a_status_is_told_in_full() {
        let text = to_text(status(401).unwrap());
        assert!(text.starts_with("401 Unauthorized\n\n"), "{text}");
        for part in ["\nWhat it does not mean\n  - ", "\nReferences\n", "WWW-Authenticate", "https://"] {
            assert!(text.contains(part), "{part:?} is missing in {text}");
        }
        assert!(overview().starts_with("How they differ\n\n401  "));
    }
}
