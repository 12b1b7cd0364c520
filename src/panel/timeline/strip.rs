//! What a person does with the timeline: walk, zoom, move, choose.

use std::time::Duration;

use leptos::ev::{KeyboardEvent, WheelEvent};
use leptos::prelude::*;

use super::model::{Point, Timeline};
use super::scene::Scene;
use super::window::Window;
use super::words;
use crate::history::ExchangeId;
use crate::instant::Instant;
use crate::panel::clock::Face;
use crate::panel::frame::once_in;
use crate::panel::{Panel, focus};

/// How long the strip waits for more.
const GATHER: Duration = Duration::from_millis(150);

/// What the strip's parts share.
#[derive(Clone, Copy)]
pub(super) struct Strip {
    pub panel: Panel,
    pub timeline: StoredValue<Timeline>,
    /// Counts what the timeline took over.
    pub revision: RwSignal<u32>,
    /// None: all requests, and those to come.
    pub window: RwSignal<Option<Window>>,
    pub width: RwSignal<i32>,
    /// The request at which the keyboard is.
    pub at: RwSignal<Option<ExchangeId>>,
    /// What the pointer is over.
    pub over: RwSignal<Option<(i32, i32)>>,
    pub scene: Memo<Scene>,
    pub offset: fn(Instant) -> i32,
}

impl Strip {
    /// Follows the log while the strip is open, seven times a second at most: a burst needs its time for the list.
    pub fn follow_log(self, open: Memo<bool>) {
        self.catch_up();
        // Not in the task of a frame, which has the list to lay out and to paint.
        let late = once_in(GATHER, move || self.catch_up());
        Effect::new(move |_| {
            self.panel.track();
            open.track();
            late();
        });
    }

    /// Takes over what the log has by now.
    fn catch_up(self) {
        let follow = |t: &mut Timeline| self.panel.with_log(|log| self.panel.with_model(|list| t.follow(log, list)));
        let other = self.timeline.try_update_value(follow).unwrap_or_default();
        // A part of what was cleared shows nothing of what came then.
        if other {
            self.window.set(None);
            self.at.set(None);
        }
        self.revision.update(|r| *r = r.wrapping_add(1));
    }

    /// What the timeline shows, in words.
    pub fn summary(self) -> String {
        self.revision.track();
        let face = self.face();
        self.timeline.with_value(|t| words::summary(t, self.panel.labels(), face))
    }

    pub fn face(self) -> Face {
        Face { clock: self.panel.settings.clock.get(), offset: self.offset }
    }

    pub fn now_shown(self) -> Option<Window> {
        let width = self.width.get_untracked();
        let kept = self.window.get_untracked().map(|w| w.on(width));
        kept.or_else(|| self.timeline.with_value(Timeline::requests).map(|all| Window::around(all, width)))
    }

    pub fn change(self, change: impl FnOnce(Window) -> Window) {
        self.window.set(self.now_shown().map(change));
    }

    pub fn zoom(self, factor: f64) {
        let place = self
            .at
            .get_untracked()
            .and_then(|id| self.place(id))
            .filter(|x| (0..self.width.get_untracked()).contains(x));
        self.change(|w| w.zoomed(factor, place.unwrap_or(self.width.get_untracked() / 2)));
    }

    /// Where a request stands.
    pub fn place(self, id: ExchangeId) -> Option<i32> {
        let window = self.now_shown()?;
        self.timeline.with_value(|t| t.points().iter().find(|p| p.id == id).map(|p| window.x(t.by_server(p.at))))
    }

    /// Goes to another request: so many further, or to the next or last failure.
    pub fn walk(self, step: isize, only_failures: bool) {
        self.catch_up(); // what came last is not drawn yet
        let next = self.timeline.with_value(|t| {
            let points = t.points();
            let now = self.at.get_untracked().and_then(|id| points.iter().position(|p| p.id == id));
            let last = points.len().checked_sub(1)?;
            let from = match now {
                Some(now) => now.saturating_add_signed(step).min(last),
                None => self.begin(t)?,
            };
            let fits = |at: &usize| points.get(*at).is_some_and(|p| !only_failures || p.fails());
            let found = if step < 0 { (0..=from).rev().find(fits) } else { (from..=last).find(fits) };
            points.get(found?).map(|p| (p.id, t.by_server(p.at)))
        });
        if let Some((id, time)) = next {
            self.over.set(None);
            self.at.set(Some(id));
            if self.window.get_untracked().is_some() {
                self.change(|w| w.showing(time));
            }
        }
    }

