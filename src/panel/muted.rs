//! What is muted, and how to take it back.

use leptos::prelude::*;

use super::handlers::on_click;
use super::model::Mute;
use super::spoken::title;
use super::state::{Panel, panel};
use crate::redact;

/// The sheet of the dialog: each with a button of its own, and one for all.
#[component]
pub fn MutedList() -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    move || {
        let muted = panel.options(|o| o.muted.clone());
        if muted.is_empty() {
            return view! { <p>{labels.muted_none}</p> }.into_any();
        }
        let rows = muted.into_iter().map(|what| row(panel, what)).collect_view();
        view! {
            <p>{labels.muted_hint}</p>
            <ul class="muted">{rows}</ul>
            <button type="button" on:click=on_click(move |_| {
                panel.option(|o| o.muted.clear());
                panel.dialog.set(None);
            })>
                {labels.unmute_all}
            </button>
        }
        .into_any()
    }
}

/// What a mute silences, in words.
fn words(panel: Panel, what: &Mute) -> String {
    match what {
        Mute::Cause(cause) => title(panel, cause).0.to_owned(),
        Mute::Route(route) => (panel.labels().muted_route)(&redact::printable(&format!(
            "{} {}{}",
            route.method, route.origin, route.template
        ))),
    }
}

fn row(panel: Panel, what: Mute) -> AnyView {
    let labels = panel.labels();
    let words = words(panel, &what);
    let name = (labels.unmute_named)(&words);
    view! {
        <li>
            <span>{words}</span>
            <button type="button" class="small" aria-label=name on:click=on_click(move |_| {
                panel.mute(what.clone(), false);
                super::focus::to("dialog");
            })>
                {labels.unmute}
            </button>
        </li>
    }
    .into_any()
}
