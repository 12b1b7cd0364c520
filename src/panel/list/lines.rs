//! The lines of the list: headings of groups, requests, "show more". Each is drawn in a slot, and drawn anew in the same elements
//! when the slot gets another line of its kind.

use leptos::attr::AttributeValue;
use leptos::prelude::*;

use super::slots::{Slot, Slots};
use crate::finding::{CauseId, Verdict};
use crate::history::ExchangeId;
use crate::instant::Instant;
use crate::panel::handlers::on_click;
use crate::panel::icons::{Icon, Shape};
use crate::panel::model::Line;
use crate::panel::spoken::{heading, title};
use crate::panel::state::{Panel, panel};
use crate::panel::{Ports, format};
use crate::redact;

/// The id of a line's element.
pub fn element_id(line: Line) -> String {
    match line {
        Line::Group(group) => format!("group-{group}"),
        Line::Entry(id) => format!("row-{id}"),
        Line::More(group) => format!("more-{group}"),
    }
}

/// A line, and its place in the list, as they are now.
type Shown = Memo<(usize, Line)>;

/// The element of a slot. None where the slot went before it was drawn.
pub fn line(panel: Panel, slots: Memo<Slots>, slot: Slot) -> Option<AnyView> {
    let first = slots.with_untracked(|slots| slots.line(slot))?;
    // A slot that is about to go keeps what it shows.
    let shown = Memo::new(move |before: Option<&(usize, Line)>| {
        slots.with(|slots| slots.line(slot)).unwrap_or(before.copied().unwrap_or(first))
    });
    Some(match first.1 {
        Line::Group(_) => group(panel, shown),
        Line::Entry(_) => entry(panel, shown)?,
        Line::More(_) => more(panel, shown),
    })
}

fn selected(panel: Panel, line: Line) -> impl Fn() -> String + Copy + Send + 'static {
    move || (panel.cursor.get() == Some(line)).to_string()
}

/// The group of a heading or of "show more".
fn group_of(shown: Shown) -> usize {
    match shown.get().1 {
        Line::Group(group) | Line::More(group) => group,
        Line::Entry(_) => usize::MAX, // no slot of such a line asks
    }
}

/// The heading of a group.
fn group(panel: Panel, shown: Shown) -> AnyView {
    let labels = panel.labels();
    let group = move || group_of(shown);
    let head = Memo::new(move |before: Option<&Option<_>>| {
        panel.track();
        let head = panel.with_model(|m| m.cluster(group()).map(|c| (c.verdict, c.cause, c.hint, c.origin.clone())));
        head.or_else(|| before.cloned().flatten())
    });
    let numbers = Memo::new(move |_| {
        panel.track();
        panel.with_model(|m| m.cluster(group()).map_or((0, 0, false), |c| (c.ids.len(), c.fresh, c.is_open())))
    });
    let open = move || numbers.get().2;
    let mended = Memo::new(move |_| {
        panel.track();
        panel.with_model(|m| {
            let failures = m.cluster(group()).filter(|c| c.verdict == Verdict::Failure);
            failures.is_some_and(|c| panel.with_log(|log| log.mended(&c.ids)))
        })
    });
    (move || {
        let (at, line) = shown.get();
        let group = group();
        let (verdict, cause, hint, origin) = head.get()?;
        let (words, lang) = heading(panel, verdict, hint, cause);
        let host = redact::printable(format::host(&origin)).to_string();
        let whole = format!("{words}\n{host}");
        Some(view! {
            <div
                id=element_id(line)
                class="row group"
                role="row"
                {..level("1")}
                // The heads of the columns are the first row.
                aria-rowindex=at + 2
                aria-expanded=move || open().to_string()
                aria-selected=selected(panel, line)
                data-cause=cause
                data-verdict=verdict.id()
                title=whole
                class:open=open
                on:click=on_click(move |_| panel.open(line))
                on:dblclick=on_click(move |_| panel.toggle(group))
            >
                <span class="fold" role="presentation" on:click=on_click(move |event| { event.stop_propagation(); panel.toggle(group) })>
                    <Icon shape=Shape::Chevron/>
                </span>
                <span class="cell title" role="gridcell">
                    <VerdictMark verdict=verdict hint=hint/>
                    <span class="words" lang=lang>{words}</span>
                    <span class="origin">{host}</span>
                </span>
                <span class="cell count" role="gridcell">
                    {move || mended.get().then(|| view! { <span class="badge good" title=labels.mended_hint>{labels.mended}</span> })}
                    {move || { let new = numbers.get().1; (new > 0).then(|| view! { <span class="new">{(labels.new)(new)}</span> }) }}
                    {move || (labels.times)(numbers.get().0)}
                </span>
            </div>
        })
    })
    .into_any()
}

/// What the cells of a row say of a request.
#[derive(Clone, PartialEq)]
struct Cells {
    at: usize,
    id: ExchangeId,
    status: u16,
    verdict: Verdict,
    hint: bool,
    cause: Option<CauseId>,
    /// The name of the cause, and its language.
    named: Option<(&'static str, Option<&'static str>)>,
    method: String,
    path: String,
    host: String,
    whole: String,
    started: Instant,
    new: bool,
}

