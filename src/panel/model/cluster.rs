//! A group of the list.

use super::FIRST;
use crate::finding::{CauseId, Verdict};
use crate::history::ExchangeId;

/// Requests with one cause at one origin.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// What they end in.
    pub verdict: Verdict,
    /// Their cause; none for requests that nobody refused.
    pub cause: Option<CauseId>,
    /// Whether nobody refused them, and they have something to read all the same: a cause, or an error.
    pub hint: bool,
    /// Scheme, host and port that answered.
    pub origin: String,
    /// Those that pass the filter, in the order of the list.
    pub ids: Vec<ExchangeId>,
    /// How many of them are new since the user looked.
    pub fresh: usize,
    pub(super) fold: Option<Fold>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fold {
    Closed,
    Open,
    All,
}

pub(super) type ClusterKey = (Verdict, Option<CauseId>, bool, String);

impl Cluster {
    pub(super) fn new((verdict, cause, hint, origin): ClusterKey) -> Self {
        Cluster { verdict, cause, hint, origin, ids: Vec::new(), fresh: 0, fold: None }
    }

    /// Whether its requests are listed: failures are, unless the user folded them.
    pub fn is_open(&self) -> bool {
        match self.fold {
            Some(fold) => fold != Fold::Closed,
            None => self.verdict == Verdict::Failure,
        }
    }

    /// Failures stand first, and what has no cause last: errors, then what was answered well.
    pub(super) fn rank(&self) -> (Verdict, bool, bool) {
        (self.verdict, self.cause.is_none(), !self.hint)
    }

    /// The one that arrived last.
    pub fn newest(&self) -> Option<ExchangeId> {
        self.ids.iter().copied().max()
    }

    /// How many of its requests have a line.
    pub(super) fn listed(&self) -> usize {
        match (self.is_open(), self.fold) {
            (false, _) => 0,
            (true, Some(Fold::All)) => self.ids.len(),
            // One more line is no longer than "show 1 more".
            (true, _) if self.ids.len() <= FIRST + 1 => self.ids.len(),
            (true, _) => FIRST,
        }
    }

    /// The first request that "show more" would add.
    pub fn first_hidden(&self) -> Option<ExchangeId> {
        self.ids.get(self.listed()).copied()
    }

    /// How many of its requests "show more" would add.
    pub fn hidden(&self) -> usize {
        if self.is_open() { self.ids.len() - self.listed() } else { 0 }
    }

    pub(super) fn lines(&self) -> usize {
        1 + self.listed() + usize::from(self.hidden() > 0)
    }
}
