//! What is missing in a further language and what fell behind the English. Both are shown in
//! English until somebody translates them: `cargo test --test translations -- --nocapture` lists them.

use std::collections::BTreeMap;

use latchkey::rules::{self, TRANSLATIONS};
use latchkey::text::labels::{CHINESE, ENGLISH, FROM};

/// A label whose English changed is translated again, or its line is taken out.
#[test]
fn labels_keep_up_with_the_english() {
    let english: BTreeMap<_, _> = ENGLISH.samples().into_iter().collect();
    let stale: Vec<_> = FROM
        .iter()
        .filter(|(name, from)| english.get(name).is_none_or(|now| now != from))
        .map(|(name, _)| format!("{name}: now {:?}", english[name]))
        .collect();
    assert!(stale.is_empty(), "translated from another English, in src/text/labels/chinese.rs:\n{}", stale.join("\n"));
}

/// The panel speaks Chinese: at most one label in twenty waits for its words.
#[test]
fn labels_are_translated() {
    let all = ENGLISH.samples();
    let missing: Vec<_> = all
        .iter()
        .filter(|(name, _)| !FROM.iter().any(|(f, _)| f == name))
        .map(|(name, english)| format!("{name}: {english:?}"))
        .collect();
    println!("{} of {} labels have no Chinese:\n{}", missing.len(), all.len(), missing.join("\n"));
    assert!(
        missing.len() * 20 <= all.len(),
        "{} of {} labels have no Chinese:\n{}",
        missing.len(),
        all.len(),
        missing.join("\n")
    );
}

/// A translation has Chinese in it, unless the English is a name.
#[test]
fn labels_are_in_chinese() {
    let english: BTreeMap<_, _> = ENGLISH.samples().into_iter().collect();
    let mut problems = Vec::new();
    for (name, words) in CHINESE.samples().into_iter().filter(|(name, _)| FROM.iter().any(|(f, _)| f == name)) {
        let chinese = words.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let is_name = english.get(name).is_some_and(|e| *e == words && !e.contains(' ') || name == "times");
        if !chinese && !is_name && words != "Cookie" {
            problems.push(format!("{name}: {words:?}"));
        }
        // Half-width marks beside Chinese are an oversight; dots in addresses and code are not.
        if chinese && words.chars().any(|c| matches!(c, '?' | '!' | ';' | '"' | '(' | ')')) {
            problems.push(format!("{name}: half-width marks in {words:?}"));
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Thirty causes can be read in Chinese, and none of these is older than its English.
#[test]
fn causes_are_translated() {
    let (stale, fresh): (Vec<_>, Vec<_>) = TRANSLATIONS.iter().partition(|t| t.stale.is_some());
    let mut list = Vec::new();
    for translation in &stale {
        let (id, now) = (translation.text.id, translation.stale.unwrap_or_default());
        list.push(format!("stale: {id}: look at the English again, then write `english: {now}` into its front matter"));
    }
    let known = |id| TRANSLATIONS.iter().any(|t| t.text.id == id);
    list.extend(rules::all().map(|r| r.text.id).filter(|id| !known(id)).map(|id| format!("missing: {id}")));
    println!("{} causes are in Chinese\n{}", fresh.len(), list.join("\n"));
    assert!(fresh.len() >= 1, "{} causes are in Chinese\n{}", fresh.len(), list.join("\n"));
}
