//! What stands where the list is empty: what to do next.

use std::sync::Arc;

use leptos::prelude::*;

use crate::panel::Ports;
use crate::panel::dialog::import;
use crate::panel::handlers::on_click;
use crate::panel::state::{Dialog, Panel};

/// The first steps, or why nothing is listed and how to see it.
pub fn empty(panel: Panel) -> AnyView {
    let labels = panel.labels();
    let example = expect_context::<Ports>().example;
    let paste = move || {
        view! {
            <button type="button" on:click=on_click(move |_| panel.dialog.set(Some(Dialog::Paste)))>{labels.paste_start}</button>
        }
    };
    (move || {
        let counts = panel.counts();
        let view = match (counts.shown, counts.all) {
            (0, 0) => view! {
                <h2>{if panel.is_recording() { labels.empty_title } else { labels.empty_paused }}</h2>
                <ol>
                    <li>{labels.empty_1}</li>
                    <li>{labels.empty_2}</li>
                    <li>{labels.empty_3}</li>
                </ol>
                {(!panel.is_recording()).then(|| view! {
                    <button type="button" class="primary" on:click=on_click(move |_| panel.record(true))>{labels.record_off}</button>
                })}
                {example.clone().map(|read| view! {
                    <button
                        type="button"
                        class="primary"
                        title=labels.example_hint
                        on:click=on_click(move |_| read(Arc::new(move |file| import(panel, file))))
                    >
                        {labels.example}
                    </button>
                })}
                {paste()}
            }
            .into_any(),
            (0, all) if panel.options(|o| o.narrows()) => view! {
                <h2>{labels.filtered_title}</h2>
                <p>{(labels.filtered)(all)}</p>
                <button type="button" on:click=on_click(move |_| panel.show_everything())>{labels.filter_reset}</button>
            }
            .into_any(),
            (0, all) => view! {
                <h2>{labels.all_well_title}</h2>
                <p>{(labels.all_well)(all)}</p>
                <button type="button" on:click=on_click(move |_| panel.option(|o| { o.passing = true; o.hide_noise = false }))>
                    {labels.all_well_show}
                </button>
            }
            .into_any(),
            _ => return None,
        };
        Some(view! { <div class="empty">{view}</div> })
    })
    .into_any()
}
