//! The bar between list and details.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

use super::handlers::{on_click, on_pointer};
use super::number;
use super::state::panel;

/// The smallest and the largest share of the list, in percent.
pub const RANGE: (f64, f64) = (20.0, 80.0);

/// The share of a panel that was never adjusted, in percent.
pub const SHARE: f64 = 45.0;

/// Changes the list's share of the width (of the height where the panes are stacked), in percent.
#[component]
pub fn Splitter(share: RwSignal<f64>) -> impl IntoView {
    // Where the pointer was when it took the bar, and the share at that moment.
    let held = RwSignal::new(None::<(f64, f64)>);
    let set = move |percent: f64| share.set(number::within(percent, RANGE.0, RANGE.1));
    let drag = move |event: PointerEvent| {
        let Some((from, before)) = held.get_untracked() else { return };
        let Some((at, size)) = element(&event).and_then(|bar| place(&event, &bar)) else { return };
        if size > 0.0 {
            set(before + (at - from) / size * 100.0);
        }
    };
    let key = move |event: KeyboardEvent| {
        let now = share.get_untracked();
        match event.key().as_str() {
            "ArrowLeft" | "ArrowUp" => set(now - 2.0),
            "ArrowRight" | "ArrowDown" => set(now + 2.0),
            "Home" => set(RANGE.0),
            "End" => set(RANGE.1),
            _ => return,
        }
        event.prevent_default();
    };
    let bar = NodeRef::<Div>::new();
    let stacked = RwSignal::new(false);
    let measure = move || {
        if let Some(bar) = bar.try_get_untracked().flatten() {
            stacked.set(is_stacked(&bar));
        }
    };
    let panel = panel();
    Effect::new(move |_| {
        bar.track();
        // The bar comes and goes with the details.
        panel.cursor.track();
        request_animation_frame(measure);
        let handle = window_event_listener(leptos::ev::resize, move |_| measure());
        on_cleanup(move || handle.remove());
    });
    view! {
        <div
            class="splitter"
            node_ref=bar
            role="separator"
            aria-orientation=move || if stacked.get() { "horizontal" } else { "vertical" }
            tabindex="0"
            aria-label=panel.labels().splitter
            aria-valuemin=number::write(RANGE.0)
            aria-valuemax=number::write(RANGE.1)
            aria-valuenow=move || number::write(share.get().round())
            class:held=move || held.get().is_some()
            on:pointerdown=on_pointer(move |event| {
                let Some(bar) = element(&event) else { return };
                // Without capture the drag ends at the bar's edge; nothing else is lost.
                let _ = bar.set_pointer_capture(event.pointer_id());
                event.prevent_default();
                held.set(place(&event, &bar).map(|(at, _)| (at, share.get_untracked())));
            })
            on:pointermove=drag
            on:pointerup=on_pointer(move |_| held.set(None))
            on:pointercancel=on_pointer(move |_| held.set(None))
            on:dblclick=on_click(move |_| share.set(SHARE))
            on:keydown=key
        ></div>
    }
}

/// Where the pointer is along the split, and how long the split is, in pixels.
fn place(event: &PointerEvent, bar: &Element) -> Option<(f64, f64)> {
    let panes = bar.parent_element()?;
    Some(if is_stacked(bar) {
        (f64::from(event.client_y()), f64::from(panes.client_height()))
    } else {
        (f64::from(event.client_x()), f64::from(panes.client_width()))
    })
}

/// Whether the panes stand one above the other, which the style sheet decides: the bar then lies.
fn is_stacked(bar: &Element) -> bool {
    bar.client_width() > bar.client_height()
}

fn element(event: &PointerEvent) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}
