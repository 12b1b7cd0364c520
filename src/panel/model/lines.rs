//! The lines of the list, from top to bottom, and where they stand.

use super::cluster::{Cluster, Fold};
use super::{Line, Model};

/// How high lines are, in pixels. Where the list is narrow, some have a second line of text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heights {
    /// A request, and "show more".
    pub entry: f64,
    /// The heading of a group.
    pub group: f64,
}

impl Model {
    /// Where the line at a place begins, in pixels below the begin of the list. The place behind the last line gives the
    /// height of all.
    pub fn top(&self, at: usize, heights: Heights) -> f64 {
        let more = heights.group - heights.entry;
        let mut headings = 0;
        if self.options.grouped && more != 0.0 {
            let mut line = 0;
            for (_, cluster) in self.sections() {
                if line >= at {
                    break;
                }
                headings += 1;
                line += cluster.lines();
            }
        }
        at as f64 * heights.entry + f64::from(headings) * more
    }

    /// The place of the line that stands so many pixels below the begin of the list.
    pub fn at(&self, y: f64, heights: Heights) -> usize {
        // `as usize` saturates: NaN and what is below zero become 0.
        let lines = |y: f64| (y / heights.entry) as usize;
        if !self.options.grouped || heights.group == heights.entry {
            return lines(y);
        }
        let (mut line, mut top) = (0, 0.0);
        for (_, cluster) in self.sections() {
            let entries = top + heights.group;
            let end = entries + (cluster.lines() - 1) as f64 * heights.entry;
            match y {
                y if y < entries => return line,
                y if y < end => return line + 1 + lines(y - entries),
                _ => (line, top) = (line + cluster.lines(), end),
            }
        }
        line
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        if !self.options.grouped {
            return self.flat.len();
        }
        self.sections().map(|(_, cluster)| cluster.lines()).sum()
    }

    /// Whether nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.flat.is_empty()
    }

    /// The line at a place.
    pub fn line(&self, at: usize) -> Option<Line> {
        self.lines(at..at + 1).pop()
    }

    /// The lines at these places, as far as there are any.
    pub fn lines(&self, at: std::ops::Range<usize>) -> Vec<Line> {
        if !self.options.grouped {
            let end = at.end.min(self.flat.len());
            let ids = self.flat.get(at.start.min(end)..end).unwrap_or_default();
            return ids.iter().copied().map(Line::Entry).collect();
        }
        let mut found = Vec::with_capacity(at.len());
        let mut top = 0;
        for (index, cluster) in self.sections() {
            let lines = cluster.lines();
            let (start, end) = (at.start.max(top), at.end.min(top + lines));
            found.extend((start..end).map(|place| match place - top {
                0 => Line::Group(index),
                nth if nth > cluster.listed() => Line::More(index),
                nth => cluster.ids.get(nth - 1).map_or(Line::More(index), |id| Line::Entry(*id)),
            }));
            top += lines;
            if top >= at.end {
                break;
            }
        }
        found
    }

    /// Where a line stands, if it is on the list.
    pub fn position(&self, line: Line) -> Option<usize> {
        let sort = self.options.sort;
        if !self.options.grouped {
            let Line::Entry(id) = line else { return None };
            self.cluster_of(id)?;
            return sort.find(&self.flat, id);
        }
        let target = match line {
            Line::Group(index) | Line::More(index) => index,
            Line::Entry(id) => self.cluster_of(id)?,
        };
        let mut top = 0;
        for (index, cluster) in self.sections() {
            if index == target {
                return match line {
                    Line::Group(_) => Some(top),
                    Line::More(_) => (cluster.lines() > cluster.listed() + 1).then_some(top + cluster.listed() + 1),
                    Line::Entry(id) => {
                        let nth = sort.find(&cluster.ids, id)?;
                        (nth < cluster.listed()).then_some(top + 1 + nth)
                    }
                };
            }
            top += cluster.lines();
        }
        None
    }

    /// Opens or folds a group; "all" also lists what "show more" hides.
    pub fn fold(&mut self, index: usize, open: bool, all: bool) {
        if let Some(cluster) = self.clusters.get_mut(index) {
            cluster.fold = Some(match (open, all) {
                (false, _) => Fold::Closed,
                (true, false) => Fold::Open,
                (true, true) => Fold::All,
            });
        }
    }

    /// The groups that have requests, from top to bottom.
    pub(super) fn sections(&self) -> impl Iterator<Item = (usize, &Cluster)> {
        self.order
            .iter()
            .filter_map(|index| Some((*index, self.clusters.get(*index)?)))
            .filter(|(_, cluster)| !cluster.ids.is_empty())
    }
}
