//! The list of requests. Only the lines on screen are elements.

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;

use super::format;
use super::icons::{Icon, Shape};
use super::model::Line;
use super::settings::ClockFace;
use super::spoken::title;
use super::state::{Panel, panel};
use super::window::{reveal, visible};
use super::{Ports, focus};
use crate::finding::Verdict;
use crate::history::ExchangeId;
use crate::redact;

/// Rows drawn above and below what is seen.
const OVERSCAN: usize = 8;

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
            if seen > 0.0 {
                height.set(seen);
            }
        }
    };
    Effect::new(move |_| {
        panel.track();
        panel.cursor.track();
        grid.track();
        measure();
    });
    Effect::new(move |_| {
        let handle = window_event_listener(leptos::ev::resize, move |_| measure());
        on_cleanup(move || handle.remove());
    });
    keep_in_place(panel, grid);
    Effect::new(move |_| {
        let (Some(line), Some(grid)) = (panel.cursor.get(), grid.get_untracked()) else { return };
        let Some(at) = panel.with_model(|m| m.position(line)) else { return };
        let row = panel.settings.row.get_untracked();
        let (top, seen) = (f64::from(grid.scroll_top()), f64::from(grid.client_height()));
        if let Some(to) = reveal(at, top, seen, row) {
            grid.set_scroll_top(to as i32);
        }
    });

    let length = Memo::new(move |_| {
        panel.track();
        panel.with_model(|m| m.len())
    });
    let range =
        Memo::new(move |_| visible(scroll_top.get(), height.get(), panel.settings.row.get(), length.get(), OVERSCAN));
    let lines = move || {
        panel.track();
        let range = range.get();
        let start = range.start;
        let lines = panel.with_model(|m| m.lines(range));
        lines.into_iter().enumerate().map(move |(nth, line)| (start + nth, line)).collect::<Vec<_>>()
    };
    view! {
        <section class="list" aria-label=labels.list>
            <div class="columns" aria-hidden="true">
                <span class="status">{labels.column_status}</span>
                <span class="method">{labels.column_method}</span>
                <span class="path">{labels.column_path}</span>
                <span class="host">{labels.column_host}</span>
                <span class="time">{labels.column_time}</span>
            </div>
            <div
                id="requests"
                class="rows"
                node_ref=grid
                role="treegrid"
                tabindex="0"
                aria-label=labels.list
                aria-rowcount=move || length.get()
                aria-activedescendant=move || panel.cursor.get().map(element_id)
                on:scroll=move |_| measure()
                on:keydown=move |event| walk(panel, height.get_untracked(), &event)
            >
                <div
                    class="canvas"
                    role="rowgroup"
                    style:height=move || format!("{}px", length.get() as f64 * panel.settings.row.get())
                    style:padding-top=move || format!("{}px", range.get().start as f64 * panel.settings.row.get())
                >
                    <For each=lines key=|(at, line)| (*at, *line) let((at, line))>
                        {match line {
                            Line::Group(group) => view! { <GroupLine at=at group=group/> }.into_any(),
                            Line::Entry(id) => view! { <EntryLine at=at id=id/> }.into_any(),
                            Line::More(group) => view! { <MoreLine at=at group=group/> }.into_any(),
                        }}
                    </For>
                </div>
            </div>
            <Empty/>
        </section>
    }
}

/// Rows that arrive above the ones on screen push the scroll position, not the rows under the
/// pointer. A list scrolled to its end follows what arrives.
fn keep_in_place(panel: Panel, grid: NodeRef<Div>) {
    let held = StoredValue::new(None::<(Line, f64)>);
    Effect::new(move |before: Option<usize>| {
        panel.track();
        let (length, row) = (panel.with_model(|m| m.len()), panel.settings.row.get_untracked());
        let Some(grid) = grid.get_untracked() else { return length };
        let top = f64::from(grid.scroll_top());
        if let (Some((line, offset)), true) = (held.get_value(), before.is_some_and(|b| b != length) && top > 0.0)
            && let Some(at) = panel.with_model(|m| m.position(line))
            && (at as f64 * row + offset - top).abs() >= 1.0
        {
            grid.set_scroll_top((at as f64 * row + offset) as i32);
        }
        let at = (top / row) as usize;
        held.set_value(panel.with_model(|m| m.line(at)).map(|line| (line, top - at as f64 * row)));
        length
    });
    Effect::new(move |_| {
        let Some(grid) = grid.get() else { return };
        let node = grid.clone();
        let remember = move |_| {
            let (top, row) = (f64::from(node.scroll_top()), panel.settings.row.get_untracked());
            let at = (top / row) as usize;
            held.set_value(panel.with_model(|m| m.line(at)).map(|line| (line, top - at as f64 * row)));
        };
        let _ = grid.on(leptos::ev::scroll, remember);
    });
}

