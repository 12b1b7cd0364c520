//! Which lines the list has, and in which order. It follows a growing log without looking at all
//! of it again.

use std::collections::{HashMap, HashSet};

use crate::diagnosis::{Diagnosis, Log};
use crate::filter::Filter;
use crate::finding::{CauseId, Verdict};
use crate::history::{ExchangeId, Row};

/// How many requests of a group are listed before "show more".
pub const FIRST: usize = 5;

/// What the list is asked to show.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The filter line, read.
    pub filter: Filter,
    /// Only these statuses; all when empty.
    pub statuses: HashSet<Chip>,
    /// Requests with the same cause under one heading.
    pub grouped: bool,
    /// Leave out harmless 404s and normal legs of a protocol.
    pub hide_noise: bool,
    /// List requests with which nothing is wrong, too.
    pub passing: bool,
    /// Causes that the user does not want to see.
    pub muted: HashSet<CauseId>,
}

/// The statuses that have a chip of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Chip {
    /// 401.
    Unauthorized,
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// Every other status.
    Other,
}

impl Chip {
    /// In the order shown.
    pub const ALL: [Chip; 4] = [Chip::Unauthorized, Chip::Forbidden, Chip::NotFound, Chip::Other];

    /// The chip of a status.
    pub fn of(status: u16) -> Self {
        match status {
            401 => Chip::Unauthorized,
            403 => Chip::Forbidden,
            404 => Chip::NotFound,
            _ => Chip::Other,
        }
    }
}

/// What stands on one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Line {
    /// The heading of a group.
    Group(usize),
    /// A request.
    Entry(ExchangeId),
    /// "Show the others" of a group.
    More(usize),
}

/// Requests with one cause at one origin.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// What they end in.
    pub verdict: Verdict,
    /// Their cause; none for requests with which nothing is wrong.
    pub cause: Option<CauseId>,
    /// Scheme, host and port that answered.
    pub origin: String,
    /// Those that pass the filter, oldest first.
    pub ids: Vec<ExchangeId>,
    fold: Option<Fold>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fold {
    Closed,
    Open,
    All,
}

type ClusterKey = (Verdict, Option<CauseId>, String);

/// How many requests there are of each kind, whatever the filter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Failures by chip, in the order of [`Chip::ALL`].
    pub failures: [usize; 4],
    /// Everything captured.
    pub all: usize,
    /// Requests on the list now.
    pub shown: usize,
}

/// The list.
#[derive(Debug, Default)]
pub struct Model {
    options: Options,
    clusters: Vec<Cluster>,
    by_key: HashMap<ClusterKey, usize>,
    /// Indices of `clusters`: failures first, then in the order they began.
    order: Vec<usize>,
    flat: Vec<ExchangeId>,
    /// Where each listed request stands.
    placed: HashMap<ExchangeId, usize>,
    /// What was counted for each request.
    counted: HashMap<ExchangeId, (Verdict, Chip)>,
    failures: [usize; 4],
}

impl Model {
    /// Takes over new options and lists everything again.
    pub fn set_options(&mut self, options: Options, log: &Log) {
        self.options = options;
        for cluster in &mut self.clusters {
            cluster.ids.clear();
        }
        self.flat.clear();
        self.placed.clear();
        for (id, diagnosis) in log.iter() {
            if let Some(row) = log.history().get(id) {
                self.place(row, diagnosis);
            }
        }
    }

    /// Follows the log after it added or changed `ids`.
    pub fn update(&mut self, log: &Log, ids: &[ExchangeId]) {
        for &id in ids {
            let (Some(row), Some(diagnosis)) = (log.history().get(id), log.diagnosis(id)) else { continue };
            self.forget(id);
            let kind = (diagnosis.verdict, Chip::of(row.exchange.response.status));
            self.counted.insert(id, kind);
            self.count(kind, true);
            self.place(row, diagnosis);
        }
        let first = log.history().rows().first().map_or(ExchangeId(0), |r| r.id);
        if self.counted.len() > log.history().rows().len() {
            self.drop_before(first);
        }
    }

    /// The options in force.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The numbers beside the list.
    pub fn counts(&self) -> Counts {
        Counts { failures: self.failures, all: self.counted.len(), shown: self.flat.len() }
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
            return self
                .flat
                .get(at.start.min(end)..end)
                .unwrap_or_default()
                .iter()
                .copied()
                .map(Line::Entry)
                .collect();
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
        if !self.options.grouped {
            let Line::Entry(id) = line else { return None };
            return self.flat.binary_search(&id).ok();
        }
        let target = match line {
            Line::Group(index) | Line::More(index) => index,
            Line::Entry(id) => *self.placed.get(&id)?,
        };
        let mut top = 0;
        for (index, cluster) in self.sections() {
            if index == target {
                return match line {
                    Line::Group(_) => Some(top),
                    Line::More(_) => (cluster.lines() > cluster.listed() + 1).then_some(top + cluster.listed() + 1),
                    Line::Entry(id) => {
                        let nth = cluster.ids.binary_search(&id).ok()?;
                        (nth < cluster.listed()).then_some(top + 1 + nth)
                    }
                };
            }
            top += cluster.lines();
        }
        None
    }

