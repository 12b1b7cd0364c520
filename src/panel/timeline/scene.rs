//! Where everything of a timeline stands in a window of time, in whole pixels. What would lie on
//! one another is one dot, so that the work grows with the width and not with the recording.

use std::cmp::Reverse;

use super::model::{MarkKind, Point, Timeline};
use super::window::{Window, ticks};
use crate::finding::Verdict;
use crate::history::ExchangeId;
use crate::instant::Instant;
use crate::sorted;

/// The width that a dot needs.
const CELL: i64 = 9;
/// The width that a mark needs.
const MARK_CELL: i64 = 12;
/// How many bars stand one above the other.
const LANES: usize = 4;
/// The width that a bar's name needs.
const NAME: i32 = 60;
/// The width that the names of tokens need that ended before the window.
const ENDED: i32 = 190;
/// The width that the names of tokens need that begin after it.
const LATER: i32 = 100;
/// In a bar that is narrower its name has no place, and stands behind it.
const NARROW: i32 = 16;
/// The height of a lane of bars, of marks, of dots, and of the axis.
pub const BAR: i32 = 14;
/// The height of a lane of dots or marks.
pub const LANE: i32 = 13;
/// The height of the axis.
pub const AXIS: i32 = 16;

/// What is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// Requests, from left to right in each lane.
    pub dots: Vec<Dot>,
    /// Tokens.
    pub blocks: Vec<Block>,
    /// Renewals and sign-ins.
    pub flags: Vec<Flag>,
    /// Moments on the axis.
    pub ticks: Vec<(i32, Instant)>,
    /// The tokens that have no bar, because there is no room for it.
    pub crowded: Vec<usize>,
    /// How many lanes the bars take.
    pub lanes: usize,
    /// The whole height.
    pub height: i32,
}

/// One or more requests at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dot {
    /// The middle.
    pub x: i32,
    /// The middle.
    pub y: i32,
    /// The gravest verdict of them, of those that are not muted first.
    pub verdict: Verdict,
    /// Whether it is well and has a hint.
    pub hint: bool,
    /// Whether all of them are muted.
    pub muted: bool,
    /// How many.
    pub count: usize,
    /// The first of the gravest.
    pub id: ExchangeId,
}

/// A bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Which of the timeline's bars.
    pub bar: usize,
    /// From where to where it is valid by its own times, cut to the window; outside of it, where its name stands at the edge.
    pub x: (i32, i32),
    /// From its making to its begin, where both are known and differ.
    pub before: Option<(i32, i32)>,
    /// From its end to its last use, where it was sent after its end.
    pub after: Option<(i32, i32)>,
    /// The upper edge.
    pub y: i32,
    /// Whether it lies wholly to the left (−1) or right (1) of the window.
    pub outside: i32,
}

/// A mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag {
    /// The middle.
    pub x: i32,
    /// The middle.
    pub y: i32,
    /// What it is.
    pub kind: MarkKind,
    /// How many.
    pub count: usize,
    /// The first.
    pub id: ExchangeId,
}

impl Block {
    /// Where a bar's name begins, and whether it ends there instead.
    pub fn name(&self, width: i32) -> (i32, bool) {
        let (from, to) = self.x;
        let behind = self.after.map_or(to, |after| after.1.max(to)) + 3;
        match self.outside {
            // What lies outside is told at the edge; a bar cut by the edge keeps its name in sight.
            1 => (width - 4, true),
            0 if to - from < NARROW && behind + NARROW <= width => (behind, false),
            0 if to - from < NARROW => (from - 3, true),
            _ => (from.max(0) + 4, false),
        }
    }
}

impl Scene {
    /// The scene of a window.
    pub fn of(timeline: &Timeline, window: Window) -> Scene {
        let mut scene = Scene { ticks: ticks(window), ..Scene::default() };
        scene.blocks(timeline, window);
        let top = scene.lanes as i32 * BAR;
        let marked = !timeline.marks().is_empty();
        if marked {
            scene.flags(timeline, window, top + LANE / 2);
        }
        scene.dots(timeline, window, top + if marked { LANE } else { 0 });
        scene.height = top + if marked { LANE } else { 0 } + 3 * LANE + AXIS;
        scene
    }

