//! The comparison with the last success, in words first and as a table second.

use leptos::prelude::*;

use super::clock::{told_time, told_times};
use super::compare::{Difference, Place, differences};
use super::format;
use super::handlers::on_click;
use super::parts::{el, head, plain, words};
use super::state::{Panel, Subject, panel};
use crate::facts::Facts;
use crate::finding::Evidence;
use crate::redact;
use crate::text::labels::Labels;

/// How many differences are told in words.
const TOLD: usize = 6;
/// Longer values stand in the table only, in characters.
const LONG: usize = 40;

/// What changed since the route last worked.
#[component]
pub fn CompareView(subject: Subject) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let (good, ago, found) = panel.with_log(|log| {
        let bad = Facts::of(log.history(), subject.id)?;
        let good = bad.last_success()?;
        let ago = bad.exchange().started - good.exchange().started;
        Some((good.id(), ago, differences(good, bad)))
    })?;
    let sent = found.iter().filter(|d| !d.place.of_answer()).count();
    let said = match sent {
        0 => (labels.compare_same)(&ago.words()),
        n => (labels.compare_changed)(n, &ago.words()),
    };
    let told = found.iter().filter(|d| !d.place.of_answer()).take(TOLD).map(|d| sentence(panel, &subject, d)).collect();
    let answer = found.len() - sent;
    let rows: Vec<_> = found.into_iter().map(|d| row(labels, d)).collect();
    let status = format::status(subject.exchange.response.status);
    let go = view! {
        <button type="button" class="link" on:click=on_click(move |_| panel.select(good))>{labels.compare_go}</button>
    };
    let mut first = vec![el("p", "", vec![plain(said + " "), go.into_any()])];
    if sent > 0 {
        first.push(el("ul", "differences", told));
    }
    if sent > TOLD {
        first.push(words("p", "", (labels.compare_more)(sent - TOLD)));
    }
    if answer > 0 {
        first.push(words("p", "", (labels.compare_answer)(answer)));
    }
    let mut parts = vec![el("section", "", first)];
    if !rows.is_empty() {
        let heads = vec![
            el("td", "", Vec::new()),
            head("col", "", labels.compare_before),
            head("col", "", (labels.compare_after)(&status)),
        ];
        let table = vec![el("thead", "", vec![el("tr", "", heads)]), el("tbody", "", rows)];
        parts.push(el("section", "", vec![el("table", "members compare", table)]));
    }
    Some(parts.into_any())
}

/// One difference in words; a click shows where it stands.
fn sentence(panel: Panel, subject: &Subject, found: &Difference) -> AnyView {
    let labels = panel.labels();
    let place = name(labels, &found.place);
    let text = match (found.before.as_deref(), found.after.as_deref()) {
        (None, _) => (labels.compare_new)(&place),
        (_, None) => (labels.compare_gone)(&place),
        (Some(before), Some(after)) if short(before) && short(after) => {
            (labels.compare_now)(&place, &redact::printable(before), &redact::printable(after))
        }
        _ => (labels.compare_changed_value)(&place),
    };
    let text = if found.place.of_time() { told_times(text) } else { plain(text) };
    // What is missing now stands nowhere in this request.
    match found.place.source().filter(|_| found.after.is_some()) {
        Some(source) => {
            let subject = subject.clone();
            let evidence = Evidence::new(source, "");
            let go = move |_| panel.follow(&subject, evidence.clone());
            view! { <li><button type="button" class="link" on:click=go>{text}</button></li> }.into_any()
        }
        None => el("li", "", vec![text]),
    }
}

fn short(value: &str) -> bool {
    value.chars().count() <= LONG && !value.contains(['\n', '•'])
}

fn row(labels: &'static Labels, found: Difference) -> AnyView {
    let place = &found.place;
    let cell = |value: Option<String>| match value {
        Some(value) if place.of_time() => el("td", "mono", vec![told_time(&value)]),
        Some(value) => words("td", "mono", redact::printable(&value)),
        None => words("td", "plain", labels.compare_absent),
    };
    el("tr", "", vec![head("row", "", name(labels, place)), cell(found.before), cell(found.after)])
}

fn name(labels: &Labels, place: &Place) -> String {
    match place {
        Place::At(source) => redact::printable(&format::source(labels, source)),
        Place::Cookie(name) => (labels.compare_cookie)(&redact::printable(name)),
        Place::Path => labels.compare_path.into(),
        Place::Parameter(name) => (labels.compare_parameter)(&redact::printable(name)),
        Place::Remote => labels.remote.into(),
    }
}
