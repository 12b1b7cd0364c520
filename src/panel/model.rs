//! Which lines the list has, and in which order. It follows a growing log without looking at all
//! of it again.

mod cluster;
mod counted;
mod fresh;
mod lines;
mod options;
mod sort;

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

pub use cluster::Cluster;
pub use lines::Heights;
pub use options::{Chip, Mute, Noise, Options};
pub use sort::{Column, Sort};

use crate::diagnosis::{Diagnosis, Log, origin};
use crate::facts::Facts;
use crate::finding::Verdict;
use crate::history::{ExchangeId, Row};
use crate::panel::format;
use cluster::ClusterKey;
use counted::{Counted, Kind};

/// How many requests of a group are listed before "show more".
pub const FIRST: usize = 5;

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

/// How many requests there are of each kind, whatever the filter. What is muted is not counted as
/// a failure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Failures by chip, in the order of [`Chip::ALL`].
    pub failures: [usize; 4],
    /// Everything captured.
    pub all: usize,
    /// Requests on the list now.
    pub shown: usize,
    /// Failures on the list that are new since the user looked.
    pub fresh: usize,
}

impl Counts {
    /// All failures.
    pub fn failed(&self) -> usize {
        self.failures.iter().sum()
    }
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
    counted: Counted,
    failures: [usize; 4],
    /// Failures that arrived after the user looked, and were not looked at since.
    fresh: HashSet<ExchangeId>,
    /// The user has looked: what arrives from now on is new to them.
    looked: bool,
}

impl Model {
    /// Takes over new options and lists everything again.
    pub fn set_options(&mut self, options: Options, log: &Log) {
        self.options = options;
        for cluster in &mut self.clusters {
            cluster.ids.clear();
            cluster.fresh = 0;
        }
        self.flat.clear();
        self.counted.clear();
        self.failures = [0; 4];
        // In the order of arrival each goes to the end; one sort then puts all in their places.
        let sort = std::mem::take(&mut self.options.sort);
        for (id, diagnosis) in log.iter() {
            if let Some(row) = log.history().get(id) {
                self.place(log, row, diagnosis);
            }
        }
        self.options.sort = sort;
        if !sort.is_natural() && self.options.grouped {
            self.clusters.iter_mut().for_each(|cluster| sort.all(log, &mut cluster.ids));
        } else if !sort.is_natural() {
            sort.all(log, &mut self.flat);
        }
        self.sort_groups(log);
    }