    /// Where the keyboard begins: at the chosen request, else at the first failure, else at the end.
    pub fn begin(self, timeline: &Timeline) -> Option<usize> {
        let points = timeline.points();
        let chosen = untrack(|| self.panel.subject()).map(|s| s.id);
        chosen
            .and_then(|id| points.iter().position(|p| p.id == id))
            .or_else(|| points.iter().position(Point::fails))
            .or_else(|| points.len().checked_sub(1))
    }

    pub fn choose(self, id: ExchangeId) {
        if untrack(|| self.panel.subject()).is_some_and(|s| s.id == id) {
            focus::to("detail");
        }
        self.panel.select(id);
    }

    pub fn key(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        match event.key().as_str() {
            "ArrowRight" | "ArrowUp" => self.walk(1, false),
            "ArrowLeft" | "ArrowDown" => self.walk(-1, false),
            "PageDown" => self.walk(1, true),
            "PageUp" => self.walk(-1, true),
            "Home" => self.walk(isize::MIN, false),
            "End" => self.walk(isize::MAX, false),
            "+" | "=" => self.zoom(0.5),
            "-" => self.zoom(2.0),
            "0" => self.window.set(None),
            "Escape" if self.at.get_untracked().is_some() || self.over.get_untracked().is_some() => {
                self.at.set(None);
                self.over.set(None);
                event.stop_propagation();
            }
            "Enter" | " " => {
                if let Some(id) = self.at.get_untracked() {
                    self.choose(id);
                }
            }
            _ => return,
        }
        event.prevent_default();
    }

    pub fn wheel(self, event: &WheelEvent) {
        let (x, y) = (event.delta_x(), event.delta_y());
        if event.ctrl_key() || event.meta_key() {
            let place = event.offset_x();
            self.change(|w| w.zoomed(if y > 0.0 { 1.25 } else { 0.8 }, place));
        } else if x != 0.0 || event.shift_key() {
            self.change(|w| w.moved((if x == 0.0 { y } else { x }) as i32));
        } else {
            return;
        }
        event.prevent_default();
    }

    /// What the pointer is over in words, or the request at which the keyboard is; and its place.
    pub fn tip(self) -> Option<((i32, i32), Vec<String>)> {
        let scene = self.scene.get();
        let (labels, face) = (self.panel.labels(), self.face());
        let request = |id| words::request(self.panel, &self.timeline, id, face);
        if let Some((x, y)) = self.over.get() {
            if let Some(dot) = scene.dot_at(x, y) {
                let many = (dot.count > 1).then(|| (labels.timeline_many)(dot.count));
                return Some(((dot.x, dot.y), many.into_iter().chain(request(dot.id)).collect()));
            }
            if let Some(flag) = scene.flag_at(x, y) {
                let name = words::mark(labels, flag.kind).to_owned();
                return Some(((flag.x, flag.y), std::iter::once(name).chain(request(flag.id)).collect()));
            }
            let block = scene.block_at(x, y)?;
            let bar = |bar| self.timeline.with_value(|t| words::bar(self.panel, t, bar, face));
            let beside: Vec<_> = scene
                .blocks
                .iter()
                .filter(|b| block.outside != 0 && b.outside == block.outside)
                .map(|b| bar(b.bar))
                .collect();
            let lines = match beside.len() {
                0 | 1 => bar(block.bar),
                _ => beside.iter().map(|lines| lines.join(labels.timeline_comma)).collect(),
            };
            return Some(((x, block.y), lines));
        }
        let id = self.at.get()?;
        Some(((self.place(id)?, 0), request(id)))
    }
}
