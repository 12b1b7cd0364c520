//! Small controls that stand in several places.

use leptos::prelude::*;

use super::icons::{Icon, Shape};

/// A check box with its label; `hint` is its tooltip, which may be empty.
pub(super) fn check(
    label: &'static str,
    hint: &'static str,
    checked: impl Fn() -> bool + Send + Sync + 'static,
    set: impl Fn(bool) + 'static,
) -> impl IntoView {
    view! {
        <label class="check" title=(!hint.is_empty()).then_some(hint)>
            <input type="checkbox" prop:checked=checked on:change=move |event| set(event_target_checked(&event))/>
            {label}
        </label>
    }
}

/// A cross that closes something; its name says what.
pub(super) fn close(label: &'static str, act: impl Fn() + 'static) -> impl IntoView {
    view! {
        <button type="button" class="icon close" aria-label=label title=label on:click=move |_| act()>
            <Icon shape=Shape::Close/>
        </button>
    }
}
