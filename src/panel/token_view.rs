//! The Token tab: every token that the exchange carried, one of them taken apart.

use leptos::prelude::*;

use super::format;
use super::handlers::on_click;
use super::parts::{el, section};
use super::spoken::phrase;
use super::state::{Subject, panel};
use super::token_card::{Around, Carried, token_card};
use crate::exchange::tokens::Part;
use crate::facts::Facts;
use crate::redact;
use crate::text::labels::Labels;
use crate::token::role;

/// The tokens of an exchange: a list where there are several, and one in full.
#[component]
pub fn TokenView(subject: Subject) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let read = panel.with_log(|log| {
        let facts = Facts::of(log.history(), subject.id)?;
        let letters: Vec<_> = facts.tokens().iter().map(|one| log.history().token_name(&one.text)).collect();
        Some((facts.tokens().to_vec(), letters, facts.now()))
    });
    let (found, letters, answered) = read?;
    let chosen = RwSignal::new(0_usize);
    let buttons = found.iter().enumerate().map(|(at, one)| {
        let (from, mut kind) = (place(labels, &one.place), phrase(panel, &role(&one.token)).0);
        if let Some(Some(letter)) = letters.get(at) {
            kind = format!("{}: {kind}", (labels.timeline_token)(letter));
        }
        let kind = redact::printable(&kind);
        let button = view! {
            <button type="button" aria-pressed=move || (chosen.get() == at).to_string() on:click=on_click(move |_| chosen.set(at))>
                <span class="from">{from}</span>
                <span>{kind}</span>
            </button>
        };
        el("li", "", vec![button.into_any()])
    });
    let picker =
        (found.len() > 1).then(|| section((labels.tokens)(found.len()), vec![el("ul", "picker", buttons.collect())]));
    let card = move || {
        let one = found.get(chosen.get())?;
        // Evidence speaks of the token that was sent.
        let marked = !matches!(one.place.part, Part::ResponseHeader(..) | Part::ResponseBody);
        let letter = letters.get(chosen.get()).cloned().flatten();
        let carried = Carried { text: one.text.clone(), token: one.token.clone(), faults: one.faults.clone(), letter };
        Some(token_card(&carried, Around { exchange: Some(subject.id), answered: Some(answered), marked }))
    };
    Some(view! { {picker}{card} })
}

/// Where a token stands: the part of the message, and its name there.
pub fn place(labels: &Labels, place: &crate::exchange::tokens::Place) -> String {
    let part = match &place.part {
        Part::Url => labels.source_url.to_owned(),
        Part::RequestHeader(name, _) => (labels.source_request_header)(name),
        Part::RequestBody => labels.source_request_body.to_owned(),
        Part::ResponseHeader(name, _) => (labels.source_response_header)(name),
        Part::ResponseBody => labels.source_response_body.to_owned(),
    };
    format::joined(&part, &place.name)
}
