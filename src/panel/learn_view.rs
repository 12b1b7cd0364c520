//! What the status of this request means, how it differs from its neighbours, and the terms that the
//! found causes use.

use leptos::prelude::*;

use super::parts::{el, plain, section, section_of, tongue, words};
use super::prose::{Link, Values};
use super::spoken::{said, said_blocks, told};
use super::state::{Subject, panel};
use crate::diagnosis::Diagnosis;
use crate::learn::{self, Difference, StatusText, Term};
use crate::rules;
use crate::text::{self, Words, plain_blocks};

/// The status in full, the table with its row marked, terms and questions.
#[component]
pub fn LearnView(subject: Subject) -> impl IntoView {
    let labels = panel().labels();
    let status = subject.exchange.response.status;
    let card = learn::status(status).map(card);
    let rows = learn::difference().iter().map(|row| difference(row, row.status == status)).collect();
    let (here, others): (Vec<&Term>, Vec<&Term>) = terms(&subject.diagnosis, status);
    let questions = learn::faq().iter().map(|question| {
        let answer = el("div", "", said_blocks(question.answer, &Values::default()));
        el("details", "", vec![el("summary", "", vec![told(question.ask)]), answer])
    });
    let mut parts: Vec<_> = card.into_iter().collect();
    parts.push(section(labels.learn_statuses, rows));
    if !here.is_empty() {
        parts.push(section_of("tell", labels.learn_words, vec![list(&here)]));
    }
    if !others.is_empty() {
        parts.push(el("details", "tell", vec![words("summary", "", labels.learn_more_words), list(&others)]));
    }
    parts.push(section(labels.learn_questions, questions.collect()));
    el("div", "learn", parts)
}

fn card(text: &'static StatusText) -> AnyView {
    let labels = panel().labels();
    let lang = panel().in_english();
    let references = text.references.iter().map(|r| {
        let link = view! { <Link text=r.title url=r.url/> }.into_any();
        el("li", "", vec![link])
    });
    let parts = [
        (labels.learn_not, text.not),
        (labels.learn_from, text.from),
        (labels.learn_first, text.first),
        (labels.learn_users, text.users),
        (labels.learn_prevent, text.prevent),
        (labels.learn_also, text.also),
    ];
    let parts = parts.into_iter().filter(|(_, items)| !items.is_empty());
    let mut all = vec![
        tongue("h3", "", lang, vec![plain(text.title)]),
        el("div", "", said_blocks(text.means, &Values::default())),
    ];
    all.extend(parts.map(|(heading, items)| el("section", "", vec![words("h4", "", heading), bullets(items)])));
    if !text.references.is_empty() {
        let list = tongue("ul", "", lang, references.collect());
        all.push(el("section", "", vec![words("h4", "", labels.references), list]));
    }
    el("section", "status-text", all)
}

fn bullets(items: &'static [Words]) -> AnyView {
    el("ul", "", items.iter().map(|item| el("li", "", vec![said(item, &Values::default())])).collect())
}

fn difference(row: &'static Difference, here: bool) -> AnyView {
    let said = |words| said(words, &Values::default());
    let mut title = vec![words("span", "code", row.status.to_string()), el("span", "words", vec![said(row.says)])];
    if here {
        title.push(words("span", "badge", panel().labels().this_request));
    }
    let parts =
        vec![el("h4", "", title), el("p", "", vec![said(row.remember)]), el("p", "plain", vec![said(row.then)])];
    el("div", if here { "status-card here" } else { "status-card" }, parts)
}

fn list(terms: &[&'static Term]) -> AnyView {
    let rows = terms
        .iter()
        .flat_map(|term| [words("dt", "", term.name()), el("dd", "", vec![said(term.words, &Values::default())])]);
    el("dl", "", rows.collect())
}

/// The terms that the first cause and the status use, and the rest of the glossary.
fn terms(diagnosis: &Diagnosis, status: u16) -> (Vec<&'static Term>, Vec<&'static Term>) {
    let mut used = learn::status(status).map(|s| plain_blocks(s.means, &[])).unwrap_or_default();
    if let Some(text) = diagnosis.findings.first().and_then(|f| rules::text(f.cause)) {
        used.push(' ');
        used.push_str(&plain_blocks(text.say, &[]));
        used.push(' ');
        used.push_str(&plain_blocks(text.why, &[]));
        for words in text.fix.iter().flat_map(|s| [s.action, s.why, s.expect]).chain(text.not.iter().copied()) {
            used.push(' ');
            used.push_str(&text::plain(words, &[]));
        }
    }
    let here = learn::terms_in(&used);
    let others = learn::glossary().iter().filter(|t| !here.contains(t)).collect();
    (here, others)
}
