//! Keeps what a person looks at where it is while requests arrive.

use leptos::ev::PointerEvent;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

use crate::panel::model::Line;
use crate::panel::number;
use crate::panel::state::Panel;

/// A line, and how far below the top of what is seen it stands, in pixels.
type Held = Option<(Line, f64)>;

/// Lines that arrive push the scroll position, not the line under the pointer; without a pointer not
/// the chosen line; if that is out of sight, not the first line that is seen. Where the list is too short to be scrolled
/// so far, the line under the pointer gets room above or below, until the pointer leaves or a key is pressed. A list without
/// groups that is scrolled to its end follows what arrives.
#[derive(Clone, Copy)]
pub struct Hold {
    panel: Panel,
    grid: NodeRef<Div>,
    held: StoredValue<Held>,
    /// Where the pointer is, in pixels below the top of the list.
    pointer: StoredValue<Option<f64>>,
    /// Room above the first line, in pixels.
    above: StoredValue<f64>,
}

impl Hold {
    /// Holds the lines of `grid`. `moved` is called after the list was scrolled.
    pub fn new(panel: Panel, grid: NodeRef<Div>, moved: impl Fn() + Copy + 'static) -> Self {
        let hold = Hold {
            panel,
            grid,
            held: StoredValue::new(None),
            pointer: StoredValue::new(None),
            above: StoredValue::new(0.0),
        };
        Effect::new(move |before: Option<(usize, u64)>| {
            panel.track();
            panel.tall.track();
            let (length, arranged) = (panel.with_model(|m| m.len()), panel.arranged.get_untracked());
            let (before, arranged_before) = before.unwrap_or((length, arranged));
            // What the user filters or sorts is to stand at the top, wherever the pointer rests.
            if arranged != arranged_before {
                hold.give_back();
            }
            hold.follow(before, length, arranged == arranged_before, &moved);
            if !hold.is_idle() {
                hold.remember();
            }
            (length, arranged)
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
            self.held.set_value(anchor(self.panel, &grid, self.top(&grid), self.pointer.get_value()));
        }
    }

    /// Whether this line is what is held.
    pub fn is_of(self, line: Option<Line>) -> bool {
        line.is_some() && self.held.get_value().map(|(held, _)| held) == line
    }

    /// The pointer is over the list.
    pub fn over(self, event: &PointerEvent) {
        let Some(grid) = self.grid.get_untracked() else { return };
        let (top, half) = (self.top(&grid), self.panel.settings.row.get_untracked() / 2.0);
        self.pointer.set_value(row_of(event).map(|at| self.panel.top(at) + half - top));
        self.remember();
    }

    /// The pointer left the list, or rests while keys walk through it.
    pub fn left(self) {
        self.pointer.set_value(None);
        self.give_back();
        self.remember();
    }

    /// What is seen begins so many pixels below the first line.
    fn top(self, grid: &HtmlElement) -> f64 {
        f64::from(grid.scroll_top()) - self.above.get_value()
    }

    /// Gives back the room around the lines.
    fn give_back(self) {
        if let Some(grid) = self.grid.try_get_untracked().flatten() {
            self.room(&grid, 0.0, 0.0);
        }
    }

    /// Gives the lines room above, and at least so much height.
    fn room(self, grid: &HtmlElement, above: f64, height: f64) {
        self.above.set_value(above);
        for (property, pixels) in [("margin-top", above), ("min-height", height)] {
            style(grid, property, pixels);
        }
    }

    /// Whether the list is at its top and nothing in it has to stay in its place.
    fn is_idle(self) -> bool {
        let pointed = self.pointer.get_value().is_some();
        !pointed && self.held.get_value().is_none() && self.panel.cursor.get_untracked().is_none()
    }

    fn follow(self, before: usize, length: usize, by_itself: bool, moved: &impl Fn()) {
        let Some(grid) = self.grid.get_untracked() else { return };
        let panel = self.panel;
        // To ask where it stands makes the browser lay it out.
        if self.is_idle() && !(length > before && panel.follows()) {
            return;
        }
        let (top, seen) = (self.top(&grid), f64::from(grid.client_height()));
        // Only a list without groups follows its end, and there all lines are of one height.
        let full = before as f64 * untrack(|| panel.heights()).entry;
        let at_end = full > seen && top + seen >= full - 1.0;
        let pointed = self.pointer.get_value().is_some();
        let wanted = if length > before && at_end && !pointed && panel.follows() {
            panel.top(length)
        } else {
            let held = self.held.get_value();
            let Some((at, below)) =
                held.and_then(|(line, below)| Some((panel.with_model(|m| m.position(line))?, below)))
            else {
                return self.give_back();
            };
            panel.top(at) - below
        };
        if pointed && by_itself {
            let high = if wanted > 0.0 { wanted + seen } else { 0.0 };
            self.room(&grid, (-wanted).max(0.0), high);
        }
        let wanted = wanted.max(0.0);
        if (wanted - f64::from(grid.scroll_top())).abs() < 1.0 {
            return;
        }
        // The lines may not be drawn yet; without room for them there is nothing to scroll.
        style(&grid, "height", panel.top(length));
        grid.set_scroll_top(wanted as i32);
        moved();
    }
}

/// Sets a style of what the lines stand on.
pub(super) fn style(grid: &HtmlElement, property: &str, pixels: f64) {
    if let Some(canvas) = grid.first_element_child().and_then(|c| c.dyn_into::<HtmlElement>().ok()) {
        // A style that is not taken leaves the scroll position where it is.
        let _ = canvas.style().set_property(property, &format!("{}px", number::write(pixels)));
    }
}

/// The place of the row under the pointer.
fn row_of(event: &PointerEvent) -> Option<usize> {
    let row = event.target()?.dyn_into::<Element>().ok()?.closest(".row").ok()??;
    // The heads of the columns are the first row, and the numbers begin with 1.
    row.get_attribute("aria-rowindex")?.parse::<usize>().ok()?.checked_sub(2)
}

fn anchor(panel: Panel, grid: &HtmlElement, top: f64, pointer: Option<f64>) -> Held {
    let heights = untrack(|| panel.heights());
    let seen = f64::from(grid.client_height());
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