    /// The dot nearest to a place, if it is near.
    pub fn dot_at(&self, x: i32, y: i32) -> Option<&Dot> {
        let near = |d: &&Dot| (d.x - x).abs() <= 8 && (d.y - y).abs() <= LANE / 2 + 1;
        self.dots.iter().filter(near).min_by_key(|d| (d.x - x).abs() + (d.y - y).abs())
    }

    /// The mark at a place.
    pub fn flag_at(&self, x: i32, y: i32) -> Option<&Flag> {
        self.flags
            .iter()
            .filter(|f| (f.x - x).abs() <= 7 && (f.y - y).abs() <= LANE / 2)
            .min_by_key(|f| (f.x - x).abs())
    }

    /// The bar at a place.
    pub fn block_at(&self, x: i32, y: i32) -> Option<&Block> {
        let hit = |b: &&Block| {
            let end = b.after.map_or(b.x.1, |after| after.1.max(b.x.1));
            (b.y..b.y + BAR).contains(&y) && (b.x.0 - 3..=end + 3).contains(&x)
        };
        self.blocks.iter().find(hit)
    }

    fn blocks(&mut self, timeline: &Timeline, window: Window) {
        let (left, right) = (0, window.width);
        let mut found = Vec::new();
        for (bar, life) in timeline.bars().iter().enumerate() {
            let used = (timeline.by_server(life.used.0), timeline.by_server(life.used.1));
            let start = life.times.start().unwrap_or(used.0);
            let end = life.times.exp.unwrap_or(used.1.max(start));
            let (a, b) = (window.x(start), window.x(end).max(window.x(start) + 2));
            let last = window.x(used.1);
            let before = life
                .times
                .iat
                .filter(|iat| *iat < start)
                .map(|iat| (window.x(iat).clamp(left, right), a.clamp(left, right)));
            let after = (used.1 > end).then(|| (b.clamp(left, right), last.clamp(left, right)));
            let seen = b.max(if after.is_some() { last } else { b });
            let outside = if seen < left { -1 } else { i32::from(a > right) };
            let outside = if outside == 0 && b < left { -1 } else { outside };
            // Of one without an end nobody can say that it ended before the window.
            if outside == -1 && life.times.exp.is_none() {
                continue;
            }
            let clamped = (a.clamp(left, right), b.clamp(left, right));
            let (x, to) = match outside {
                -1 => ((left, ENDED), ENDED),
                1 => ((right - LATER, right), right),
                // A name needs room, too.
                _ => {
                    let behind = if clamped.1 - clamped.0 < NARROW { NARROW } else { 0 };
                    (clamped, (seen.clamp(left, right) + behind).max(clamped.0 + NAME))
                }
            };
            let (before, after) = if outside == 0 { (before, after) } else { (None, None) };
            found.push((to, Block { bar, x, before, after, y: 0, outside }));
        }
        self.place(&found);
        if !self.crowded.is_empty() {
            // What was sent after its end matters most, then what has times, then what was sent last.
            let used = |block: &Block| timeline.bars().get(block.bar).map(|life| (!life.is_timeless(), life.used.1));
            sorted::by_key(&mut found, |(_, block)| (block.after.is_none(), Reverse(used(block))));
            self.place(&found);
            sorted::by_key(&mut self.blocks, |block| block.bar);
            sorted::by_key(&mut self.crowded, |bar| *bar);
        }
    }

    /// Gives each bar a lane in which it covers no other, as far as there are lanes. Those that ended before the window share the
    /// first, and those that begin after it the last place in one.
    fn place(&mut self, found: &[(i32, Block)]) {
        self.blocks.clear();
        self.crowded.clear();
        let mut lanes: Vec<Vec<(i32, i32)>> = Vec::new();
        for side in [-1, 1, 0] {
            let mut shared = None;
            for &(to, block) in found.iter().filter(|(_, block)| block.outside == side) {
                match shared.or_else(|| lane(&mut lanes, block.x.0, to)) {
                    Some(lane) => {
                        shared = (side != 0).then_some(lane);
                        self.blocks.push(Block { y: lane as i32 * BAR, ..block });
                    }
                    None => self.crowded.push(block.bar),
                }
            }
        }
        self.lanes = lanes.len();
    }

