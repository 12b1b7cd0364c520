//! The drawing: one path for all dots of a kind, so that the number of its elements grows with the
//! width and not with the recording.

use leptos::ev::PointerEvent;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

use super::model::{Bar, MarkKind, Timeline};
use super::scene::{BAR, Block, Scene};
use super::strip::Strip;
use super::{draw, words as told};
use crate::finding::Verdict;
use crate::panel::format;
use crate::panel::handlers::{on_focus, on_key, on_pointer};
use crate::panel::parts::{plain, words};

/// How many tokens are named where there is little room.
const NAMED: usize = 4;
/// How far the pointer may move before a click is a drag, in pixels.
const DRAG: i32 = 4;

/// The drawing with its pointer and keyboard, and the legend.
pub(super) fn drawing(strip: Strip) -> impl IntoView {
    let labels = strip.panel.labels();
    let node = NodeRef::<Div>::new();
    let measure = move || {
        if let Some(width) = node.get_untracked().map(|n| n.client_width()).filter(|w| *w > 0) {
            strip.width.set(width);
        }
    };
    Effect::new(move |_| {
        node.track();
        measure();
    });
    if cfg!(target_arch = "wasm32") {
        let handle = window_event_listener(leptos::ev::resize, move |_| measure());
        on_cleanup(move || handle.remove());
    }
    // Where the pointer went down, and how far the window has been moved since.
    let held = StoredValue::new(None::<(i32, i32, bool)>);
    let down = move |event: PointerEvent| {
        if let Some(element) = event.current_target().and_then(|t| t.dyn_into::<Element>().ok()) {
            // Without capture the drag ends at the strip's edge; nothing else is lost.
            let _ = element.set_pointer_capture(event.pointer_id());
        }
        held.set_value(Some((event.client_x(), event.client_x(), false)));
    };
    let moved = move |event: PointerEvent| {
        let Some((from, last, dragged)) = held.get_value() else {
            strip.over.set(Some((event.offset_x(), event.offset_y())));
            return;
        };
        let x = event.client_x();
        if dragged || (x - from).abs() > DRAG {
            strip.over.set(None);
            strip.change(|w| w.moved(last - x));
            held.set_value(Some((from, x, true)));
        }
    };
    let up = move |event: PointerEvent| {
        let Some((_, _, false)) = held.get_value() else { return held.set_value(None) };
        held.set_value(None);
        let (x, y) = (event.offset_x(), event.offset_y());
        let hit =
            strip.scene.with_untracked(|s| s.dot_at(x, y).map(|d| d.id).or_else(|| s.flag_at(x, y).map(|f| f.id)));
        let hit = hit.or_else(|| {
            let bar = strip.scene.with_untracked(|s| s.block_at(x, y).map(|b| b.bar))?;
            strip.timeline.with_value(|t| t.bars().get(bar).map(|b| b.id))
        });
        if let Some(id) = hit {
            strip.at.set(Some(id));
            strip.panel.select(id);
        }
    };
    let place = move || {
        strip.revision.track();
        let id = strip.at.get();
        strip
            .timeline
            .with_value(|t| id.and_then(|id| t.points().iter().position(|p| p.id == id)).map_or(1, |at| at + 1))
    };
    let count = move || {
        strip.revision.track();
        strip.timeline.with_value(|t| t.points().len())
    };
    let value = move || match strip.at.get() {
        Some(id) => {
            told::request(strip.panel, &strip.timeline, id, strip.face()).join(strip.panel.labels().timeline_comma)
        }
        None => strip.summary(),
    };
    view! {
        <div
            node_ref=node
            id="timeline"
            class="timeline-drawing"
            role="slider"
            tabindex="0"
            aria-label=labels.timeline_requests_name
            aria-describedby="timeline-keys"
            aria-orientation="horizontal"
            aria-valuemin="1"
            aria-valuemax=count
            aria-valuenow=place
            aria-valuetext=value
            on:keydown=on_key(move |event| strip.key(&event))
            on:focus=move |_| if strip.at.get_untracked().is_none() { strip.walk(0, false) }
            on:blur=on_focus(move |_| strip.at.set(None))
            on:wheel=move |event| strip.wheel(&event)
            on:pointerdown=down
            on:pointermove=moved
            on:pointerup=up
            on:pointercancel=on_pointer(move |_| held.set_value(None))
            on:pointerleave=on_pointer(move |_| strip.over.set(None))
        >
            {move || strip.scene.with(|scene| picture(strip, scene))}
            {move || strip.tip().map(|(place, lines)| tip(strip, place, lines))}
        </div>
        <p id="timeline-keys" class="sr">{labels.timeline_keys}</p>
        {move || legend(strip)}
    }
}

