//! The second row: how many of which status, how the list is arranged, and the clocks.

use leptos::prelude::*;

use super::controls::check;
use super::handlers::on_click;
use super::model::Chip;
use super::parts::{plain, titled, words};
use super::state::{Dialog, panel};
use crate::facts::LEEWAY;

/// Counts, choices and the skew.
#[component]
pub fn StatusBar() -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let chips = Chip::ALL
        .into_iter()
        .enumerate()
        .map(|(at, chip)| {
            let count = move || panel.counts().failures.get(at).copied().unwrap_or(0);
            let pressed = move || panel.options(|o| o.statuses.contains(&chip));
            let name = match chip {
                Chip::Unauthorized => "401",
                Chip::Forbidden => "403",
                Chip::NotFound => "404",
                Chip::Other => labels.other,
            };
            view! {
                <button
                    type="button"
                    class="chip"
                    class:none=move || count() == 0
                    aria-pressed=move || pressed().to_string()
                    on:click=on_click(move |_| panel.toggle_chip(chip))
                >
                    <span>{name}</span>
                    <span class="count">{move || (labels.times)(count())}</span>
                </button>
            }
        })
        .collect_view();
    let skew = Memo::new(move |_| panel.skew());
    let skew = move || match skew.get()? {
        span if span.abs() <= LEEWAY => Some((labels.skew_none.to_owned(), false)),
        span if span.0 > 0 => Some(((labels.skew_ahead)(&span.words()), true)),
        span => Some(((labels.skew_behind)(&span.words()), true)),
    };
    let new = Memo::new(move |_| panel.counts().fresh);
    view! {
        <section class="statusbar" aria-label=labels.overview>
            <div class="chips" role="group" aria-label=labels.statuses>{chips}</div>
            <span class="divider" role="presentation"></span>
            {check(labels.group_by_cause, "", move || panel.options(|o| o.grouped), move |on| panel.group(on))}
            {check(labels.hide_noise, labels.hide_noise_hint, move || panel.options(|o| o.hide_noise), move |on| panel.option(|o| o.hide_noise = on))}
            {check(labels.passing, labels.passing_hint, move || panel.options(|o| o.passing), move |on| panel.option(|o| o.passing = on))}
            <span class="spacer"></span>
            {move || (!panel.is_recording()).then(|| view! {
                <button type="button" class="quiet paused" title=labels.record_off on:click=on_click(move |_| {
                    panel.record(true);
                    super::focus::to("requests"); // this button goes
                })>
                    {labels.empty_paused.to_owned()}
                </button>
            })}
            {move || {
                let muted = panel.options(|o| o.muted.len());
                (muted > 0).then(|| view! {
                    <button type="button" class="quiet" title=labels.muted_hint on:click=on_click(move |_| panel.dialog.set(Some(Dialog::Muted)))>
                        {(labels.muted)(muted)}
                    </button>
                })
            }}
            {move || {
                let new = new.get();
                (new > 0).then(|| view! {
                    <button type="button" class="quiet new" title=labels.new_hint on:click=on_click(move |_| {
                        panel.go_to_new();
                        super::focus::to("requests");
                    })>
                        {(labels.new)(new)}
                    </button>
                })
            }}
            {move || {
                let (full, missed) = panel.dropped();
                let why = [
                    (full > 0).then(|| (labels.dropped)(full)),
                    (missed > 0).then(|| (labels.missed)(missed)),
                ];
                let why: Vec<_> = why.into_iter().flatten().collect();
                (!why.is_empty()).then(|| titled("span", "dropped", Some(why.join("\n")), vec![
                    plain((labels.dropped_count)(full + missed)),
                    words("span", "sr", why.join(" ")),
                ]))
            }}
            <span class="shown">
                {move || { let c = panel.counts(); (c.all > 0).then(|| (labels.shown_of)(c.shown, c.all)) }}
            </span>
            {move || skew().map(|(words, off)| view! {
                <span class="skew" class:off=off title=labels.skew_hint>{words}</span>
            })}
        </section>
    }
}
