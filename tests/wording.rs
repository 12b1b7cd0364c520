//! The prose is the product: tests that hold how it is written.

mod common;

use std::fs;

use latchkey::rules;
use latchkey::text::{Block, CauseText, Word, Words};

/// Words that belittle, blame or say nothing.
const NEVER: &[&str] = &[
    "simply",
    "obviously",
    "of course",
    "just ",
    "please",
    "easy",
    "flush dns",
    "flush the dns",
    "flushdns",
    "clear the cache",
    "clear your cache",
    "clear the browser cache",
    "clear your browser",
    "clear cookies and cache",
    "401 means no permission",
    "lacks permission to access with 401",
    "rfc 7231",
    "restart your computer",
    "reinstall",
    "disable your firewall",
    "disable your antivirus",
    "you forgot",
    "your mistake",
    "your fault",
    "stupid",
    "require all granted",
];

/// Titles say the failing state in sentence case, without a full stop.
#[test]
fn titles_are_short_and_plain() {
    let mut problems = Vec::new();
    for rule in rules::all() {
        let title = rule.text.title;
        let fine = title.chars().next().is_some_and(|c| {
            !c.is_lowercase()
                || title.starts_with("localhost")
                || title.starts_with("http")
                || title.starts_with("mode")
                || title.starts_with("nginx")
                || title.starts_with("g")
        });
        if !fine || title.ends_with('.') || title.len() < 12 {
            problems.push(format!("{}: {title:?}", rule.text.id));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Useless or harmful advice never comes back (guide: the W-rows), and no word belittles the reader.
#[test]
fn forbidden_advice_is_absent() {
    let mut problems = Vec::new();
    for file in markdown() {
        let (path, text) = file;
        // A server's front matter quotes what servers say; only what follows are our words.
        let words =
            text.strip_prefix("---\n").and_then(|t| t.split_once("\n---\n")).map_or(text.as_str(), |(_, body)| body);
        let shipped = words.split("\n## Examples").next().unwrap_or("").to_lowercase();
        for never in NEVER.iter().filter(|never| shipped.contains(**never)) {
            // "What it is not" may name the useless advice to warn of it.
            let warned = shipped
                .split("## what it is not")
                .nth(1)
                .is_some_and(|w| w.split("\n## ").next().unwrap_or("").contains(*never));
            if !warned {
                problems.push(format!("{path}: {never:?}"));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Flesch–Kincaid grade of "what happened" and of the fix, at most 8.
#[test]
fn prose_reads_at_grade_eight() {
    let mut problems = Vec::new();
    for rule in rules::all() {
        let text = rule.text;
        for (part, prose) in [("what happened", said(text)), ("how to fix", fix(text))] {
            let grade = grade(&prose);
            if grade > 8.0 {
                problems.push((grade, format!("{} {part}: grade {grade:.1}: {prose}", text.id)));
            }
        }
    }
    problems.sort_by(|a, b| b.0.total_cmp(&a.0));
    let lines: Vec<_> = problems.into_iter().map(|(_, line)| line).collect();
    assert!(lines.is_empty(), "{} texts read above grade 8:\n{}", lines.len(), lines.join("\n"));
}

/// A neighbour that is named exists.
#[test]
fn neighbours_exist() {
    let mut problems = Vec::new();
    for rule in rules::all() {
        for tell in rule.text.tell.iter().filter(|t| rules::text(t.cause).is_none()) {
            problems.push(format!("{} names the neighbour {:?}, which does not exist", rule.text.id, tell.cause));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn markdown() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![common::root().join("src/rules"), common::root().join("src/servers")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "md") {
                found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found
}

fn said(text: &'static CauseText) -> String {
    let mut out = String::new();
    for block in text.say {
        match block {
            Block::Paragraph(words) => out.push_str(&spoken(words)),
            Block::List(items) => items.iter().for_each(|i| out.push_str(&spoken(i))),
            Block::Code { .. } => {}
        }
    }
    out
}

fn fix(text: &'static CauseText) -> String {
    text.fix.iter().flat_map(|s| [s.action, s.why, s.expect]).map(spoken).collect()
}

/// The sentence as somebody would read it aloud: code and values count as one short word.
fn spoken(words: Words) -> String {
    let mut out = String::new();
    for word in words {
        match word {
            Word::Text(t) | Word::Strong(t) | Word::Link { text: t, .. } => out.push_str(t),
            Word::Code(_) | Word::Value(_) => out.push_str("it"),
        }
    }
    if !out.trim_end().ends_with(['.', '?', '!', ':']) {
        out.push('.');
    }
    out.push(' ');
    out
}

/// Flesch–Kincaid grade level: 0.39 · words per sentence + 11.8 · syllables per word − 15.59.
fn grade(text: &str) -> f64 {
    let sentences = text.split(['.', '!', '?', ':', ';']).filter(|s| s.chars().any(char::is_alphabetic)).count().max(1);
    let words: Vec<_> = text.split(|c: char| !c.is_alphabetic() && c != '\'').filter(|w| !w.is_empty()).collect();
    let syllables: usize = words.iter().map(|w| syllables(w)).sum();
    let count = words.len().max(1) as f64;
    0.39 * count / sentences as f64 + 11.8 * syllables as f64 / count - 15.59
}

fn syllables(word: &str) -> usize {
    let word = word.to_lowercase();
    let vowel = |c: char| "aeiouy".contains(c);
    let mut count = 0;
    let mut before = false;
    for c in word.chars() {
        if vowel(c) && !before {
            count += 1;
        }
        before = vowel(c);
    }
    let silent = word.ends_with('e') && !word.ends_with("le")
        || word.ends_with("es") && !word.ends_with("ses")
        || word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded");
    if silent && count > 1 {
        count -= 1;
    }
    count.max(1)
}

#[test]
fn readability_measures_what_it_says() {
    assert!(grade("The cat sat on the mat. It was warm.") < 3.0);
    assert!(
        grade(
            "Authentication infrastructure necessitates comprehensive configuration considerations throughout organisational environments."
        ) > 15.0
    );
}