/// The drawing itself.
fn picture(strip: Strip, scene: &Scene) -> AnyView {
    let (width, height) = (strip.width.get_untracked(), scene.height);
    let labels = strip.panel.labels();
    let face = strip.face();
    let long = scene.ticks.windows(2).any(|w| matches!(w, [a, b] if (b.1 - a.1).0 >= 43_200_000));
    let skew = strip.timeline.with_value(Timeline::skew);
    let ticks = scene.ticks.iter().map(|(x, at)| {
        let text = if long { face.date(*at - skew, skew) } else { face.clock(*at - skew, skew) };
        view! {
            <path class="tick" d=format!("M{x} 0v{}", height - 13)></path>
            // A text that the edge would cut is left out.
            {(x + 50 < width).then(|| view! { <text class="when" x=x + 3 y=height - 4>{text}</text> })}
        }
    });
    let blocks = scene.blocks.iter().map(|block| {
        let (from, to) = block.x;
        let (y, high) = (block.y + 1, BAR - 2);
        let (ended, timeless) = strip.timeline.with_value(|t| {
            let bar = t.bars().get(block.bar);
            let ended = bar.and_then(|b| b.times.exp).map(|exp| face.clock(exp - skew, skew));
            (ended, bar.is_some_and(Bar::is_timeless))
        });
        // At the edge, one text names all.
        let beside = |b: &&Block| b.bar == block.bar || block.outside != 0 && b.outside == block.outside;
        let beside: Vec<_> = scene.blocks.iter().filter(beside).map(|b| b.bar).collect();
        if beside.first() != Some(&block.bar) {
            return plain("");
        }
        let (many, name) = (beside.len() > 1, letters(strip, &beside));
        let name = match (block.outside, ended) {
            (-1, _) if many => (labels.timeline_ended_earlier)(&name),
            (-1, Some(ended)) => format!("◂ {}", (labels.timeline_ended_at)(&name, &ended)),
            (1, _) => format!("{name} ▸"),
            _ => name,
        };
        let (x, ends) = block.name(width);
        let anchor = if ends { "end" } else { "start" };
        view! {
            {block.before.map(|(a, b)| view! { <path class="term-before" d=format!("M{a} {}h{}", block.y + BAR / 2, b - a)></path> })}
            {(block.outside == 0).then(|| view! {
                <rect class="term" class:timeless=timeless x=from y=y width=(to - from).max(2) height=high rx="2"></rect>
                {block.after.map(|(a, b)| view! { <path class="term-after" d=format!("M{a} {}h{}", block.y + BAR / 2, (b - a).max(3))></path> })}
            })}
            <text class="term-name" x=x y=block.y + BAR - 4 text-anchor=anchor>{name}</text>
        }
        .into_any()
    });
    let dots =
        draw::dots(scene).into_iter().map(|(kind, path)| view! { <path class="dots" data-kind=kind d=path></path> });
    let flags = MarkKind::ALL.into_iter().filter_map(|kind| {
        let path = draw::flags(scene, kind);
        let kind = if kind == MarkKind::RefreshRefused { "failure" } else { "plain" };
        (!path.is_empty()).then(|| view! { <path class="flags" data-kind=kind d=path></path> })
    });
    view! {
        <svg width=width height=height aria-hidden="true" focusable="false">
            {ticks.collect_view()}
            {blocks.collect_view()}
            {flags.collect_view()}
            {dots.collect_view()}
            {move || {
                let chosen = strip.panel.subject().and_then(|s| strip.place(s.id));
                chosen.map(|x| view! { <path class="chosen" d=format!("M{x} 0v{height}")></path> })
            }}
            {move || {
                let id = strip.at.get()?;
                strip.place(id).map(|x| view! { <path class="at" d=format!("M{x} 0v{height}")></path> })
            }}
        </svg>
    }
    .into_any()
}

