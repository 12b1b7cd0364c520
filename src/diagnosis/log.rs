//! A growing recording whose diagnoses follow what arrives.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use super::{Diagnosis, Group, diagnose, groups};
use crate::exchange::Exchange;
use crate::facts::Facts;
use crate::finding::Verdict;
use crate::history::{ExchangeId, History};
use crate::instant::{Instant, Span};

/// How far back a new exchange may change what was said of an older one.
const REACH: Span = Span::minutes(2);
/// How many older exchanges are looked at again for one new one, at most.
const AGAIN: usize = 32;

/// Exchanges with their diagnoses, one for each.
#[derive(Debug, Default)]
pub struct Log {
    history: History,
    diagnoses: Vec<(ExchangeId, Arc<Diagnosis>)>,
    /// The newest ones, that nobody looked at yet, oldest first.
    fresh: VecDeque<ExchangeId>,
    /// Those that later ones may explain.
    again: BTreeSet<ExchangeId>,
    /// Those that are not well, by origin: among thousands that are, nobody has to look for them.
    unwell: HashMap<String, BTreeSet<ExchangeId>>,
}

impl Log {
    /// Adds exchanges, diagnoses them, and diagnoses again the older failures that they may explain
    /// (a retry that worked, a preflight's request). Says which exchanges are new or changed. The
    /// index is the exchange's place in the recording.
    ///
    /// Where many arrive, [`Log::push`], [`Log::catch_up`] and [`Log::settle`] do the same in parts.
    pub fn add(&mut self, exchanges: impl IntoIterator<Item = (usize, Exchange)>) -> Vec<ExchangeId> {
        self.push(exchanges);
        let mut touched = self.catch_up(&|| true);
        touched.extend(self.settle(&|| true));
        touched
    }

    /// Adds exchanges, which wait for [`Log::catch_up`]. The more of what came later is there by then, the less is done twice.
    pub fn push(&mut self, exchanges: impl IntoIterator<Item = (usize, Exchange)>) {
        let new: Vec<_> =
            exchanges.into_iter().map(|(index, exchange)| self.history.push(index, Arc::new(exchange))).collect();
        self.mark_older(&new);
        self.fresh.extend(new);
        self.follow_history();
    }

    /// Whether there is anything for [`Log::catch_up`].
    pub fn is_behind(&self) -> bool {
        !self.fresh.is_empty()
    }

    /// Diagnoses new exchanges, one at least, for as long as there is time, and gives them. What they tell of older ones waits
    /// for [`Log::settle`].
    pub fn catch_up(&mut self, time_left: &dyn Fn() -> bool) -> Vec<ExchangeId> {
        let mut new = Vec::new();
        while let Some(id) = self.fresh.pop_front() {
            // The history may have dropped it meanwhile.
            if let Some(diagnosis) = diagnose(&self.history, id) {
                self.note(id, diagnosis.verdict);
                self.diagnoses.push((id, Arc::new(diagnosis)));
                new.push(id);
            }
            if !time_left() {
                break;
            }
        }
        new
    }

    /// Whether there is anything for [`Log::settle`].
    pub fn unsettled(&self) -> bool {
        !self.again.is_empty()
    }

    /// Diagnoses older exchanges again, one at least, for as long as there is time, and gives those of which another thing is
    /// said now.
    pub fn settle(&mut self, time_left: &dyn Fn() -> bool) -> Vec<ExchangeId> {
        let mut changed = Vec::new();
        while let Some(id) = self.again.pop_first() {
            let Some(diagnosis) = diagnose(&self.history, id) else { continue };
            if let Some((_, old)) = self.place(id).and_then(|at| self.diagnoses.get_mut(at))
                && **old != diagnosis
            {
                let verdict = diagnosis.verdict;
                *old = Arc::new(diagnosis);
                self.note(id, verdict);
                changed.push(id);
            }
            if !time_left() {
                break;
            }
        }
        changed
    }

    /// Keeps in mind whether an exchange is well.
    fn note(&mut self, id: ExchangeId, verdict: Verdict) {
        let Some(row) = self.history.get(id) else { return };
        if verdict != Verdict::Ok {
            self.unwell.entry(row.route.origin.clone()).or_default().insert(id);
        } else if let Some(ids) = self.unwell.get_mut(&row.route.origin) {
            ids.remove(&id);
        }
    }

    /// Keeps this many exchanges from now on; drops the oldest beyond it. See [`History::keep`].
    pub fn keep(&mut self, newest: usize) {
        self.history.keep(newest);
        self.follow_history();
    }

