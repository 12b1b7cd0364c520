//! Two tokens side by side, claim by claim: this one with that of the last success, with another
//! one of the recording, or with a pasted one.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use super::Ports;
use super::handlers::on_change;
use super::parts::{el, head, plain, words};
use super::signature_view::masked_field;
use super::spoken::told;
use super::state::{Panel, panel};
use super::token_card::{Carried, is_comparable, shown, when};
use super::token_view::place;
use crate::facts::Facts;
use crate::fault::Fault;
use crate::history::ExchangeId;
use crate::redact;
use crate::text::labels::Labels;
use crate::token::compare::{Change, Part, compare, obstacle};
use crate::token::{Token, role};

/// How many exchanges are searched for other tokens, the newest first.
const REACH: usize = 500;

/// How many other tokens are offered.
const OFFERED: usize = 12;

/// A token to compare with.
#[derive(Clone, Debug)]
struct Other {
    label: String,
    carried: Carried,
}

/// A folded section that compares `this` token with another one. Those of bodies and cookies of other
/// exchanges are looked for once it is opened: that takes its time.
pub fn compare_with(this: &Carried, exchange: Option<ExchangeId>) -> AnyView {
    let this = this.clone();
    let opened = RwSignal::new(false);
    let owner = Owner::current();
    let inside = move || {
        let opened = opened.get();
        owner.as_ref().map(|owner| owner.with(|| entry(&this, exchange, opened)))
    };
    view! {
        <details class="compare-tokens" on:toggle=move |_| opened.set(true)>
            <summary>{panel().labels().compare_tokens}</summary>
            {inside}
        </details>
    }
    .into_any()
}

fn entry(this: &Carried, exchange: Option<ExchangeId>, opened: bool) -> AnyView {
    let panel = panel();
    let labels = panel.labels();
    let others = others(panel, this, exchange, opened);
    let options: Vec<_> = others
        .iter()
        .map(|other| redact::printable(&other.label))
        .chain([labels.compare_pasted.to_owned()])
        .enumerate()
        .map(|(at, label)| view! { <option value=at.to_string()>{label}</option> }.into_any())
        .collect();
    let pasted = others.len();
    let chosen = RwSignal::new(0_usize);
    let text = RwSignal::new(String::new());
    let (this, others) = (this.clone(), Arc::new(others));
    let result = move || {
        let text = text.get();
        match others.get(chosen.get()) {
            Some(other) => table(labels, &other.carried, &this),
            None if text.trim().is_empty() => plain(""),
            None => table(labels, &Carried::read(text.trim()), &this),
        }
    };
    let paste = move || (chosen.get() == pasted).then(|| masked_field(labels.compare_paste, "", text, |_| ()));
    view! {
            <div class="key-entry">
                <label class="key-field">
                    <span>{labels.compare_with}</span>
                    <select on:change=on_change(move |event| chosen.set(event_target_value(&event).parse().unwrap_or(pasted)))>
                        {options}
                    </select>
                </label>
                {paste}
            </div>
            <div aria-live="polite">{result}</div>
    }
    .into_any()
}

/// The token of the last success first, then the others of this exchange, then those of the
/// recording, the newest first: `everywhere`, or those of `Authorization`, which are read anyway.
fn others(panel: Panel, this: &Carried, exchange: Option<ExchangeId>, everywhere: bool) -> Vec<Other> {
    let labels = panel.labels();
    let offset = use_context::<Ports>().map(|ports| ports.utc_offset);
    let mut found: Vec<Other> = Vec::new();
    let mut offer = |label: String, text: &str, token: &Token, faults: &[Fault]| {
        // What cannot be looked into cannot be compared.
        let readable = is_comparable(token);
        if found.len() < OFFERED
            && readable
            && text != this.text
            && !found.iter().any(|other: &Other| other.carried.text == text)
        {
            let carried =
                Carried { text: text.to_owned(), token: token.clone(), faults: faults.to_vec(), letter: None };
            found.push(Other { label, carried });
        }
        found.len() < OFFERED
    };
    panel.with_log(|log| {
        let history = log.history();
        let sent = |facts: Facts| {
            let started = panel.clock(facts.exchange().started, offset.unwrap_or(|_| 0));
            format!("{} {}, {started}", facts.method(), facts.url().path())
        };
        let here = exchange.and_then(|id| Facts::of(history, id));
        if let Some(good) = here.and_then(Facts::last_success)
            && let Some(one) = good.tokens().first()
        {
            offer((labels.compare_last)(&sent(good)), &one.text, &one.token, &one.faults);
        }
        for one in here.map(Facts::tokens).unwrap_or_default() {
            offer(place(labels, &one.place), &one.text, &one.token, &one.faults);
        }
        for row in history.rows().iter().rev().take(REACH) {
            let Some(facts) = Facts::of(history, row.id) else { continue };
            let label = |token: &Token, text: &str| {
                let letter = history.token_name(text).map(|letter| (labels.timeline_token)(&letter) + ", ");
                format!("{}{}: {}", letter.unwrap_or_default(), role(token), sent(facts))
            };
            if everywhere {
                for one in facts.tokens() {
                    if !offer(label(&one.token, &one.text), &one.text, &one.token, &one.faults) {
                        return;
                    }
                }
            } else if let (Some((token, faults)), Some(text)) = (row.token(), facts.token_text())
                && !offer(label(token, text), text, token, faults)
            {
                return;
            }
        }
    });
    found
}

/// What differs, first as a table, then how much is the same.
fn table(labels: &'static Labels, other: &Carried, this: &Carried) -> AnyView {
    if other.text == this.text {
        return words("p", "", labels.compare_same_token);
    }
    if let Some(why) = obstacle(&other.token, &this.token) {
        return el("p", "", vec![told(why)]);
    }
    let all = compare(&other.token, &this.token);
    let mut rows = Vec::new();
    for difference in &all {
        let (from, to, said) = match &difference.change {
            Change::Same(_) => continue,
            Change::Added(to) => (None, Some(to), None),
            Change::Removed(from) => (Some(from), None, None),
            Change::Changed { from, to, words } => (Some(from), Some(to), words.as_deref()),
        };
        let cell = |value: Option<&Value>, token: &Token, said: Option<&str>| {
            let mut inside = match value {
                Some(value) => vec![plain(redact::printable(&shown(value)))],
                None => vec![words("span", "plain", labels.compare_absent)],
            };
            let claims = token.claims().filter(|_| difference.part == Part::Claims);
            inside.extend(claims.into_iter().flat_map(|claims| when(claims, &difference.name)));
            inside.extend(said.map(|said| words("span", "words", redact::printable(said))));
            el("td", "mono", inside)
        };
        let name = head("row", "mono", redact::printable(&difference.name));
        rows.push(el("tr", "", vec![name, cell(from, &other.token, None), cell(to, &this.token, said)]));
    }
    if rows.is_empty() {
        return words("p", "", labels.compare_signature_only);
    }
    let same = all.len() - rows.len();
    let columns =
        vec![el("td", "", Vec::new()), head("col", "", labels.compare_other), head("col", "", labels.compare_this)];
    let heads = el("thead", "", vec![el("tr", "", columns)]);
    let rest = if same > 0 { (labels.compare_rest)(same) } else { String::new() };
    vec![el("table", "members compare", vec![heads, el("tbody", "", rows)]), words("p", "plain", rest)].into_any()
}
