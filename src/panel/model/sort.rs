//! The order of the requests on the list.

use std::cmp::{Ordering, Reverse};

use crate::diagnosis::{Log, title};
use crate::history::ExchangeId;
use crate::instant::Instant;
use crate::sorted;

/// A column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The status.
    Status,
    /// The method.
    Method,
    /// Path and query.
    Path,
    /// The host.
    Host,
    /// The first cause; on a list without groups only.
    Cause,
    /// When it was sent.
    Time,
}

impl Column {
    /// In the order shown.
    pub const ALL: [Column; 6] =
        [Column::Status, Column::Method, Column::Path, Column::Host, Column::Cause, Column::Time];

    /// Its name in class names and settings.
    pub fn id(self) -> &'static str {
        match self {
            Column::Status => "status",
            Column::Method => "method",
            Column::Path => "path",
            Column::Host => "host",
            Column::Cause => "cause",
            Column::Time => "time",
        }
    }

    /// The column of that name.
    pub fn of(id: &str) -> Option<Self> {
        Column::ALL.into_iter().find(|c| c.id() == id)
    }
}

/// By which column, and which way round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sort {
    /// Without one it is the order of arrival.
    pub column: Option<Column>,
    /// The largest first.
    pub down: bool,
}

/// What requests are compared by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key<'l> {
    Time(Instant),
    Number(u16),
    Text(&'l str),
    /// Requests without a cause stand behind those with one.
    Nothing,
}

impl Sort {
    /// Whether ids in this order grow, so that they can be searched and arrivals go to the end.
    pub(super) fn is_natural(self) -> bool {
        self == Sort::default()
    }

    pub(super) fn key(self, log: &Log, id: ExchangeId) -> Key<'_> {
        let (Some(row), Some(column)) = (log.history().get(id), self.column) else { return Key::Nothing };
        let (request, response) = (&row.exchange.request, &row.exchange.response);
        match column {
            Column::Status => Key::Number(response.status),
            Column::Method => Key::Text(&request.method),
            Column::Path => Key::Text(request.url.path()),
            Column::Host => Key::Text(request.url.host_and_port()),
            Column::Cause => {
                let first = log.diagnosis(id).and_then(|d| d.findings.first());
                first.map_or(Key::Nothing, |finding| Key::Text(title(finding)))
            }
            Column::Time => Key::Time(row.exchange.started),
        }
    }

    /// Equal ones stand in the order of arrival, whichever way round; of those sent at one time the last stands first where the
    /// newest do.
    pub(super) fn order(self, a: &(Key, ExchangeId), b: &(Key, ExchangeId)) -> Ordering {
        let (by_key, by_arrival) = (a.0.cmp(&b.0), a.1.cmp(&b.1));
        match (self.column, self.down) {
            (None | Some(Column::Time), true) => by_key.then(by_arrival).reverse(),
            (_, true) => by_key.reverse().then(by_arrival),
            _ => by_key.then(by_arrival),
        }
    }

    /// Puts a whole list, which stands in the order of arrival, in this order.
    pub(super) fn all(self, log: &Log, ids: &mut [ExchangeId]) {
        let mut keyed: Vec<_> = ids.iter().map(|id| (self.key(log, *id), *id)).collect();
        match (self.column, self.down) {
            (None | Some(Column::Time), true) => sorted::by_key(&mut keyed, |(key, id)| Reverse((*key, *id))),
            (_, true) => sorted::by_key(&mut keyed, |(key, _)| Reverse(*key)),
            _ => sorted::by_key(&mut keyed, |(key, _)| *key),
        }
        for (slot, (_, id)) in ids.iter_mut().zip(keyed) {
            *slot = id;
        }
    }

    /// Puts one more into a list that is in order.
    pub(super) fn insert(self, log: &Log, ids: &mut Vec<ExchangeId>, id: ExchangeId) {
        // Ids grow, so the end is where nearly all go.
        if self.is_natural() && ids.last().is_none_or(|last| *last < id) {
            return ids.push(id);
        }
        let new = (self.key(log, id), id);
        let at = ids.partition_point(|other| self.order(&(self.key(log, *other), *other), &new) == Ordering::Less);
        if ids.get(at) != Some(&id) {
            ids.insert(at, id);
        }
    }

    /// Where an id stands.
    pub(super) fn find(self, ids: &[ExchangeId], id: ExchangeId) -> Option<usize> {
        if self.is_natural() { ids.binary_search(&id).ok() } else { ids.iter().position(|other| *other == id) }
    }

    /// Takes an id off. Its place does not depend on its key, which may have changed.
    pub(super) fn remove(self, ids: &mut Vec<ExchangeId>, id: ExchangeId) {
        if let Some(at) = self.find(ids, id) {
            ids.remove(at);
        }
    }
}