    fn flags(&mut self, timeline: &Timeline, window: Window, y: i32) {
        let mut last: [Option<(i64, usize)>; 4] = [None; 4];
        for mark in timeline.marks() {
            let at = timeline.by_server(mark.at);
            let x = window.x(at);
            if !(0..=window.width).contains(&x) {
                continue;
            }
            let cell = cell(at, window, MARK_CELL);
            let Some(slot) = last.get_mut(mark.kind as usize) else { continue };
            match slot.and_then(|(c, place)| (c == cell).then(|| self.flags.get_mut(place)).flatten()) {
                Some(flag) => flag.count += 1,
                None => {
                    *slot = Some((cell, self.flags.len()));
                    self.flags.push(Flag { x, y, kind: mark.kind, count: 1, id: mark.id });
                }
            }
        }
    }

    fn dots(&mut self, timeline: &Timeline, window: Window, top: i32) {
        let (from, to) = (window.time(-10) - timeline.skew(), window.time(window.width + 10) - timeline.skew());
        let points = timeline.points();
        let start = points.partition_point(|p| p.at < from);
        let end = points.partition_point(|p| p.at <= to);
        let mut open: [Option<(i64, usize)>; 3] = [None; 3];
        for point in points.get(start..end).unwrap_or_default() {
            let at = timeline.by_server(point.at);
            let lane = level(point);
            let cell = cell(at, window, CELL);
            let Some(slot) = open.get_mut(lane) else { continue };
            match slot.and_then(|(c, place)| (c == cell).then(|| self.dots.get_mut(place)).flatten()) {
                Some(dot) => {
                    dot.count += 1;
                    if gravity(point.muted, point.verdict, point.hint) < gravity(dot.muted, dot.verdict, dot.hint) {
                        let Point { verdict, hint, muted, id, .. } = *point;
                        *dot = Dot { verdict, hint, muted, id, ..*dot };
                    }
                }
                None => {
                    *slot = Some((cell, self.dots.len()));
                    let y = top + lane as i32 * LANE + LANE / 2;
                    let Point { verdict, hint, muted, id, .. } = *point;
                    self.dots.push(Dot { x: window.x(at), y, verdict, hint, muted, count: 1, id });
                }
            }
        }
    }
}

/// A lane that is free between two places, which it is no longer.
fn lane(lanes: &mut Vec<Vec<(i32, i32)>>, from: i32, to: i32) -> Option<usize> {
    let is_free = |taken: &Vec<(i32, i32)>| taken.iter().all(|(start, end)| *end <= from || to <= *start);
    let lane = lanes.iter().position(is_free).or_else(|| {
        let more = lanes.len() < LANES;
        more.then(|| lanes.push(Vec::new()));
        more.then(|| lanes.len() - 1)
    })?;
    lanes.get_mut(lane)?.push((from, to));
    Some(lane)
}

/// Failures above, what came right and what is muted in the middle, what is well below.
fn level(point: &Point) -> usize {
    match point.verdict {
        _ if point.muted => 1,
        Verdict::Failure => 0,
        Verdict::Recovered | Verdict::Expected | Verdict::Noise => 1,
        Verdict::Ok => 2,
    }
}

/// The gravest is lowest; what is muted comes last.
fn gravity(muted: bool, verdict: Verdict, hint: bool) -> (bool, Verdict, bool) {
    (muted, verdict, !hint)
}

/// Cells are counted from the epoch, so that a window that moves does not tear them apart.
fn cell(at: Instant, window: Window, pixels: i64) -> i64 {
    let length = ((window.per_pixel() * pixels as f64) as i64).max(1);
    at.millis().div_euclid(length)
}