    /// Follows the log after it added or changed `ids`.
    pub fn update(&mut self, log: &Log, ids: &[ExchangeId]) {
        let ids = &self.with_ways(log, ids);
        // All leave before the first comes back: a diagnosis that changed may be what the list is sorted by.
        let before: Vec<Option<Verdict>> = ids.iter().map(|id| self.forget(*id)).collect();
        for (&id, before) in ids.iter().zip(before) {
            let (Some(row), Some(diagnosis)) = (log.history().get(id), log.diagnosis(id)) else { continue };
            if self.options.verdict(row, diagnosis) != Verdict::Failure {
                self.fresh.remove(&id);
            } else if self.looked && before != Some(Verdict::Failure) {
                // Also what is known to fail only in the light of what came later.
                self.fresh.insert(id);
            }
            self.place(log, row, diagnosis);
        }
        // In the order of arrival groups stay where they are; whoever sorts wants to see what comes first now.
        if self.options.grouped && !self.options.sort.is_natural() {
            self.sort_groups(log);
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
        let fresh = self.clusters.iter().map(|c| c.fresh).sum();
        Counts { failures: self.failures, all: self.counted.len(), shown: self.flat.len(), fresh }
    }

    /// What a request ends in, in the light of what the user calls noise.
    pub fn verdict(&self, id: ExchangeId) -> Option<Verdict> {
        self.counted.get(id).map(|kind| kind.verdict)
    }

    /// Whether the user muted a request.
    pub fn is_muted(&self, id: ExchangeId) -> bool {
        self.counted.get(id).is_some_and(|kind| kind.muted)
    }

    /// A group by the index its line carries.
    pub fn cluster(&self, index: usize) -> Option<&Cluster> {
        self.clusters.get(index)
    }

    /// The group in which a request is listed.
    pub fn cluster_of(&self, id: ExchangeId) -> Option<usize> {
        self.counted.get(id)?.group
    }

    /// With the redirects that led to a failure: they stand in its group, and may have been listed before anybody knew of it.
    fn with_ways(&self, log: &Log, ids: &[ExchangeId]) -> Vec<ExchangeId> {
        let mut all = ids.to_vec();
        for id in ids.iter().filter(|id| log.diagnosis(**id).is_some_and(|d| !d.findings.is_empty())) {
            let way = Facts::of(log.history(), *id).into_iter().flat_map(Facts::redirects_before);
            let listed = way.map(Facts::id).filter(|id| self.counted.get(*id).is_some());
            all.extend(listed.filter(|id| !ids.contains(id)));
        }
        all
    }

    fn place(&mut self, log: &Log, row: &Row, diagnosis: &Diagnosis) {
        let verdict = self.options.verdict(row, diagnosis);
        let muted = self.options.mutes(row, diagnosis);
        let failed = (verdict == Verdict::Failure && !muted).then(|| Chip::of(row.exchange.response.status));
        let group = self.list(log, row, diagnosis, verdict, muted);
        self.counted.insert(row.id, Kind { verdict, muted, failed, group });
        self.count(failed, true);
    }

    /// Puts a request on the list, unless it is to be hidden; gives its group.
    fn list(&mut self, log: &Log, row: &Row, diagnosis: &Diagnosis, verdict: Verdict, muted: bool) -> Option<usize> {
        if muted || !self.options.shows(row, diagnosis, verdict) {
            return None;
        }
        let cause = diagnosis.findings.first().map(|f| f.cause);
        let cause_of = |id| log.diagnosis(id)?.findings.first().map(|f| f.cause);
        let hint = format::is_hint(verdict, &row.exchange, cause.is_some());
        let key = (verdict, cause, hint, origin(log.history(), row, cause, &cause_of).to_owned());
        let index = match self.by_key.get(&key) {
            Some(index) => *index,
            None => self.begin(key),
        };
        let cluster = self.clusters.get_mut(index)?;
        let (sort, natural) = (self.options.sort, Sort::default());
        let (in_group, in_list) = if self.options.grouped { (sort, natural) } else { (natural, sort) };
        in_group.insert(log, &mut cluster.ids, row.id);
        in_list.insert(log, &mut self.flat, row.id);
        cluster.fresh += usize::from(self.fresh.contains(&row.id));
        Some(index)
    }

    /// Begins a group. Groups that are on the list stay where they are, so that nothing moves under the pointer.
    fn begin(&mut self, key: ClusterKey) -> usize {
        let index = self.clusters.len();
        let cluster = Cluster::new(key.clone());
        let new = cluster.rank();
        let at = self.order.partition_point(|other| self.clusters.get(*other).map(Cluster::rank) <= Some(new));
        self.order.insert(at, index);
        self.clusters.push(cluster);
        self.by_key.insert(key, index);
        index
    }

    /// Groups of the same rank stand as their first requests would.
    fn sort_groups(&mut self, log: &Log) {
        let sort = self.options.sort;
        let key = |cluster: &Cluster| {
            let first = cluster.ids.first().copied().unwrap_or_default();
            (cluster.rank(), (sort.key(log, first), first))
        };
        self.order.clear();
        for (index, cluster) in self.clusters.iter().enumerate() {
            let new = key(cluster);
            let at = self.order.partition_point(|other| {
                let Some(other) = self.clusters.get(*other).map(key) else { return true };
                let by_first = if sort.is_natural() { Ordering::Equal } else { sort.order(&other.1, &new.1) };
                other.0.cmp(&new.0).then(by_first) != Ordering::Greater
            });
            self.order.insert(at, index);
        }
    }

    /// Takes a request off the list; says what it ended in as far as was known.
    fn forget(&mut self, id: ExchangeId) -> Option<Verdict> {
        let kind = self.counted.remove(id)?;
        self.count(kind.failed, false);
        if let Some(index) = kind.group {
            let (sort, natural) = (self.options.sort, Sort::default());
            let (in_group, in_list) = if self.options.grouped { (sort, natural) } else { (natural, sort) };
            if let Some(cluster) = self.clusters.get_mut(index) {
                in_group.remove(&mut cluster.ids, id);
                cluster.fresh -= usize::from(self.fresh.contains(&id));
            }
            in_list.remove(&mut self.flat, id);
        }
        Some(kind.verdict)
    }

    fn count(&mut self, failed: Option<Chip>, up: bool) {
        let place = failed.and_then(|chip| Chip::ALL.iter().position(|c| *c == chip));
        if let Some(number) = place.and_then(|at| self.failures.get_mut(at)) {
            *number = if up { *number + 1 } else { number.saturating_sub(1) };
        }
    }

    fn drop_before(&mut self, first: ExchangeId) {
        while let Some((id, kind)) = self.counted.remove_before(first) {
            self.count(kind.failed, false);
            if let Some(index) = kind.group.filter(|_| self.fresh.remove(&id)) {
                self.age(index, 1);
            }
        }
        self.flat.retain(|id| *id >= first);
        self.fresh.retain(|id| *id >= first);
        for cluster in &mut self.clusters {
            cluster.ids.retain(|id| *id >= first);
        }
    }
}

#[cfg(test)]
mod tests;
