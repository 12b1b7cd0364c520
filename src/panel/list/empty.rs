//! What stands where the list is empty: what to do next.

use std::sync::Arc;

use leptos::prelude::*;

use crate::filter::{KEYS, key_of, open_expression, terms, unknown_key};
use crate::panel::Ports;
use crate::panel::dialog::import;
use crate::panel::focus;
use crate::panel::handlers::on_click;
use crate::panel::parts::words;
use crate::panel::state::{Dialog, Panel};
use crate::panel::values::values;
use crate::redact;

/// How many values of the recording are named.
const NAMED: usize = 12;

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
                    <button type="button" class="primary" on:click=on_click(move |_| go_on(move || panel.record(true)))>{labels.record_off}</button>
                })}
                {example.clone().map(|read| view! {
                    <button
                        type="button"
                        class="primary"
                        title=labels.example_hint
                        on:click=on_click(move |_| {
                            let read = read.clone();
                            go_on(move || read(Arc::new(move |file| import(panel, file))));
                        })
                    >
                        {labels.example}
                    </button>
                })}
                {paste()}
            }
            .into_any(),
            (0, all) if panel.options(|o| o.narrows()) => {
                let (reasons, well) = reasons(panel);
                view! {
                    <h2>{labels.filtered_title}</h2>
                    <p>{(labels.filtered)(all)}</p>
                    {reasons}
                    {well.then(|| list_all(panel))}
                    <button type="button" on:click=on_click(move |_| go_on(move || panel.show_everything()))>{labels.filter_reset}</button>
                }
                .into_any()
            }
            (0, all) => view! {
                <h2>{labels.all_well_title}</h2>
                <p>{(labels.all_well)(all)}</p>
                {list_all(panel)}
            }
            .into_any(),
            _ => return None,
        };
        Some(view! { <div class="empty">{view}</div> })
    })
    .into_any()
}

/// Fills the list, which takes the focus: the button that was pressed goes.
fn go_on(fill: impl FnOnce()) {
    fill();
    focus::to("requests");
}

fn list_all(panel: Panel) -> AnyView {
    let all = move |_| {
        go_on(move || {
            panel.option(|o| {
                o.passing = true;
                o.hide_noise = false;
            })
        })
    };
    view! { <button type="button" on:click=on_click(all)>{panel.labels().all_well_show}</button> }.into_any()
}

/// Why nothing is listed: a word that fits nothing, what looks like a key and is none, an expression
/// without an end, or that nothing is wrong with what passes; and whether it is the last.
fn reasons(panel: Panel) -> (Vec<AnyView>, bool) {
    let labels = panel.labels();
    let line = panel.query_in_force.get();
    let mut said = Vec::new();
    let mut say = |text: String| said.push(words("p", "", redact::printable(&text)));
    let mut well = 0;
    if let Some(name) = unknown_key(&line) {
        let keys: Vec<_> = KEYS.iter().map(|(key, _)| *key).collect();
        say((labels.filtered_no_key)(name, &keys.join(", ")));
    } else if let Some(open) = open_expression(&line) {
        say((labels.filtered_open)(open));
    } else if let Some((word, _)) = terms(&line).find(|(_, filter)| panel.count(filter) == 0) {
        say((labels.filtered_word)(word));
        let mut here = key_of(word).map(|key| values(panel, key)).unwrap_or_default();
        here.truncate(NAMED);
        if !here.is_empty() {
            say((labels.filtered_values)(&here.join(", ")));
        }
    } else if panel.options(|o| o.statuses.is_empty() && o.muted.is_empty()) {
        well = panel.options(|o| panel.count(&o.filter));
        if well > 0 {
            say((labels.filtered_well)(well));
        }
    }
    (said, well > 0)
}
