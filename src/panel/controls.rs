//! Small controls that stand in several places.

use std::sync::Arc;

use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, EventTarget, HtmlDetailsElement, HtmlElement, Node};

use super::handlers::{on_change, on_click};
use super::icons::{Icon, Shape};
use super::number;
use super::settings::Settings;
use crate::text::labels::Language;

/// A check box with its label; `hint` is its tooltip, which may be empty.
pub(super) fn check(
    label: &'static str,
    hint: &'static str,
    checked: impl Fn() -> bool + Send + Sync + 'static,
    set: impl Fn(bool) + 'static,
) -> AnyView {
    one_check(label, hint, Box::new(checked), Box::new(set))
}

/// Compiled once, not for each caller's closures.
#[inline(never)]
fn one_check(
    label: &'static str,
    hint: &'static str,
    checked: Box<dyn Fn() -> bool + Send + Sync>,
    set: Box<dyn Fn(bool)>,
) -> AnyView {
    view! {
        <label class="check" title=(!hint.is_empty()).then_some(hint)>
            <input type="checkbox" prop:checked=checked on:change=on_change(move |event| set(event_target_checked(&event)))/>
            {label}
        </label>
    }
    .into_any()
}

/// A choice of one among few, kept with the settings; `name` holds its buttons together.
pub(super) fn choice(
    name: &'static str,
    legend: &'static str,
    options: &[(&'static str, &'static str)],
    now: fn(Settings) -> &'static str,
    set: fn(Settings, &'static str),
) -> AnyView {
    let settings = super::state::panel().settings;
    one_choice(name, legend, options, Arc::new(move || now(settings)), Arc::new(move |value| set(settings, value)))
}

/// A choice of one among few for a dialog.
pub(super) fn pick(
    name: &'static str,
    legend: &'static str,
    options: &[(&'static str, &'static str)],
    chosen: RwSignal<&'static str>,
) -> AnyView {
    one_choice(name, legend, options, Arc::new(move || chosen.get()), Arc::new(move |value| chosen.set(value)))
}

#[inline(never)]
fn one_choice(
    name: &'static str,
    legend: &'static str,
    options: &[(&'static str, &'static str)],
    now: Arc<dyn Fn() -> &'static str + Send + Sync>,
    set: Arc<dyn Fn(&'static str) + Send + Sync>,
) -> AnyView {
    let options = options
        .iter()
        .map(|&(value, label)| {
            let (now, set) = (now.clone(), set.clone());
            let checked = now() == value;
            view! {
                <label class="check" lang=Language::ALL.into_iter().map(Language::tag).find(|tag| *tag == value)>
                    <input
                        id=format!("{name}-{value}")
                        type="radio"
                        name=name
                        value=value
                        prop:checked=move || now() == value
                        checked=checked
                        on:change=on_change(move |_| set(value))
                    />
                    {label}
                </label>
            }
            .into_any()
        })
        .collect_view();
    view! { <fieldset><legend>{legend}</legend>{options}</fieldset> }.into_any()
}

/// A slider; `name` says what it sets.
pub(super) fn slider(
    name: String,
    (from, to): (f64, f64),
    now: impl Fn() -> f64 + Send + Sync + 'static,
    set: impl Fn(f64) + 'static,
) -> AnyView {
    one_slider(name, from, to, Box::new(now), Box::new(set))
}

#[inline(never)]
fn one_slider(
    name: String,
    from: f64,
    to: f64,
    now: Box<dyn Fn() -> f64 + Send + Sync>,
    set: Box<dyn Fn(f64)>,
) -> AnyView {
    view! {
        <input
            type="range"
            min=number::write(from)
            max=number::write(to)
            aria-label=name
            prop:value=move || number::write(now().round())
            on:input=on_change(move |event| {
                if let Some(value) = crate::number::read(&event_target_value(&event)) {
                    set(value);
                }
            })
        />
    }
    .into_any()
}

/// A cross that closes something; its name says what.
pub(super) fn close(label: &'static str, act: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button type="button" class="icon close" aria-label=label title=label on:click=on_click(move |_| act())>
            <Icon shape=Shape::Close/>
        </button>
    }
}

/// A button that opens a small sheet below itself. It closes on Escape, when the focus leaves it, and
/// when a button in it was pressed.
pub(super) fn menu(id: &'static str, label: &'static str, face: AnyView, sheet: AnyView) -> AnyView {
    let own = |target: Option<EventTarget>| target.and_then(|t| t.dyn_into::<HtmlDetailsElement>().ok());
    let key = move |event: KeyboardEvent| {
        let Some(menu) = own(event.current_target()).filter(|menu| event.key() == "Escape" && menu.open()) else {
            return;
        };
        // DevTools would open its drawer.
        event.prevent_default();
        event.stop_propagation();
        shut(&menu);
    };
    let leave = move |event: FocusEvent| {
        let to = event.related_target().and_then(|t| t.dyn_into::<Node>().ok());
        // Without a target the window itself lost the focus, or a place was pressed that takes none.
        if let (Some(menu), Some(to)) = (own(event.current_target()), to)
            && !menu.contains(Some(&to))
        {
            menu.set_open(false);
        }
    };
    let press = move |event: MouseEvent| {
        let pressed = event.target().and_then(|t| t.dyn_into::<Element>().ok());
        let button = pressed.is_some_and(|e| e.closest("button").ok().flatten().is_some());
        if let (Some(menu), true) = (own(event.current_target()), button) {
            shut(&menu);
        }
    };
    view! {
        <details id=id class="menu" on:keydown=key on:focusout=leave on:click=press>
            <summary aria-label=label title=label>{face}</summary>
            <div class="popup">{sheet}</div>
        </details>
    }
    .into_any()
}

fn shut(menu: &HtmlDetailsElement) {
    menu.set_open(false);
    let head = menu.first_element_child().and_then(|e| e.dyn_into::<HtmlElement>().ok());
    // A head that is gone leaves the focus where it is.
    let _ = head.map(|head| head.focus());
}
