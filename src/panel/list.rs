//! The list of requests. Only the lines on screen are elements.

mod empty;
mod header;
mod hold;
mod lines;
mod slots;
mod walk;

use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

pub use lines::VerdictMark;

use super::Ports;
use super::frame::once_a_frame;
use super::handlers::{on_focus, on_key, on_pointer};
use super::model::Line;
use super::number;
use super::parts::words;
use super::state::{Panel, panel};
use super::window::{reveal, visible};
use hold::Hold;
use slots::Slots;

/// Rows drawn above and below what is seen.
const OVERSCAN: usize = 4;

/// The list with its heading, or what to do while it is empty.
#[component]
pub fn RequestList() -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let grid = NodeRef::<Div>::new();
    let scroll_top = RwSignal::new(0.0);
    let height = RwSignal::new(600.0);
    let measure = move || {
        if let Some(grid) = grid.get_untracked() {
            scroll_top.set(f64::from(grid.scroll_top()));
            let seen = f64::from(grid.client_height());
            if seen > 0.0 && seen != height.get_untracked() {
                height.set(seen);
            }
            let around = grid.closest(".latchkey").ok().flatten();
            let around = around.map_or((0, 0), |panel| (panel.client_width(), panel.client_height()));
            panel.has_room(grid.client_width(), around);
        }
    };
    let length = Memo::new(move |_| {
        panel.track();
        panel.with_model(|m| m.len())
    });
    // Which columns there are says how high a row is. To ask in the midst of changes makes the browser lay out everything
    // each time.
    let measure_soon = once_a_frame(measure);
    Effect::new(move |_| {
        panel.arranged.track();
        panel.columns.track();
        measure_soon();
    });
    // The list gives room to the details and the timeline, and takes it back.
    let watch_size = expect_context::<Ports>().watch_size;
    Effect::new(move |_| {
        let Some(grid) = grid.get() else { return };
        let around = grid.closest(".latchkey").ok().flatten();
        let elements: Vec<Element> = around.into_iter().chain([grid.unchecked_into()]).collect();
        let end = StoredValue::new_local(Some(watch_size(&elements, Box::new(measure))));
        on_cleanup(move || {
            if let Some(end) = end.try_update_value(Option::take).flatten() {
                end();
            }
        });
    });
    let hold = Hold::new(panel, grid, measure);
    // What was chosen is not in the list yet.
    let late = StoredValue::new(false);
    Effect::new(move |_| {
        let Some(line) = panel.cursor.get() else { return };
        panel.tall.track();
        panel.look(line);
        late.set_value(!show(panel, grid));
        // A line that was new is drawn anew, and the list must not be brought back to where it stood.
        hold.remember();
    });
    Effect::new(move |_| {
        panel.track();
        if late.get_value()
            && let Some(Line::Entry(id)) = panel.cursor.get_untracked()
            && panel.is_listed(id)
        {
            late.set_value(false);
            request_animation_frame(move || panel.choose(id));
        }
    });
    // What was seen of the chosen line is seen in a lower list, too.
    Effect::new(move |before: Option<f64>| {
        let now = height.get();
        if before.is_some_and(|before| now < before) && hold.is_of(panel.cursor.get_untracked()) {
            show(panel, grid);
        }
        now
    });

    let range = Memo::new(move |_| {
        panel.track();
        let (top, heights) = (scroll_top.get(), panel.heights());
        let (first, last) = panel.with_model(|m| (m.at(top, heights), m.at(top + height.get(), heights)));
        visible(first, last, length.get(), OVERSCAN)
    });
    let drawn = Memo::new(move |before: Option<&Slots>| {
        panel.track();
        let range = range.get();
        Slots::new(before, range.start, panel.with_model(|m| m.lines(range)))
    });
    // The chosen line may be out of sight; then there is no element to point at.
    let active = move || {
        let line = panel.cursor.get()?;
        drawn.with(|slots| slots.shows(line)).then(|| lines::element_id(line))
    };
    let hidden = move || {
        let hidden = panel.columns.get().hidden();
        // Under a heading every request has its cause; where it has a line of its own, it needs no column.
        if panel.options(|o| o.grouped) || panel.tall.get() > 0 { format!("{hidden} cause") } else { hidden }
    };
    let style = move || {
        let heights = panel.heights();
        format!(
            "{};--row:{}px;--group:{}px",
            panel.columns.get().style(),
            number::write(heights.entry),
            number::write(heights.group)
        )
    };
    // Where the list is long, the line that goes at the first choice would move what is under the pointer.
    let is_short = move || panel.top(length.get()) * 2.0 <= height.get();
    let untouched = Memo::new(move |_| panel.cursor.get().is_none() && panel.counts().shown > 0 && is_short());
    let pixels = move |at: usize| {
        panel.track();
        panel.heights();
        format!("{}px", number::write(panel.top(at)))
    };
    view! {
        <section
            class="list"
            aria-label=labels.list
            data-hidden=hidden
            class:tall=move || panel.tall.get() != 0
            class:taller=move || panel.tall.get() == 2
            style=style
        >
            {header::header(panel)}
            <div
                id="requests"
                class="rows"
                node_ref=grid
                role="treegrid"
                tabindex="0"
                aria-label=labels.list
                aria-owns="columns"
                aria-rowcount=move || length.get() + 1
                aria-activedescendant=active
                on:scroll=move |_| {
                    measure();
                    hold.remember();
                }
                on:focus=on_focus(move |_| panel.at_list())
                on:pointermove=on_pointer(move |event| {
                    panel.at_list();
                    hold.over(&event);
                })
                on:pointerleave=on_pointer(move |_| hold.left())
                on:keydown=on_key(move |event| {
                    hold.left();
                    walk::walk(panel, height.get_untracked(), &event);
                })
            >
                <div
                    class="canvas"
                    role="rowgroup"
                    style:height=move || pixels(length.get())
                    style:padding-top=move || pixels(range.get().start)
                >
                    <For each=move || drawn.with(Slots::all) key=|slot| *slot let(slot)>
                        {lines::line(panel, drawn, slot)}
                    </For>
                </div>
            </div>
            {move || untouched.get().then(|| words("p", "tip", labels.pick_hint))}
            {empty::empty(panel)}
        </section>
    }
}

/// Scrolls until the chosen line is wholly seen. Whether it is in the list.
fn show(panel: Panel, grid: NodeRef<Div>) -> bool {
    let (Some(line), Some(grid)) = (panel.cursor.get_untracked(), grid.get_untracked()) else { return false };
    let Some(at) = panel.with_model(|m| m.position(line)) else { return false };
    let (begin, end) = (panel.top(at), panel.top(at + 1));
    if let Some(to) = reveal(begin, end, f64::from(grid.scroll_top()), f64::from(grid.client_height())) {
        // The lines may not be drawn yet; without room for them there is nothing to scroll.
        hold::style(&grid, "height", panel.top(panel.with_model(|m| m.len())));
        grid.set_scroll_top(to as i32);
    }
    true
}