    /// Holds an exchange that somebody reads. See [`History::hold`].
    pub fn hold(&mut self, id: Option<ExchangeId>) {
        self.history.hold(id);
    }

    /// The exchanges.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// What is said of an exchange now.
    pub fn diagnosis(&self, id: ExchangeId) -> Option<&Arc<Diagnosis>> {
        self.diagnoses.get(self.place(id)?).map(|(_, d)| d)
    }

    /// Where the diagnosis of an exchange stands. Ids have no gaps.
    fn place(&self, id: ExchangeId) -> Option<usize> {
        let at = id.0.checked_sub(self.diagnoses.first()?.0.0)?;
        self.diagnoses.get(at).filter(|(other, _)| *other == id).map(|_| at)
    }

    /// Every exchange with its diagnosis, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (ExchangeId, &Arc<Diagnosis>)> {
        self.diagnoses.iter().map(|(id, d)| (*id, d))
    }

    /// The failures, grouped by cause and origin.
    pub fn groups(&self) -> Vec<Group> {
        groups(&self.history, self.diagnoses.iter().map(|(id, d)| (*id, d.as_ref())))
    }

    /// Drops the diagnoses of exchanges that the history dropped.
    fn follow_history(&mut self) {
        if let Some(first) = self.history.rows().first().map(|r| r.id) {
            let dropped = self.diagnoses.partition_point(|(id, _)| *id < first);
            if dropped > 0 {
                self.diagnoses.drain(..dropped);
                self.unwell.retain(|_, ids| {
                    *ids = ids.split_off(&first);
                    !ids.is_empty()
                });
            }
        }
    }

    /// Marks the older failures that these may explain, and the redirects that led here: what they lost shows at the end. What
    /// nobody looked at yet will be seen in their light anyway.
    fn mark_older(&mut self, new: &[ExchangeId]) {
        let Some(first) = self.fresh.front().or(new.first()) else { return };
        for facts in new.iter().filter_map(|id| Facts::of(&self.history, *id)) {
            self.again.extend(facts.redirects_before().map(Facts::id).filter(|id| id < first));
        }
        let mut origins: HashMap<&str, Instant> = HashMap::new();
        for row in new.iter().filter_map(|id| self.history.get(*id)) {
            let since = row.exchange.started - REACH;
            let origin = origins.entry(&row.route.origin).or_insert(since);
            *origin = since.min(*origin);
        }
        for (origin, since) in origins {
            let older = self.unwell.get(origin).into_iter().flat_map(|ids| ids.range(..first).rev());
            let near = |id: &&ExchangeId| self.history.get(**id).is_some_and(|r| r.exchange.started >= since);
            self.again.extend(older.take_while(near).take(AGAIN));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::har;

    fn exchanges() -> Vec<(usize, Exchange)> {
        let entries: Vec<_> = (0..60)
            .map(|at| {
                // Every third call is refused, and the same call works two later.
                let (path, status) = if at % 3 == 2 { (at - 2, 200) } else { (at, [401, 404][at % 3]) };
                format!(
                    r#"{{"startedDateTime":"2026-11-20T12:{:02}:{:02}.000Z","time":80,"_resourceType":"fetch",
                    "request":{{"method":"GET","url":"https://api.shop.example/items/{path}","headers":[{{"name":"Authorization","value":"Bearer {path}"}}]}},
                    "response":{{"status":{status},"statusText":"","headers":[],"content":{{"size":0,"mimeType":"application/json"}}}}}}"#,
                    at / 60,
                    at % 60
                )
            })
            .collect();
        let text = format!(
            r#"{{"log":{{"version":"1.2","creator":{{"name":"t","version":"1"}},"entries":[{}]}}}}"#,
            entries.join(",")
        );
        har::read(&text).unwrap().exchanges
    }

    #[test]
    fn what_is_read_is_not_dropped() {
        let mut log = Log::default();
        log.keep(20);
        log.add(exchanges().into_iter().take(20));
        log.hold(Some(ExchangeId(5)));
        log.add(exchanges().into_iter().take(25));
        assert_eq!(log.history().rows().first().map(|row| row.id), Some(ExchangeId(5)));
        assert_eq!((log.history().rows().len(), log.iter().count()), (40, 40), "nor what came after it");
        log.add(exchanges().into_iter().take(1));
        assert!((19..=20).contains(&log.iter().count()), "up to twice as many");
        let oldest = log.history().rows().first().map(|row| row.id);
        log.hold(oldest);
        log.add(exchanges().into_iter().take(10));
        assert_eq!(log.history().rows().first().map(|row| row.id), oldest);
        // Once nobody reads it, all is as before.
        log.hold(None);
        log.add(exchanges().into_iter().take(1));
        assert!((19..=20).contains(&log.iter().count()));
    }

    #[test]
    fn a_bounded_log_keeps_the_newest() {
        let mut log = Log::default();
        log.add(exchanges());
        log.keep(20);
        assert_eq!(log.iter().map(|(id, _)| id.0).collect::<Vec<_>>(), (40..60).collect::<Vec<_>>());
        for one in exchanges() {
            log.add([one]);
            assert!((19..=20).contains(&log.iter().count()), "as many as were chosen, and hardly fewer");
        }
        let ids: Vec<_> = log.iter().map(|(id, _)| id).collect();
        assert!(
            ids.last() == Some(&ExchangeId(119)) && ids.iter().all(|id| log.history().get(*id).is_some()),
            "{ids:?}"
        );
    }

    /// DevTools hand a redirect over as soon as it was answered, often a moment before what it led to.
    #[test]
    fn a_redirect_hears_of_where_it_led() {
        let exchange = |path: &str, status: u16, more: &str| {
            let sent = if more.contains("Location") { r#"{"name":"Authorization","value":"Bearer x"}"# } else { "" };
            let text = format!(
                r#"{{"log":{{"entries":[{{"startedDateTime":"2026-11-20T12:00:00.000Z","time":80,"_resourceType":"fetch",
                "request":{{"method":"GET","url":"{path}","headers":[{sent}]}},
                "response":{{"status":{status},"statusText":"","headers":[{more}],"content":{{"size":0,"mimeType":"text/plain"}}}}}}]}}}}"#
            );
            har::read(&text).unwrap().exchanges.remove(0)
        };
        let location = |to: &str| format!(r#"{{"name":"Location","value":"{to}"}}"#);
        let mut log = Log::default();
        let first = log.add([exchange("https://a.example/x", 307, &location("/y"))]);
        let second = log.add([exchange("https://a.example/y", 307, &location("https://b.example/z"))]);
        assert!([&first, &second].iter().all(|ids| log.diagnosis(ids[0]).unwrap().verdict == Verdict::Ok));
        log.add([exchange("https://b.example/z", 401, r#"{"name":"WWW-Authenticate","value":"Bearer"}"#)]);
        for id in [first[0], second[0]] {
            let cause = log.diagnosis(id).unwrap().findings.first().map(|f| f.cause);
            assert_eq!(cause, Some("redirect-drops-authorization"), "{id}");
        }
    }

    #[test]
    fn what_has_no_time_left_waits() {
        let mut log = Log::default();
        log.push(exchanges());
        assert!(log.is_behind() && log.iter().next().is_none());
        let time = std::cell::Cell::new(20);
        let time_left = || {
            time.set(time.get() - 1);
            time.get() > 0
        };
        assert_eq!(log.catch_up(&time_left).len(), 20);
        assert_eq!(log.catch_up(&|| false), [ExchangeId(20)], "one at least");
        log.push(exchanges());
        // Those that nobody looked at see what came by then; only those before are looked at again.
        assert!(log.again.iter().all(|id| id.0 <= 20) && log.unsettled(), "{:?}", log.again);
        log.keep(30);
        assert_eq!(log.catch_up(&|| true).len(), 30, "what was dropped meanwhile is left out");
        assert!(!log.is_behind());
        assert_eq!(log.iter().map(|(id, _)| id.0).collect::<Vec<_>>(), (90..120).collect::<Vec<_>>());
        log.settle(&|| true);
        assert!(!log.unsettled());
    }

    #[test]
    fn a_burst_says_the_same_as_one_after_the_other() {
        let (mut whole, mut single, mut batches) = (Log::default(), Log::default(), Log::default());
        assert_eq!(whole.add(exchanges()).len(), 60);
        for one in exchanges() {
            single.add([one]);
        }
        let mut rest = exchanges();
        while !rest.is_empty() {
            batches.add(rest.drain(..rest.len().min(7)));
        }
        // The evidence may quote another neighbour, if more of them were known when it was looked at.
        let said = |d: &Diagnosis| (d.verdict, d.findings.iter().map(|f| f.cause).collect::<Vec<_>>());
        for (id, diagnosis) in single.iter() {
            assert_eq!(whole.diagnosis(id).map(|d| said(d)), Some(said(diagnosis)), "{id}");
            assert_eq!(batches.diagnosis(id).map(|d| said(d)), Some(said(diagnosis)), "{id}");
        }
        assert!(single.iter().any(|(_, d)| d.verdict == Verdict::Failure));
    }
}
