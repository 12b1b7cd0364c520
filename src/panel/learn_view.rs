//! What the status of this request means, how it differs from its neighbours, and the terms that the
//! found causes use.

use leptos::prelude::*;

use super::parts::{el, words};
use super::prose::{Link, Values};
use super::spoken::{said, said_blocks, told};
use super::state::{Subject, panel};
use crate::diagnosis::Diagnosis;
use crate::learn::{self, Difference, StatusText, Term};
use crate::rules;
use crate::text::{Words, plain, plain_blocks};

/// The status in full, the table with its row marked, terms and questions.
#[component]
pub fn LearnView(subject: Subject) -> impl IntoView {
    let labels = panel().labels();
    let status = subject.exchange.response.status;
    let card = learn::status(status).map(card);
    let rows = learn::difference().iter().map(|row| difference(row, row.status == status)).collect_view();
    let (here, others): (Vec<&Term>, Vec<&Term>) = terms(&subject.diagnosis, status);
    let questions = learn::faq()
        .iter()
        .map(|question| {
            view! {
                <details>
                    <summary>{told(question.ask)}</summary>
                    <div>{said_blocks(question.answer, &Values::default())}</div>
                </details>
            }
        })
        .collect_view();
    view! {
        <div class="learn">
            {card}
            <section><h3>{labels.learn_statuses}</h3>{rows}</section>
            {(!here.is_empty()).then(|| view! { <section class="tell"><h3>{labels.learn_words}</h3>{list(&here)}</section> })}
            {(!others.is_empty()).then(|| view! {
                <details class="tell"><summary>{labels.learn_more_words}</summary>{list(&others)}</details>
            })}
            <section><h3>{labels.learn_questions}</h3>{questions}</section>
        </div>
    }
}

fn card(text: &'static StatusText) -> impl IntoView {
    let labels = panel().labels();
    let lang = panel().in_english();
    let references = text.references.iter().map(|r| view! { <li><Link text=r.title url=r.url/></li> }).collect_view();
    let parts = [
        (labels.learn_not, text.not),
        (labels.learn_from, text.from),
        (labels.learn_first, text.first),
        (labels.learn_users, text.users),
        (labels.learn_prevent, text.prevent),
        (labels.learn_also, text.also),
    ];
    let parts = parts
        .into_iter()
        .filter(|(_, items)| !items.is_empty())
        .map(|(heading, items)| view! { <section><h4>{heading}</h4>{bullets(items)}</section> })
        .collect_view();
    view! {
        <section class="status-text">
            <h3 lang=lang>{text.title}</h3>
            <div>{said_blocks(text.means, &Values::default())}</div>
            {parts}
            {(!text.references.is_empty()).then(|| view! {
                <section><h4>{labels.references}</h4><ul lang=lang>{references}</ul></section>
            })}
        </section>
    }
}

fn bullets(items: &'static [Words]) -> AnyView {
    el("ul", "", items.iter().map(|item| el("li", "", vec![said(item, &Values::default())])).collect())
}

fn difference(row: &'static Difference, here: bool) -> impl IntoView {
    view! {
        <div class="status-card" class:here=here>
            <h4>
                <span class="code">{row.status}</span>
                <span class="words">{said(row.says, &Values::default())}</span>
                {here.then(|| view! { <span class="badge">{panel().labels().this_request}</span> })}
            </h4>
            <p>{said(row.remember, &Values::default())}</p>
            <p class="plain">{said(row.then, &Values::default())}</p>
        </div>
    }
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
            used.push_str(&plain(words, &[]));
        }
    }
    let here = learn::terms_in(&used);
    let others = learn::glossary().iter().filter(|t| !here.contains(t)).collect();
    (here, others)
}