/// The letters of some bars, the first few of them: `A, B`.
fn letters(strip: Strip, bars: &[usize]) -> String {
    let letter = |bar: &usize| strip.timeline.with_value(|t| t.bars().get(*bar).map(|b| b.letter.clone()));
    let mut text = bars.iter().take(NAMED).filter_map(letter).collect::<Vec<_>>().join(", ");
    if bars.len() > NAMED {
        text += " …";
    }
    text
}

/// Which shape means what, and how many there are.
fn legend(strip: Strip) -> AnyView {
    strip.revision.track();
    let labels = strip.panel.labels();
    let all = [
        (Verdict::Failure, false),
        (Verdict::Recovered, false),
        (Verdict::Expected, false),
        (Verdict::Noise, false),
        (Verdict::Ok, true),
        (Verdict::Ok, false),
    ];
    let (verdicts, muted, marks) = strip.timeline.with_value(|t| {
        let verdicts = all.map(|(verdict, hint)| (verdict, hint, t.count(verdict, hint)));
        (verdicts, t.muted(), MarkKind::ALL.map(|kind| (kind, t.marks().iter().filter(|m| m.kind == kind).count())))
    });
    let verdicts = verdicts.into_iter().filter(|(.., count)| *count > 0).map(|(verdict, hint, count)| {
        let mut path = String::new();
        draw::dot(&mut path, 6, 6, Some((verdict, hint)), 2);
        sample("dots", format::icon(verdict, hint), path, format::verdict(labels, verdict, hint), count)
    });
    let muted = (muted > 0).then(|| {
        let mut path = String::new();
        draw::dot(&mut path, 6, 6, None, 2);
        sample("dots", draw::MUTED, path, labels.muted_title, muted)
    });
    let marks = marks.into_iter().filter(|(_, count)| *count > 0).map(|(kind, count)| {
        let mut path = String::new();
        draw::flag(&mut path, 6, 6, kind);
        let tone = if kind == MarkKind::RefreshRefused { "failure" } else { "plain" };
        sample("flags", tone, path, told::mark(labels, kind), count)
    });
    let crowded = move || {
        let crowded = strip.scene.with(|scene| scene.crowded.clone());
        (!crowded.is_empty())
            .then(|| words("li", "crowded", (labels.timeline_crowded)(crowded.len(), &letters(strip, &crowded))))
    };
    view! {
        <ul class="timeline-legend" aria-label=labels.timeline_legend>
            {verdicts.chain(muted).chain(marks).collect_view()}
            {crowded}
        </ul>
    }
    .into_any()
}

fn sample(class: &'static str, kind: &'static str, path: String, name: &'static str, count: usize) -> AnyView {
    view! {
        <li>
            <svg width="12" height="12" aria-hidden="true" focusable="false"><path class=class data-kind=kind d=path></path></svg>
            {name}" "{count}
        </li>
    }
    .into_any()
}

/// What the pointer or the keyboard is at, just above it, so that the pointer can go there, too
/// (WCAG 2.2, 1.4.13).
fn tip(strip: Strip, (x, y): (i32, i32), lines: Vec<String>) -> AnyView {
    let right = x * 2 > strip.width.get_untracked();
    let above = strip.scene.with_untracked(|scene| scene.height) - y + 5;
    view! {
        <div
            class="timeline-tip"
            class:right=right
            aria-hidden="true"
            style:left=format!("{x}px")
            style:bottom=format!("{above}px")
            on:pointermove=on_pointer(|event| event.stop_propagation())
            on:pointerdown=on_pointer(|event| event.stop_propagation())
            on:pointerup=on_pointer(|event| event.stop_propagation())
        >
            {lines.into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
        </div>
    }
    .into_any()
}
