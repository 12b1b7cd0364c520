//! What the list is asked to show.

use std::collections::HashSet;

use super::Sort;
use crate::diagnosis::Diagnosis;
use crate::filter::Filter;
use crate::finding::{CauseId, Verdict};
use crate::history::Row;
use crate::route::Route;

/// What the list is asked to show.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The filter line, read.
    pub filter: Filter,
    /// Only these statuses; all when empty.
    pub statuses: HashSet<Chip>,
    /// Requests with the same cause under one heading.
    pub grouped: bool,
    /// Leave out noise.
    pub hide_noise: bool,
    /// What counts as noise.
    pub noise: Noise,
    /// List requests with which nothing is wrong, too.
    pub passing: bool,
    /// What the user does not want to see or count, in the order it was muted.
    pub muted: Vec<Mute>,
    /// The order of the requests.
    pub sort: Sort,
}

/// What counts as noise besides the harmless 404s.
#[derive(Clone, Debug, Default)]
pub struct Noise {
    /// Normal legs of a protocol are no noise.
    pub keep_expected: bool,
    /// Failures that a later request made good are no noise.
    pub keep_recovered: bool,
    /// The user's own: a failure that passes one of these filters is noise.
    pub own: Vec<Filter>,
}

/// Something that the user muted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mute {
    /// Every request with this first cause.
    Cause(CauseId),
    /// Every request to this route.
    Route(Route),
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

impl Mute {
    /// Whether it silences this exchange.
    pub fn covers(&self, row: &Row, diagnosis: &Diagnosis) -> bool {
        match self {
            Mute::Cause(cause) => diagnosis.findings.first().is_some_and(|f| f.cause == *cause),
            Mute::Route(route) => *row.route == *route,
        }
    }
}

impl Options {
    /// The verdict in the light of what the user calls noise.
    pub(super) fn verdict(&self, row: &Row, diagnosis: &Diagnosis) -> Verdict {
        let own = || self.noise.own.iter().any(|filter| filter.matches(row, diagnosis));
        if diagnosis.verdict == Verdict::Failure && own() { Verdict::Noise } else { diagnosis.verdict }
    }

    /// Whether the user muted this exchange.
    pub(super) fn mutes(&self, row: &Row, diagnosis: &Diagnosis) -> bool {
        self.muted.iter().any(|mute| mute.covers(row, diagnosis))
    }

    /// Whether an exchange that is not muted stands on the list.
    pub(super) fn shows(&self, row: &Row, diagnosis: &Diagnosis, verdict: Verdict) -> bool {
        let noise = match verdict {
            Verdict::Failure | Verdict::Ok => false,
            Verdict::Recovered => !self.noise.keep_recovered,
            Verdict::Expected => !self.noise.keep_expected,
            Verdict::Noise => true,
        };
        let wanted = self.filter.asks_for_verdict()
            || !(noise && self.hide_noise)
                && (verdict != Verdict::Ok || self.passing || !diagnosis.findings.is_empty());
        wanted
            && (self.statuses.is_empty() || self.statuses.contains(&Chip::of(row.exchange.response.status)))
            && self.filter.matches(row, diagnosis)
    }

    /// Whether anything is set that takes requests off the list.
    pub fn narrows(&self) -> bool {
        !self.filter.is_empty() || !self.statuses.is_empty() || !self.muted.is_empty()
    }
}
