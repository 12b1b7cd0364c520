//! The words of causes in the panel's language. What has no translation is in English and says so.

use std::sync::Arc;

use leptos::prelude::*;

use super::clock::told_times;
use super::format;
use super::parts::{el, plain, tongue};
use super::prose::{Values, blocks, sentence};
use super::state::{Panel, panel};
use crate::finding::{CauseId, Finding, Verdict};
use crate::redact;
use crate::rules;
use crate::text::{Block, CauseText, Word, Words, phrases};

/// What is said of a finding.
pub struct Spoken {
    /// The words.
    pub words: &'static CauseText,
    /// What they are filled with.
    pub values: Values,
    /// The `lang` of the words, where they are not in the panel's language.
    pub lang: Option<&'static str>,
}

/// The words of a finding.
pub fn spoken(panel: Panel, finding: &Finding) -> Option<Spoken> {
    let Some(translation) = rules::translation(finding.cause, panel.language_now()) else {
        let words = rules::text(finding.cause)?;
        return Some(Spoken { words, values: Arc::new(finding.values.clone()), lang: panel.in_english() });
    };
    let values = finding.values.iter().map(|(name, value)| (*name, translation.value(value))).collect();
    Some(Spoken { words: &translation.text, values: Arc::new(values), lang: None })
}

/// A short sentence of another room: what a claim means, why a cookie was refused.
pub fn told(english: &str) -> AnyView {
    let (words, lang) = phrase(panel(), english);
    tongue("span", "", lang, vec![told_times(redact::printable(&words))])
}

/// A sentence of Learn or of a server's fixes. Code stands between backticks in the list of phrases, too.
pub fn said(words: Words, values: &Values) -> AnyView {
    let english: String = words
        .iter()
        .map(|word| match word {
            Word::Code(text) => format!("`{text}`"),
            Word::Text(text) | Word::Strong(text) | Word::Link { text, .. } => (*text).to_owned(),
            Word::Value(name) => format!("{{{name}}}"),
        })
        .collect();
    let Some(told) = phrases::phrase(panel().language_now(), &english) else {
        let inside = el("span", "", sentence(words, values));
        return view! { <span lang=panel().in_english()>{inside}</span> }.into_any();
    };
    let part =
        |(at, text): (usize, &str)| if at % 2 == 1 { super::parts::words("code", "", text) } else { plain(text) };
    el("span", "", told.split('`').enumerate().map(part).collect())
}

/// Such paragraphs and lists.
pub fn said_blocks(list: &'static [Block], values: &Values) -> Vec<AnyView> {
    let one = |block: &'static Block| match *block {
        Block::Paragraph(words) => el("p", "", vec![said(words, values)]),
        Block::List(items) => el("ul", "", items.iter().map(|item| el("li", "", vec![said(item, values)])).collect()),
        Block::Code { .. } => blocks(std::slice::from_ref(block), values).into_any(),
    };
    list.iter().map(one).collect()
}

/// The same as text, with its `lang` where that is not the panel's.
pub fn phrase(panel: Panel, english: &str) -> (String, Option<&'static str>) {
    match phrases::phrase(panel.language_now(), english) {
        Some(words) => (words, None),
        None => (english.to_owned(), panel.in_english().filter(|_| !english.is_empty())),
    }
}

/// What a request or a group of them is headed with, and its `lang` where that is not the panel's: the cause, else what it ended in.
pub fn heading(
    panel: Panel,
    verdict: Verdict,
    hint: bool,
    cause: Option<CauseId>,
) -> (&'static str, Option<&'static str>) {
    let labels = panel.labels();
    match (cause, verdict) {
        (Some(cause), _) => title(panel, cause),
        (None, Verdict::Ok) if hint => (labels.error_only, None),
        (None, Verdict::Ok) => (labels.nothing_wrong, None),
        (None, _) => (format::verdict(labels, verdict, hint), None),
    }
}

/// The title of a cause, and its `lang` where that is not the panel's.
pub fn title(panel: Panel, cause: CauseId) -> (&'static str, Option<&'static str>) {
    match rules::translation(cause, panel.language_now()) {
        Some(translation) => (translation.text.title, None),
        None => (rules::text(cause).map_or(cause, |text| text.title), panel.in_english()),
    }
}
