//! Keeps what a person looks at where it is while requests arrive.

use leptos::ev::PointerEvent;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

use crate::number;
use crate::panel::model::Line;
use crate::panel::state::Panel;

/// A line, and how far below the top of what is seen it stands, in pixels.
type Held = Option<(Line, f64)>;

/// Lines that arrive push the scroll position, not the line under the pointer; without a pointer not
/// the chosen line; if that is out of sight, not the first line that is seen. A list without groups
/// that is scrolled to its end follows what arrives.
#[derive(Clone, Copy)]
pub struct Hold {
    panel: Panel,
    grid: NodeRef<Div>,
    held: StoredValue<Held>,
    /// Where the pointer is, in pixels below the top of the list.
    pointer: StoredValue<Option<f64>>,
}

impl Hold {
    /// Holds the lines of `grid`. `moved` is called after the list was scrolled.
    pub fn new(panel: Panel, grid: NodeRef<Div>, moved: impl Fn() + Copy + 'static) -> Self {
        let hold = Hold { panel, grid, held: StoredValue::new(None), pointer: StoredValue::new(None) };
        Effect::new(move |before: Option<usize>| {
            panel.track();
            panel.tall.track();
            let length = panel.with_model(|m| m.len());
            hold.follow(before.unwrap_or(length), length, &moved);
            if !hold.is_idle() {
                hold.remember();
            }
            length
        });
        Effect::new(move |_| {
            panel.cursor.track();
            // After the effect that brings the chosen line into view.
            request_animation_frame(move || hold.remember());
        });
        hold
    }

    /// Remembers what is to be held. Call it when the list was scrolled.
    pub fn remember(self) {
        if let Some(grid) = self.grid.try_get_untracked().flatten() {
            self.held.set_value(anchor(self.panel, &grid, self.pointer.get_value()));
        }
    }

    /// The pointer is over the list.
    pub fn over(self, event: &PointerEvent) {
        let Some(grid) = self.grid.get_untracked() else { return };
        let (top, half) = (f64::from(grid.scroll_top()), self.panel.settings.row.get_untracked() / 2.0);
        self.pointer.set_value(row_of(event).map(|at| self.panel.top(at) + half - top));
        self.remember();
    }

    /// The pointer left the list.
    pub fn left(self) {
        self.pointer.set_value(None);
        self.remember();
    }

    /// Whether the list is at its top and nothing in it has to stay in its place.
    fn is_idle(self) -> bool {
        let pointed = self.pointer.get_value().is_some();
        !pointed && self.held.get_value().is_none() && self.panel.cursor.get_untracked().is_none()
    }

    fn follow(self, before: usize, length: usize, moved: &impl Fn()) {
        let Some(grid) = self.grid.get_untracked() else { return };
        let panel = self.panel;
        // To ask where it stands makes the browser lay it out.
        if self.is_idle() && !(length > before && panel.follows()) {
            return;
        }
        let (top, seen) = (f64::from(grid.scroll_top()), f64::from(grid.client_height()));
        // Only a list without groups follows its end, and there all lines are of one height.
        let full = before as f64 * untrack(|| panel.heights()).entry;
        let at_end = full > seen && top + seen >= full - 1.0;
        let wanted = if length > before && at_end && self.pointer.get_value().is_none() && panel.follows() {
            panel.top(length)
        } else {
            let Some((line, below)) = self.held.get_value() else { return };
            let Some(at) = panel.with_model(|m| m.position(line)) else { return };
            (panel.top(at) - below).max(0.0)
        };
        if (wanted - top).abs() < 1.0 {
            return;
        }
        // The lines may not be drawn yet; without room for them there is nothing to scroll.
        if let Some(canvas) = grid.first_element_child().and_then(|c| c.dyn_into::<HtmlElement>().ok()) {
            // A style that is not taken leaves the scroll position where it is.
            let _ = canvas.style().set_property("height", &format!("{}px", number::write(panel.top(length))));
        }
        grid.set_scroll_top(wanted as i32);
        moved();
    }
}

/// The place of the row under the pointer.
fn row_of(event: &PointerEvent) -> Option<usize> {
    let row = event.target()?.dyn_into::<Element>().ok()?.closest(".row").ok()??;
    // The heads of the columns are the first row, and the numbers begin with 1.
    row.get_attribute("aria-rowindex")?.parse::<usize>().ok()?.checked_sub(2)
}

fn anchor(panel: Panel, grid: &HtmlElement, pointer: Option<f64>) -> Held {
    let heights = untrack(|| panel.heights());
    let (top, seen) = (f64::from(grid.scroll_top()), f64::from(grid.client_height()));
    let place = |at: usize| panel.top(at) - top;
    let line = |y: f64| {
        let (at, line) = panel.with_model(|m| {
            let at = m.at(top + y, heights);
            (at, m.line(at))
        });
        line.map(|line| (line, place(at)))
    };
    if let Some(under) = pointer.and_then(line) {
        return Some(under);
    }
    let chosen = panel.cursor.get_untracked().and_then(|line| {
        let at = panel.with_model(|m| m.position(line))?;
        Some((line, place(at))).filter(|(_, below)| *below > -heights.entry && *below < seen)
    });
    // At the top, what arrives first is what the user wants to see.
    chosen.or_else(|| (top > 0.0).then(|| line(0.0)).flatten())
}