/// Walks the list by keyboard.
fn walk(panel: Panel, height: f64, event: &KeyboardEvent) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let length = panel.with_model(|m| m.len());
    let cursor = panel.cursor.get_untracked();
    let at = cursor.and_then(|line| panel.with_model(|m| m.position(line)));
    let page = (height / panel.settings.row.get_untracked()) as usize;
    let last = length.saturating_sub(1);
    let to = match event.key().as_str() {
        "ArrowDown" => at.map_or(0, |at| (at + 1).min(last)),
        "ArrowUp" => at.map_or(last, |at| at.saturating_sub(1)),
        "Home" => 0,
        "End" => last,
        "PageDown" => at.map_or(page, |at| at + page).min(last),
        "PageUp" => at.map_or(0, |at| at.saturating_sub(page)),
        "ArrowRight" | "ArrowLeft" => {
            event.prevent_default();
            let open = event.key() == "ArrowRight";
            match cursor {
                Some(Line::Group(group)) => panel.fold(group, open, false),
                Some(Line::Entry(id)) if !open => {
                    if let (true, Some(group)) = (panel.options(|o| o.grouped), panel.with_model(|m| m.cluster_of(id)))
                    {
                        panel.cursor.set(Some(Line::Group(group)));
                    }
                }
                _ => {}
            }
            return;
        }
        "Enter" | " " => {
            event.prevent_default();
            match cursor {
                Some(Line::Group(group)) => toggle(panel, group),
                Some(Line::More(group)) => panel.fold(group, true, true),
                Some(Line::Entry(_)) => focus::to("detail"),
                None => {}
            }
            return;
        }
        _ => return,
    };
    event.prevent_default();
    if let Some(line) = panel.with_model(|m| m.line(to)) {
        panel.cursor.set(Some(line));
    }
}

/// The depth of a row in the tree; leptos has no attribute of that name.
fn level(depth: &'static str) -> impl leptos::attr::Attribute {
    leptos::attr::custom::custom_attribute("aria-level", depth)
}

fn toggle(panel: Panel, group: usize) {
    let open = panel.with_model(|m| m.cluster(group).is_some_and(|c| c.is_open()));
    panel.fold(group, !open, false);
}

fn element_id(line: Line) -> String {
    match line {
        Line::Group(group) => format!("group-{group}"),
        Line::Entry(id) => format!("row-{id}"),
        Line::More(group) => format!("more-{group}"),
    }
}

/// The heading of a group.
#[component]
fn GroupLine(at: usize, group: usize) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let line = Line::Group(group);
    let cluster = Memo::new(move |_| {
        panel.track();
        panel.with_model(|m| m.cluster(group).map(|c| (c.verdict, c.cause, c.origin.clone(), c.ids.len(), c.is_open())))
    });
    let open = move || cluster.with(|c| c.as_ref().is_some_and(|c| c.4));
    move || {
        let (verdict, cause, origin, ..) = cluster.get()?;
        let (words, lang) = cause.map_or((labels.nothing_wrong, None), |c| title(panel, c));
        let hint = verdict == Verdict::Ok && cause.is_some();
        let count = move || cluster.with(|c| c.as_ref().map_or(0, |c| c.3));
        Some(view! {
            <div
                id=element_id(line)
                class="row group"
                role="row"
                {..level("1")}
                aria-rowindex=at + 1
                aria-expanded=move || open().to_string()
                aria-selected=move || (panel.cursor.get() == Some(line)).to_string()
                data-cause=cause
                data-verdict=verdict.id()
                class:open=open
                on:click=move |_| panel.cursor.set(Some(line))
                on:dblclick=move |_| toggle(panel, group)
            >
                <span class="fold" role="presentation" on:click=move |event| { event.stop_propagation(); toggle(panel, group) }>
                    <Icon shape=Shape::Chevron/>
                </span>
                <span class="cell title" role="gridcell">
                    <VerdictMark verdict=verdict hint=hint/>
                    <span class="words" lang=lang>{words}</span>
                    <span class="origin">{redact::printable(format::host(&origin))}</span>
                </span>
                <span class="cell count" role="gridcell">{move || (labels.times)(count())}</span>
            </div>
        })
    }
}

