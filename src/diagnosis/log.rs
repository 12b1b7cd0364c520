//! A growing recording whose diagnoses follow what arrives.

use std::sync::Arc;

use super::{Diagnosis, Group, diagnose, groups};
use crate::exchange::Exchange;
use crate::finding::Verdict;
use crate::history::{ExchangeId, History};
use crate::instant::Span;

/// How far back a new exchange may change what was said of an older one.
const REACH: Span = Span::minutes(2);
/// How many older exchanges are looked at again for one new one that succeeded, at most: it may show
/// that they recovered.
const AGAIN: usize = 16;
/// How many for one that failed too: it may show a loop, or be the request of a preflight.
const AGAIN_AFTER_FAILURE: usize = 3;

/// Exchanges with their diagnoses, one for each.
#[derive(Debug, Default)]
pub struct Log {
    history: History,
    diagnoses: Vec<(ExchangeId, Arc<Diagnosis>)>,
}

impl Log {
    /// Adds an exchange, diagnoses it, and diagnoses again the older failures that it may explain
    /// (a retry that worked, a preflight's request). Says which exchanges are new or changed.
    pub fn add(&mut self, index: usize, exchange: Exchange) -> Vec<ExchangeId> {
        let id = self.history.push(index, Arc::new(exchange));
        let Some(diagnosis) = diagnose(&self.history, id) else { return Vec::new() };
        self.diagnoses.push((id, Arc::new(diagnosis)));
        let mut changed = vec![id];
        changed.extend(self.look_again(id));
        if let Some(first) = self.history.rows().first().map(|r| r.id) {
            let dropped = self.diagnoses.partition_point(|(id, _)| *id < first);
            self.diagnoses.drain(..dropped);
        }
        changed
    }

    /// The exchanges.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// What is said of an exchange now.
    pub fn diagnosis(&self, id: ExchangeId) -> Option<&Arc<Diagnosis>> {
        let at = self.diagnoses.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.diagnoses.get(at).map(|(_, d)| d)
    }

    /// Every exchange with its diagnosis, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (ExchangeId, &Arc<Diagnosis>)> {
        self.diagnoses.iter().map(|(id, d)| (*id, d))
    }

    /// The failures, grouped by cause and origin.
    pub fn groups(&self) -> Vec<Group> {
        groups(&self.history, self.diagnoses.iter().map(|(id, d)| (*id, d.as_ref())))
    }

    fn look_again(&mut self, newest: ExchangeId) -> Vec<ExchangeId> {
        let Some(new) = self.history.get(newest) else { return Vec::new() };
        let (since, origin) = (new.exchange.started - REACH, new.route.origin.clone());
        let failed = new.exchange.response.status >= 400 || new.exchange.response.status == 0;
        let most = if failed { AGAIN_AFTER_FAILURE } else { AGAIN };
        let older: Vec<_> = self
            .diagnoses
            .iter()
            .enumerate()
            .rev()
            .skip(1)
            .take_while(|(_, (id, _))| self.history.get(*id).is_some_and(|r| r.exchange.started >= since))
            .filter(|(_, (_, d))| d.verdict != Verdict::Ok)
            .filter(|(_, (id, _))| self.history.get(*id).is_some_and(|r| r.route.origin == origin))
            .take(most)
            .map(|(at, (id, _))| (at, *id))
            .collect();
        let mut changed = Vec::new();
        for (at, id) in older {
            let Some(diagnosis) = diagnose(&self.history, id) else { continue };
            if let Some((_, old)) = self.diagnoses.get_mut(at)
                && **old != diagnosis
            {
                *old = Arc::new(diagnosis);
                changed.push(id);
            }
        }
        changed
    }
}