impl Cells {
    fn of(panel: Panel, at: usize, id: ExchangeId) -> Option<Self> {
        let subject = panel.subject_of(id)?;
        let (request, cause) = (&subject.exchange.request, subject.diagnosis.findings.first().map(|f| f.cause));
        let named = cause.map(|cause| title(panel, cause));
        let verdict = panel.verdict(&subject);
        let shown = redact::url(&request.url);
        let method = redact::printable(&request.method);
        Some(Cells {
            at,
            id,
            status: subject.exchange.response.status,
            verdict,
            hint: format::is_hint(verdict, &subject.exchange, cause.is_some()),
            cause,
            named,
            path: path_of(&shown),
            host: redact::printable(request.url.host_and_port()),
            whole: format!("{method} {shown}{}", named.map_or(String::new(), |(name, _)| format!("\n{name}"))),
            method,
            started: subject.exchange.started,
            new: panel.with_model(|m| m.is_fresh(id)),
        })
    }
}

/// One request. What differs between two of them is written alone, each in its place: to draw the whole row anew would take every
/// attribute off and put it on again.
fn entry(panel: Panel, shown: Shown) -> Option<AnyView> {
    let labels = panel.labels();
    let offset = expect_context::<Ports>().utc_offset;
    let read = move || match shown.get() {
        (at, Line::Entry(id)) => Cells::of(panel, at, id),
        _ => None,
    };
    let first = untrack(read)?;
    let row = Memo::new(move |before: Option<&Cells>| {
        panel.track();
        read().unwrap_or_else(|| before.unwrap_or(&first).clone())
    });
    // One type for all, so that they are compiled once.
    let say = move |what: fn(&Cells) -> String| move || row.with(what);
    let line = move || row.with(|r| Line::Entry(r.id));
    let mark = Memo::new(move |_| row.with(|r| (r.verdict, r.hint)));
    let new = Memo::new(move |_| row.with(|r| r.new));
    let view = view! {
        <div
            id=say(|r| element_id(Line::Entry(r.id)))
            class="row entry"
            role="row"
            {..level(move || if panel.options(|o| o.grouped) { "2" } else { "1" })}
            aria-rowindex=say(|r| (r.at + 2).to_string())
            aria-selected=move || (panel.cursor.get() == Some(line())).to_string()
            data-id=say(|r| r.id.to_string())
            data-status=say(|r| r.status.to_string())
            data-verdict=say(|r| r.verdict.id().to_owned())
            data-cause=move || row.with(|r| r.cause)
            title=say(|r| r.whole.clone())
            class:odd=move || row.with(|r| r.at % 2 == 1)
            class:fresh=new
            on:click=on_click(move |_| panel.open(untrack(line)))
        >
            <span class="cell status" role="gridcell">
                {move || { let (verdict, hint) = mark.get(); view! { <VerdictMark verdict=verdict hint=hint/> } }}
                <span class="code">{say(|r| format::status(r.status))}</span>
                {move || new.get().then(|| view! { <span class="sr">{(labels.new)(1)}</span> })}
            </span>
            <span class="cell method" role="gridcell">{say(|r| r.method.clone())}</span>
            <span class="cell path" role="gridcell">{say(|r| r.path.clone())}</span>
            <span class="cell host" role="gridcell">{say(|r| r.host.clone())}</span>
            <span class="cell cause" role="gridcell" lang=move || row.with(|r| r.named.and_then(|n| n.1))>
                {say(|r| r.named.map_or(String::new(), |n| n.0.to_owned()))}
            </span>
            <span class="cell time" role="gridcell">{move || panel.clock(row.with(|r| r.started), offset)}</span>
        </div>
    };
    Some(view.into_any())
}

/// "Show 12 more".
fn more(panel: Panel, shown: Shown) -> AnyView {
    let labels = panel.labels();
    let hidden = move || {
        panel.track();
        panel.with_model(|m| m.cluster(group_of(shown)).map_or(0, |c| c.hidden()))
    };
    view! {
        <div
            id=move || element_id(shown.get().1)
            class="row more"
            role="row"
            {..level("2")}
            aria-rowindex=move || shown.get().0 + 2
            aria-selected=move || (panel.cursor.get() == Some(shown.get().1)).to_string()
            on:click=on_click(move |_| panel.fold(group_of(shown), true, true))
        >
            <span class="cell" role="gridcell">{move || (labels.show_more)(hidden())}</span>
        </div>
    }
    .into_any()
}

/// How deep a row stands. `view!` has no attribute of that name, and would write `attr:` into the page.
fn level<D: AttributeValue>(depth: D) -> impl leptos::attr::Attribute {
    leptos::attr::custom::custom_attribute("aria-level", depth)
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

/// Path and query of a URL that is already masked.
fn path_of(shown: &str) -> String {
    let rest = shown.split_once("://").map_or(shown, |(_, rest)| rest);
    let start = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest.get(start..) {
        Some("") | None => "/".into(),
        Some(path) => path.to_owned(),
    }
}