    /// A group by the index its line carries.
    pub fn cluster(&self, index: usize) -> Option<&Cluster> {
        self.clusters.get(index)
    }

    /// The group in which a request is listed.
    pub fn cluster_of(&self, id: ExchangeId) -> Option<usize> {
        self.placed.get(&id).copied()
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

    fn sections(&self) -> impl Iterator<Item = (usize, &Cluster)> {
        self.order
            .iter()
            .filter_map(|index| Some((*index, self.clusters.get(*index)?)))
            .filter(|(_, cluster)| !cluster.ids.is_empty())
    }

    fn place(&mut self, row: &Row, diagnosis: &Diagnosis) {
        if !self.options.shows(row, diagnosis) {
            return;
        }
        let cause = diagnosis.findings.first().map(|f| f.cause);
        let key = (diagnosis.verdict, cause, row.route.origin.clone());
        let index = match self.by_key.get(&key) {
            Some(index) => *index,
            None => self.begin(key),
        };
        if let Some(cluster) = self.clusters.get_mut(index) {
            insert(&mut cluster.ids, row.id);
            insert(&mut self.flat, row.id);
            self.placed.insert(row.id, index);
        }
    }

    fn begin(&mut self, key: ClusterKey) -> usize {
        let index = self.clusters.len();
        let (verdict, cause, origin) = key.clone();
        self.clusters.push(Cluster { verdict, cause, origin, ids: Vec::new(), fold: None });
        self.by_key.insert(key, index);
        let rank = |v: Verdict, cause: Option<CauseId>| (v, cause.is_none());
        let at = self.order.partition_point(|other| {
            self.clusters.get(*other).is_some_and(|c| rank(c.verdict, c.cause) <= rank(verdict, cause))
        });
        self.order.insert(at, index);
        index
    }

    fn forget(&mut self, id: ExchangeId) {
        if let Some(kind) = self.counted.remove(&id) {
            self.count(kind, false);
        }
        if let Some(index) = self.placed.remove(&id) {
            if let Some(cluster) = self.clusters.get_mut(index) {
                remove(&mut cluster.ids, id);
            }
            remove(&mut self.flat, id);
        }
    }

    fn count(&mut self, (verdict, chip): (Verdict, Chip), up: bool) {
        let place = Chip::ALL.iter().position(|c| *c == chip).and_then(|at| self.failures.get_mut(at));
        if let (Verdict::Failure, Some(number)) = (verdict, place) {
            *number = if up { *number + 1 } else { number.saturating_sub(1) };
        }
    }

    fn drop_before(&mut self, first: ExchangeId) {
        let old: Vec<_> = self.counted.keys().copied().filter(|id| *id < first).collect();
        for id in old {
            if let Some(kind) = self.counted.remove(&id) {
                self.count(kind, false);
            }
            self.placed.remove(&id);
        }
        self.flat.drain(..self.flat.partition_point(|id| *id < first));
        for cluster in &mut self.clusters {
            cluster.ids.drain(..cluster.ids.partition_point(|id| *id < first));
        }
    }
}

impl Options {
    fn shows(&self, row: &Row, diagnosis: &Diagnosis) -> bool {
        let cause = diagnosis.findings.first().map(|f| f.cause);
        let wanted = self.filter.asks_for_verdict()
            || match diagnosis.verdict {
                Verdict::Failure => true,
                Verdict::Recovered | Verdict::Expected | Verdict::Noise => !self.hide_noise,
                Verdict::Ok => self.passing || cause.is_some(),
            };
        wanted
            && (self.statuses.is_empty() || self.statuses.contains(&Chip::of(row.exchange.response.status)))
            && cause.is_none_or(|cause| !self.muted.contains(cause))
            && self.filter.matches(row, diagnosis)
    }
}

impl Cluster {
    /// Whether its requests are listed: failures are, unless the user folded them.
    pub fn is_open(&self) -> bool {
        match self.fold {
            Some(fold) => fold != Fold::Closed,
            None => self.verdict == Verdict::Failure,
        }
    }

    /// How many of its requests have a line.
    fn listed(&self) -> usize {
        match (self.is_open(), self.fold) {
            (false, _) => 0,
            (true, Some(Fold::All)) => self.ids.len(),
            // One more line is no longer than "show 1 more".
            (true, _) if self.ids.len() <= FIRST + 1 => self.ids.len(),
            (true, _) => FIRST,
        }
    }

    /// How many of its requests "show more" would add.
    pub fn hidden(&self) -> usize {
        if self.is_open() { self.ids.len() - self.listed() } else { 0 }
    }

    fn lines(&self) -> usize {
        1 + self.listed() + usize::from(self.hidden() > 0)
    }
}

/// Ids grow, so the end is where nearly all go.
fn insert(ids: &mut Vec<ExchangeId>, id: ExchangeId) {
    if ids.last().is_none_or(|last| *last < id) {
        ids.push(id);
    } else if let Err(at) = ids.binary_search(&id) {
        ids.insert(at, id);
    }
}

fn remove(ids: &mut Vec<ExchangeId>, id: ExchangeId) {
    if let Ok(at) = ids.binary_search(&id) {
        ids.remove(at);
    }
}

#[cfg(test)]
mod tests;
