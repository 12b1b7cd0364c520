//! The filter line with its suggestions.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::focus;
use super::handlers::{on_change, on_click, on_focus};
use super::icons::{Icon, Shape};
use super::spoken::told;
use super::state::panel;
use super::values::values;
use crate::filter::{Suggestion, suggestions};

/// A combobox (WAI-ARIA 1.2): the list is walked while the focus stays in the field.
#[component]
pub fn FilterBox() -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(None::<usize>);
    let offered = Memo::new(move |_| {
        if open.get() { panel.query.with(|text| suggestions(text, |key| values(panel, key))) } else { Vec::new() }
    });
    // After a space the word before it is done: what is wrong with it is told before more is offered.
    let faulty = move || panel.query_fault.with(Option::is_some) && panel.query.with(|text| text.ends_with(' '));
    let shown = move || open.get() && !faulty() && offered.with(|o| !o.is_empty());
    let take = move |suggestion: Suggestion| {
        let more = suggestion.word.ends_with(':');
        panel.set_query(suggestion.line);
        chosen.set(None);
        open.set(more);
        focus::to("filter");
    };
    let key = move |event: KeyboardEvent| {
        let count = if shown() { offered.with(Vec::len) } else { 0 };
        match event.key().as_str() {
            "ArrowDown" if count > 0 => chosen.update(|c| *c = Some(c.map_or(0, |c| (c + 1) % count))),
            "ArrowUp" if count > 0 => chosen.update(|c| *c = Some(c.map_or(count - 1, |c| (c + count - 1) % count))),
            "Enter" | "Tab" if chosen.get_untracked().is_some() => {
                if let Some(suggestion) = chosen.get_untracked().and_then(|at| offered.with(|o| o.get(at).cloned())) {
                    take(suggestion);
                }
            }
            "Enter" | "ArrowDown" => {
                open.set(false);
                focus::to("requests");
            }
            "Escape" => {
                event.stop_propagation();
                if shown() {
                    open.set(false);
                } else if panel.query.with_untracked(String::is_empty) {
                    focus::to("requests");
                } else {
                    panel.set_query(String::new());
                }
            }
            _ => return,
        }
        event.prevent_default();
        if let Some(at) = chosen.get_untracked() {
            request_animation_frame(move || focus::show(&option_id(at), "filter-suggestions"));
        }
    };
    let options = move || {
        let offered = offered.get();
        offered
            .into_iter()
            .enumerate()
            .map(|(at, suggestion)| {
                let (word, gloss) = (suggestion.word.clone(), suggestion.gloss);
                view! {
                    <div
                        id=option_id(at)
                        role="option"
                        aria-selected=move || (chosen.get() == Some(at)).to_string()
                        // The field keeps the focus, so that the list does not close before the click.
                        on:mousedown=on_click(|event| event.prevent_default())
                        on:click=on_click(move |_| take(suggestion.clone()))
                    >
                        <span class="mono">{word}</span>
                        <span class="gloss">{told(gloss)}</span>
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        <div class="filter" class:faulty=move || panel.query_fault.get().is_some()>
            <Icon shape=Shape::Filter/>
            <input
                id="filter"
                type="text"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                placeholder=labels.filter_hint
                aria-label=labels.filter
                aria-autocomplete="list"
                aria-controls="filter-suggestions"
                aria-expanded=move || shown().to_string()
                aria-activedescendant=move || chosen.get().filter(|_| shown()).map(option_id)
                aria-invalid=move || panel.query_fault.get().is_some().then_some("true")
                aria-describedby="filter-fault"
                prop:value=panel.query
                on:input=on_change(move |event| {
                    chosen.set(None);
                    let text = event_target_value(&event);
                    // Who empties the field goes on elsewhere; a click offers all keys.
                    open.set(!text.is_empty());
                    panel.write_query(text);
                })
                on:click=on_click(move |_| open.set(true))
                on:blur=on_focus(move |_| {
                    open.set(false);
                    panel.finish_query();
                })
                on:keydown=key
            />
            {move || (!panel.query.with(String::is_empty)).then(|| view! {
                <button
                    type="button"
                    class="icon"
                    aria-label=labels.filter_clear
                    title=labels.filter_clear
                    on:click=on_click(move |_| {
                        panel.set_query(String::new());
                        focus::to("filter"); // this button goes
                    })
                >
                    <Icon shape=Shape::Close/>
                </button>
            })}
            <div
                id="filter-suggestions"
                class="popup"
                role="listbox"
                aria-label=labels.suggestions
                hidden=move || !shown()
            >
                {options}
            </div>
            <div
                id="filter-fault"
                class="fault"
                class:sentence=move || !panel.query_fault.with(|fault| fault.as_deref().is_some_and(begins_with_key))
                hidden=move || shown() || panel.query_fault.get().is_none()
            >
                {move || panel.query_fault.get().map(|fault| view! {
                    {told(&fault)}{labels.timeline_stop}" "{labels.filter_kept}
                })}
            </div>
        </div>
    }
}

/// Whether words begin with a key, which is written as the filter takes it: `status-code: takes …`.
fn begins_with_key(words: &str) -> bool {
    words.split(' ').next().is_some_and(|first| first.ends_with(':'))
}

fn option_id(at: usize) -> String {
    format!("suggestion-{at}")
}
