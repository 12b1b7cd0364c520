//! The timeline as a list: the same for those who do not see it, or who want to read times.

use leptos::prelude::*;

use super::model::{MarkKind, Timeline};
use super::strip::Strip;
use super::words;
use crate::history::ExchangeId;
use crate::instant::Instant;
use crate::panel::handlers::on_click;
use crate::sorted;

/// How many lines are listed; the newest, when there are more.
const MOST: usize = 200;

/// One line: when, which request, what it says.
struct Entry {
    at: Instant,
    id: ExchangeId,
    /// What it is about, for tests and pictures.
    kind: &'static str,
    text: String,
}

/// Tokens, renewals, sign-ins and runs of failures in the order of time, each with its request.
pub(super) fn listing(strip: Strip) -> AnyView {
    let labels = strip.panel.labels();
    let lines = move || {
        strip.revision.track();
        let face = strip.face();
        let (mut entries, skew) = strip.timeline.with_value(|t| {
            let mut found = tokens(t, |bar| words::bar(strip.panel, t, bar, face).join(labels.timeline_stop));
            found.extend(t.marks().iter().map(|m| Entry {
                at: m.at,
                id: m.id,
                kind: kind(m.kind),
                text: mark(labels, m.kind),
            }));
            found.extend(runs(t, labels.timeline_run));
            (found, t.skew())
        });
        sorted::by_key(&mut entries, |e| (e.at, e.id));
        let over = entries.len().saturating_sub(MOST);
        entries.drain(..over);
        let rows = entries.into_iter().map(|entry| {
            let id = entry.id;
            view! {
                <li data-kind=entry.kind>
                    <span class="mono">{face.clock(entry.at, skew)}</span>" "
                    <button type="button" class="link" on:click=on_click(move |_| strip.panel.select(id))>{entry.text}</button>
                </li>
            }
        });
        rows.collect_view()
    };
    view! { <ol class="timeline-list" aria-label=labels.timeline tabindex="0">{lines}</ol> }.into_any()
}

fn mark(labels: &crate::text::labels::Labels, kind: MarkKind) -> String {
    words::mark(labels, kind).to_owned()
}

fn tokens(timeline: &Timeline, words: impl Fn(usize) -> String) -> Vec<Entry> {
    let bars = timeline.bars().iter().enumerate();
    bars.map(|(at, bar)| Entry { at: bar.used.0, id: bar.id, kind: "token", text: words(at) }).collect()
}

fn kind(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Refresh | MarkKind::RefreshRefused => "refresh",
        MarkKind::SignIn => "sign-in",
        MarkKind::SignOut => "sign-out",
    }
}

/// Failures without anything else between them; what is muted is as if it were not there.
fn runs(timeline: &Timeline, words: fn(usize) -> String) -> Vec<Entry> {
    let points: Vec<_> = timeline.points().iter().filter(|p| !p.muted).collect();
    points
        .chunk_by(|a, b| a.verdict == b.verdict)
        .filter_map(|run| run.first().filter(|p| p.fails()).map(|first| (first, run.len())))
        .map(|(first, count)| Entry { at: first.at, id: first.id, kind: "failures", text: words(count) })
        .collect()
}