/// One request.
#[component]
fn EntryLine(at: usize, id: ExchangeId) -> impl IntoView {
    let panel = panel();
    let offset = expect_context::<Ports>().utc_offset;
    let line = Line::Entry(id);
    let subject = Memo::new(move |_| {
        panel.track();
        panel.subject_of(id)
    });
    move || {
        let subject = subject.get()?;
        let (exchange, diagnosis) = (&subject.exchange, &subject.diagnosis);
        let url = &exchange.request.url;
        let shown = redact::url(url);
        let status = exchange.response.status;
        let cause = diagnosis.findings.first();
        let hint = diagnosis.verdict == Verdict::Ok && cause.is_some();
        let path = path_of(&shown);
        let started = exchange.started;
        let time = move || match panel.settings.clock.get() {
            ClockFace::Local => format::clock(started, offset),
            ClockFace::Utc => format::clock(started, 0),
            ClockFace::Server => format::clock(started + panel.skew().unwrap_or_default(), 0),
        };
        Some(view! {
            <div
                id=element_id(line)
                class="row entry"
                role="row"
                {..level(if panel.options(|o| o.grouped) { "2" } else { "1" })}
                aria-rowindex=at + 1
                aria-selected=move || (panel.cursor.get() == Some(line)).to_string()
                data-id=id.0
                data-status=status
                data-verdict=diagnosis.verdict.id()
                data-cause=cause.map(|f| f.cause)
                title=format!("{} {}{}", exchange.request.method, shown, cause.map_or(String::new(), |f| format!("\n{}", title(panel, f.cause).0)))
                class:odd=at % 2 == 1
                on:click=move |_| panel.cursor.set(Some(line))
            >
                <span class="cell status" role="gridcell">
                    <VerdictMark verdict=diagnosis.verdict hint=hint/>
                    <span class="code">{format::status(status)}</span>
                </span>
                <span class="cell method" role="gridcell">{redact::printable(&exchange.request.method)}</span>
                <span class="cell path" role="gridcell">{path}</span>
                <span class="cell host" role="gridcell">{redact::printable(url.host())}</span>
                <span class="cell time" role="gridcell">{time}</span>
            </div>
        })
    }
}

/// "Show 12 more".
#[component]
fn MoreLine(at: usize, group: usize) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let line = Line::More(group);
    let hidden = move || {
        panel.track();
        panel.with_model(|m| m.cluster(group).map_or(0, |c| c.hidden()))
    };
    view! {
        <div
            id=element_id(line)
            class="row more"
            role="row"
            {..level("2")}
            aria-rowindex=at + 1
            aria-selected=move || (panel.cursor.get() == Some(line)).to_string()
            on:click=move |_| panel.fold(group, true, true)
        >
            <span class="cell" role="gridcell">{move || (labels.show_more)(hidden())}</span>
        </div>
    }
}

/// The picture of a verdict, with its name for those who do not see it.
#[component]
pub fn VerdictMark(verdict: Verdict, hint: bool) -> impl IntoView {
    let name = format::verdict(panel().labels(), verdict, hint);
    view! {
        <span class="mark" data-kind=format::icon(verdict, hint) title=name>
            <Icon shape=Shape::of(verdict, hint)/>
            <span class="sr">{name}</span>
        </span>
    }
}

/// What stands where the list is empty.
#[component]
fn Empty() -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let filtered = move || panel.options(|o| !o.filter.is_empty() || !o.statuses.is_empty() || !o.muted.is_empty());
    move || {
        let counts = panel.counts();
        let view = match (counts.shown, counts.all) {
            (0, 0) => view! {
                <h2>{labels.empty_title}</h2>
                <ol>
                    <li>{labels.empty_1}</li>
                    <li>{labels.empty_2}</li>
                    <li>{labels.empty_3}</li>
                </ol>
            }
            .into_any(),
            (0, all) if filtered() => view! {
                <h2>{labels.filtered_title}</h2>
                <p>{(labels.filtered)(all)}</p>
                <button type="button" on:click=move |_| panel.show_everything()>{labels.filter_reset}</button>
            }
            .into_any(),
            (0, all) => view! {
                <h2>{labels.all_well_title}</h2>
                <p>{(labels.all_well)(all)}</p>
            }
            .into_any(),
            _ => return None,
        };
        Some(view! { <div class="empty">{view}</div> })
    }
}

/// Path and query of a URL that is already masked.
fn path_of(shown: &str) -> String {
    let rest = shown.split_once("://").map_or(shown, |(_, rest)| rest);
    let start = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest.get(start..) {
        Some("") | None => "/".into(),
        Some(path) => path.to_owned(),
    }
}
