//! Two tokens side by side, claim by claim: this one with that of the last success, with another
//! one of the recording, or with a pasted one.

use leptos::prelude::*;

use super::Ports;
use super::format;
use super::state::{Panel, panel};
use super::token_card::{Carried, shown, when};
use super::token_view::place;
use crate::facts::Facts;
use crate::fault::Fault;
use crate::history::ExchangeId;
use crate::redact;
use crate::text::labels::Labels;
use crate::token::compare::{Change, Part, compare};
use crate::token::{Token, role};

/// How many exchanges are searched for other tokens, the newest first.
const REACH: usize = 2000;

/// How many other tokens are offered.
const OFFERED: usize = 12;

/// A token to compare with.
#[derive(Clone, Debug)]
struct Other {
    label: String,
    carried: Carried,
}

/// A folded section that compares `this` token with another one.
pub fn compare_with(this: &Carried, exchange: Option<ExchangeId>) -> AnyView {
    let panel = panel();
    let labels = panel.labels();
    let others = others(panel, this, exchange);
    let options: Vec<_> = others
        .iter()
        .enumerate()
        .map(|(at, other)| view! { <option value=at.to_string()>{redact::printable(&other.label)}</option> })
        .collect();
    let pasted = others.len();
    let chosen = RwSignal::new(0_usize);
    let text = RwSignal::new(String::new());
    let this = StoredValue::new(this.clone());
    let others = StoredValue::new(others);
    let result = move || {
        let other = others.with_value(|others| others.get(chosen.get()).map(|other| other.carried.clone()));
        let other = other.or_else(|| {
            let text = text.get();
            (!text.trim().is_empty()).then(|| Carried::read(text.trim()))
        })?;
        Some(this.with_value(|this| table(labels, &other, this)))
    };
    view! {
        <details class="compare-tokens">
            <summary>{labels.compare_tokens}</summary>
            <div class="key-entry">
                <label class="key-field">
                    <span>{labels.compare_with}</span>
                    <select on:change=move |event| chosen.set(event_target_value(&event).parse().unwrap_or(pasted))>
                        {options}
                        <option value=pasted.to_string()>{labels.compare_pasted}</option>
                    </select>
                </label>
                {move || (chosen.get() == pasted).then(|| view! {
                    <label class="key-field">
                        <span>{labels.compare_paste}</span>
                        <input
                            type="password"
                            autocomplete="off"
                            spellcheck="false"
                            prop:value=text
                            on:input=move |event| text.set(event_target_value(&event))
                        />
                    </label>
                })}
            </div>
            <div aria-live="polite">{result}</div>
        </details>
    }
    .into_any()
}

/// The token of the last success first, then the others of this exchange, then those of the
/// recording, the newest first.
fn others(panel: Panel, this: &Carried, exchange: Option<ExchangeId>) -> Vec<Other> {
    let labels = panel.labels();
    let offset = use_context::<Ports>().map_or(0, |ports| ports.utc_offset);
    let mut found: Vec<Other> = Vec::new();
    let mut offer = |label: String, text: &str, token: &Token, faults: &[Fault]| {
        // What cannot be looked into cannot be compared.
        let readable = token.claims().is_some() || matches!(token, Token::Jwe(_));
        if found.len() < OFFERED
            && readable
            && text != this.text
            && !found.iter().any(|other: &Other| other.carried.text == text)
        {
            let carried = Carried { text: text.to_owned(), token: token.clone(), faults: faults.to_vec() };
            found.push(Other { label, carried });
        }
        found.len() < OFFERED
    };
    panel.with_log(|log| {
        let history = log.history();
        let sent = |facts: Facts| {
            let started = format::clock(facts.exchange().started, offset);
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
            let (Some(facts), Some((token, faults))) = (Facts::of(history, row.id), row.reading().token.as_ref())
            else {
                continue;
            };
            let text = facts.token_text().unwrap_or_default();
            if !offer(format!("{}: {}", role(token), sent(facts)), text, token, faults) {
                break;
            }
        }
    });
    found
}

/// What differs, first as a table, then how much is the same.
fn table(labels: &'static Labels, other: &Carried, this: &Carried) -> AnyView {
    if other.text == this.text {
        return view! { <p>{labels.compare_same_token}</p> }.into_any();
    }
    let all = compare(&other.token, &this.token);
    if all.is_empty() {
        return view! { <p>{labels.compare_nothing}</p> }.into_any();
    }
    let same = all.iter().filter(|d| matches!(d.change, Change::Same(_))).count();
    let mut rows = Vec::new();
    for difference in &all {
        let (from, to, words) = match &difference.change {
            Change::Same(_) => continue,
            Change::Added(to) => (None, Some(to), None),
            Change::Removed(from) => (Some(from), None, None),
            Change::Changed { from, to, words } => (Some(from), Some(to), words.clone()),
        };
        let cell = |value: Option<&serde_json::Value>, token: &Token| match value {
            Some(value) => {
                let claims = token.claims().filter(|_| difference.part == Part::Claims);
                let date = claims.and_then(|claims| when(claims, &difference.name));
                view! { {redact::printable(&shown(value))}{date} }.into_any()
            }
            None => view! { <span class="plain">{labels.compare_absent}</span> }.into_any(),
        };
        let part = match difference.part {
            Part::Header => labels.token_header,
            Part::Claims => labels.token_claims,
        };
        rows.push(view! {
            <tr>
                <th scope="row" class="mono" title=part>{redact::printable(&difference.name)}</th>
                <td class="mono">{cell(from, &other.token)}</td>
                <td class="mono">
                    {cell(to, &this.token)}
                    {words.map(|words| view! { <span class="words">{redact::printable(&words)}</span> })}
                </td>
            </tr>
        });
    }
    if rows.is_empty() {
        return view! { <p>{labels.compare_signature_only}</p> }.into_any();
    }
    view! {
        <table class="members compare">
            <thead>
                <tr>
                    <td></td>
                    <th scope="col">{labels.compare_other}</th>
                    <th scope="col">{labels.compare_this}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {(same > 0).then(|| view! { <p class="plain">{(labels.compare_rest)(same)}</p> })}
    }
    .into_any()
}
