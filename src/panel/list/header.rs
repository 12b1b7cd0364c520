//! The heads of the columns: a press sorts, a drag on the edge or Shift with an arrow key resizes.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

use crate::panel::columns::RANGE;
use crate::panel::controls::{check, menu, slider};
use crate::panel::handlers::{on_change, on_pointer};
use crate::panel::icons::{Icon, Shape};
use crate::panel::model::{Column, Sort};
use crate::panel::state::Panel;
use crate::text::labels::Labels;

/// How far one press of an arrow key moves an edge, in pixels.
const STEP: u16 = 8;

/// The row of heads, and the menu that shows and hides columns.
pub fn header(panel: Panel) -> AnyView {
    let labels = panel.labels();
    let heads = Column::ALL.map(|column| head(panel, column)).into_iter().collect_view();
    let choices = Column::ALL.into_iter().filter(|c| *c != Column::Path).map(|c| choice(panel, c)).collect_view();
    view! {
        <div class="head">
            <div id="columns" class="columns" role="row">{heads}</div>
            {menu("columns-menu", labels.columns, view! { <Icon shape=Shape::Columns/> }.into_any(), view! { {order(panel)}{choices} }.into_any())}
        </div>
    }
    .into_any()
}

/// The name of a column.
pub fn name(labels: &Labels, column: Column) -> &'static str {
    match column {
        Column::Status => labels.column_status,
        Column::Method => labels.column_method,
        Column::Path => labels.column_path,
        Column::Host => labels.column_host,
        Column::Cause => labels.column_cause,
        Column::Time => labels.column_time,
    }
}

fn head(panel: Panel, column: Column) -> AnyView {
    let labels = panel.labels();
    let sorted = move || panel.options(|o| (o.sort.column == Some(column)).then_some(o.sort.down));
    let direction = move || match sorted() {
        Some(true) => "descending",
        Some(false) => "ascending",
        None => "none",
    };
    // A third press gives back the order of arrival.
    let sort = move |_| {
        let next = match sorted() {
            None => Sort { column: Some(column), down: false },
            Some(false) => Sort { column: Some(column), down: true },
            Some(true) => Sort::default(),
        };
        panel.option(|o| o.sort = next);
    };
    let key = move |event: KeyboardEvent| {
        let wider = match event.key().as_str() {
            "ArrowRight" => true,
            "ArrowLeft" => false,
            _ => return,
        };
        if event.shift_key() {
            event.prevent_default();
            let width = panel.columns.get_untracked().width(column);
            let width = if wider { width + STEP } else { width.saturating_sub(STEP) };
            panel.columns.update(|c| c.set_width(column, width));
        }
    };
    let hint = if column == Column::Path { labels.sort_hint } else { labels.sort_resize_hint };
    view! {
        <div class=format!("cell {}", column.id()) role="columnheader" aria-sort=direction>
            <button type="button" class="sort" title=hint on:click=sort on:keydown=key>
                <span class="words">{name(labels, column)}</span>
                {move || sorted().map(|down| view! { <span class="arrow" class:down=down><Icon shape=Shape::Chevron/></span> })}
            </button>
            {(column != Column::Path).then(|| grip(panel, column))}
        </div>
    }
    .into_any()
}

/// The edge of a column that can be dragged. The path takes what is left, so the columns before it
/// have their edge on the right and those behind it on the left.
fn grip(panel: Panel, column: Column) -> AnyView {
    // Where the pointer took the edge, and how wide the column was then.
    let held = StoredValue::new(None::<(i32, i32)>);
    let after_path = !matches!(column, Column::Status | Column::Method);
    let drag = move |event: PointerEvent| {
        let Some((from, width)) = held.get_value() else { return };
        let moved = event.client_x() - from;
        let width = if after_path { width - moved } else { width + moved };
        panel.columns.update(|c| c.set_width(column, u16::try_from(width).unwrap_or_default()));
    };
    view! {
        <span
            class="grip"
            class:before=after_path
            aria-hidden="true"
            on:pointerdown=on_pointer(move |event| {
                let target = event.current_target().and_then(|t| t.dyn_into::<Element>().ok());
                let Some(grip) = target else { return };
                let cell = grip.parent_element().and_then(|c| c.dyn_into::<HtmlElement>().ok());
                held.set_value(cell.map(|cell| (event.client_x(), cell.offset_width())));
                // Without capture the drag ends at the edge; nothing else is lost.
                let _ = grip.set_pointer_capture(event.pointer_id());
                event.prevent_default();
            })
            on:pointermove=drag
            on:pointerup=on_pointer(move |_| held.set_value(None))
            on:pointercancel=on_pointer(move |_| held.set_value(None))
        ></span>
    }
    .into_any()
}

/// The order of the list, also by a column that has no room for its head.
fn order(panel: Panel) -> AnyView {
    let labels = panel.labels();
    let arrival = std::iter::once(None);
    let options = arrival.chain(Column::ALL.map(Some)).map(|column| {
        let chosen = move || panel.options(|o| o.sort.column) == column;
        let (value, name) = column.map_or(("", labels.sort_arrival), |column| (column.id(), name(labels, column)));
        view! { <option value=value prop:selected=chosen>{name}</option> }.into_any()
    });
    let sort = on_change(move |event| {
        let column = Column::of(&event_target_value(&event));
        panel.option(|o| o.sort.column = column);
    });
    view! {
        <div class="choice order">
            <label>{labels.sort_by}" "<select on:change=sort>{options.collect_view()}</select></label>
            {check(labels.sort_down, "", move || panel.options(|o| o.sort.down), move |down| panel.option(|o| o.sort.down = down))}
        </div>
    }
    .into_any()
}

/// Show or hide a column, and its width for those who do not drag.
fn choice(panel: Panel, column: Column) -> AnyView {
    let labels = panel.labels();
    let title = name(labels, column);
    view! {
        // In groups it is the heading.
        <div class="choice" data-column=column.id() hidden=move || column == Column::Cause && panel.options(|o| o.grouped)>
            {check(title, "", move || panel.columns.get().shows(column), move |on| panel.columns.update(|c| c.show(column, on)))}
            {slider(
                (labels.column_width)(title),
                (f64::from(RANGE.0), f64::from(RANGE.1)),
                move || f64::from(panel.columns.get().width(column)),
                move |width| panel.columns.update(|c| c.set_width(column, width as u16)),
            )}
        </div>
    }
    .into_any()
}
