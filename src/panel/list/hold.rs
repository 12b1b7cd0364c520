//! Keeps what a person looks at where it is while requests arrive.

use leptos::ev::PointerEvent;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

use crate::panel::model::Line;
use crate::panel::state::Panel;

/// A line, and how far below the top of what is seen it stands, in pixels.
type Held = Option<(Line, f64)>;

/// Lines that arrive push the scroll position, not the line under the pointer; without a pointer not
/// the chosen line; if that is out of sight, not the first line that is seen. A list without groups
/// that is scrolled to its end follows what arrives. `moved` is called after the list was scrolled.
pub fn hold(panel: Panel, grid: NodeRef<Div>, moved: impl Fn() + Copy + 'static) {
    let held = StoredValue::new(Held::None);
    // Where the pointer is, in pixels below the top of the list.
    let pointer = StoredValue::new(None::<f64>);
    let remember = move |grid: &HtmlElement| held.set_value(anchor(panel, grid, pointer.get_value()));
    Effect::new(move |before: Option<usize>| {
        panel.track();
        let (length, row) = (panel.with_model(|m| m.len()), panel.settings.row.get_untracked());
        let Some(grid) = grid.get_untracked() else { return length };
        let (top, seen) = (f64::from(grid.scroll_top()), f64::from(grid.client_height()));
        let before = before.unwrap_or(length);
        let scroll = |to: f64| {
            // The lines may not be drawn yet; without room for them there is nothing to scroll.
            let canvas = grid.first_element_child().and_then(|c| c.dyn_into::<HtmlElement>().ok());
            if let Some(canvas) = canvas {
                // A style that is not taken leaves the scroll position where it is.
                let _ = canvas.style().set_property("height", &format!("{}px", length as f64 * row));
            }
            grid.set_scroll_top(to as i32);
            moved();
        };
        let full = before as f64 * row;
        let at_end = full > seen && top + seen >= full - 1.0;
        if length > before && at_end && pointer.get_value().is_none() && panel.follows() {
            scroll(length as f64 * row);
        } else if let Some((line, below)) = held.get_value()
            && let Some(at) = panel.with_model(|m| m.position(line))
        {
            let wanted = (at as f64 * row - below).max(0.0);
            if (wanted - top).abs() >= 1.0 {
                scroll(wanted);
            }
        }
        remember(&grid);
        length
    });
    Effect::new(move |_| {
        panel.cursor.track();
        if let Some(grid) = grid.get_untracked() {
            // After the effect that brings the chosen line into view.
            request_animation_frame(move || remember(&grid));
        }
    });
    Effect::new(move |_| {
        let Some(grid) = grid.get() else { return };
        let node = grid.clone();
        let _ = grid.clone().on(leptos::ev::scroll, move |_| remember(&node));
        let node = grid.clone();
        let _ = grid.clone().on(leptos::ev::pointermove, move |event: PointerEvent| {
            let row = panel.settings.row.get_untracked();
            pointer.set_value(row_of(&event).map(|at| (at as f64 + 0.5) * row - f64::from(node.scroll_top())));
            remember(&node);
        });
        let node = grid.clone();
        let _ = grid.on(leptos::ev::pointerleave, move |_| {
            pointer.set_value(None);
            remember(&node);
        });
    });
}

/// The place of the row under the pointer.
fn row_of(event: &PointerEvent) -> Option<usize> {
    let row = event.target()?.dyn_into::<Element>().ok()?.closest(".row").ok()??;
    // The heads of the columns are the first row, and the numbers begin with 1.
    row.get_attribute("aria-rowindex")?.parse::<usize>().ok()?.checked_sub(2)
}

fn anchor(panel: Panel, grid: &HtmlElement, pointer: Option<f64>) -> Held {
    let row = panel.settings.row.get_untracked();
    let (top, seen) = (f64::from(grid.scroll_top()), f64::from(grid.client_height()));
    let place = |at: usize| at as f64 * row - top;
    let line = |y: f64| {
        let at = ((top + y) / row) as usize;
        panel.with_model(|m| m.line(at)).map(|line| (line, place(at)))
    };
    if let Some(under) = pointer.and_then(line) {
        return Some(under);
    }
    let chosen = panel.cursor.get_untracked().and_then(|line| {
        let at = panel.with_model(|m| m.position(line))?;
        Some((line, place(at))).filter(|(_, below)| *below > -row && *below < seen)
    });
    // At the top, what arrives first is what the user wants to see.
    chosen.or_else(|| (top > 0.0).then(|| line(0.0)).flatten())
}
