//! What the timeline knows: requests as points, tokens as bars, renewals and sign-ins as marks. It
//! follows a growing log without reading any exchange twice.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnosis::Log;
use crate::exchange::Exchange;
use crate::facts::{Facts, LEEWAY};
use crate::finding::Verdict;
use crate::history::{ExchangeId, Row};
use crate::instant::{Instant, Span};
use crate::panel::format;
use crate::panel::lifetime::{Phase, Times};
use crate::panel::model::Model;
use crate::sorted;
use crate::token::{self, Token};

/// A recording in time.
#[derive(Debug, Default)]
pub struct Timeline {
    points: Vec<Point>,
    bars: Vec<Bar>,
    marks: Vec<Mark>,
    /// The bar of each token that was seen, by its number in the history.
    seen: HashMap<usize, usize>,
    last: Option<(ExchangeId, Arc<Exchange>)>,
    skew: Span,
}

/// One request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Which.
    pub id: ExchangeId,
    /// When it started, by this computer's clock.
    pub at: Instant,
    /// What it ended in, in the light of what the user calls noise.
    pub verdict: Verdict,
    /// Whether it is well and carries a hint.
    pub hint: bool,
    /// Whether the user muted it: it is drawn faintly, and not counted as what it ended in.
    pub muted: bool,
}

/// The life of a token, by the server's clock. One that holds no times has a bar, too, from its first use to its last: where it
/// had none, its letter would be missing among the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// By what it is told from others: see [`History::token_name`](crate::history::History::token_name).
    pub letter: String,
    /// What the token says it is: `access token (JWT)`; empty where nothing can be read.
    pub name: String,
    /// Its times.
    pub times: Times,
    /// The first request that carried it.
    pub id: ExchangeId,
    /// When the first and the last request carried it, by this computer's clock.
    pub used: (Instant, Instant),
    /// How many requests carried it.
    pub uses: usize,
}

/// Something that happened to the sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The request that did it.
    pub id: ExchangeId,
    /// When it was answered, by this computer's clock.
    pub at: Instant,
    /// What it did.
    pub kind: MarkKind,
}

/// What happened to the sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// A token or session was renewed.
    Refresh,
    /// The renewal was refused.
    RefreshRefused,
    /// Somebody signed in.
    SignIn,
    /// Somebody signed out.
    SignOut,
}

impl Bar {
    /// Whether the token says nothing of time.
    pub fn is_timeless(&self) -> bool {
        !self.times.any() && self.times.iat.is_none()
    }
}

impl Point {
    /// Whether it is a failure that the list counts.
    pub fn fails(&self) -> bool {
        self.verdict == Verdict::Failure && !self.muted
    }
}

impl MarkKind {
    /// In the order of the legend.
    pub const ALL: [MarkKind; 4] = [MarkKind::Refresh, MarkKind::RefreshRefused, MarkKind::SignIn, MarkKind::SignOut];
}

impl Timeline {
    /// Takes over what the log has that is not known yet, and the verdicts as the list has them now. Tells
    /// whether the log is another than before, or was cleared since.
    pub fn follow(&mut self, log: &Log, list: &Model) -> bool {
        let history = log.history();
        let known = self
            .last
            .as_ref()
            .is_some_and(|(id, exchange)| history.get(*id).is_some_and(|row| Arc::ptr_eq(&row.exchange, exchange)));
        let first = history.rows().first().map(|row| row.id);
        let other = !known && self.last.is_some();
        // Cleared, or so much longer that the oldest were dropped.
        if !known || self.points.iter().map(|p| p.id).min() < first {
            *self = Timeline::default();
        }
        // Clocks that agree are one clock: `Date` has whole seconds only.
        self.skew = history.skew().filter(|skew| skew.abs() > LEEWAY).unwrap_or_default();
        let new = match &self.last {
            Some((id, _)) => history.after(*id).collect::<Vec<_>>(),
            None => history.rows().iter().collect(),
        };
        for row in &new {
            self.add(row, Facts::of(history, row.id));
        }
        if let Some(row) = new.last() {
            self.last = Some((row.id, row.exchange.clone()));
            sorted::by_key(&mut self.points, |p| (p.at, p.id));
        }
        for point in &mut self.points {
            if let (Some(diagnosis), Some(row)) = (log.diagnosis(point.id), history.get(point.id)) {
                point.verdict = list.verdict(point.id).unwrap_or(diagnosis.verdict);
                point.muted = list.is_muted(point.id);
                point.hint = format::is_hint(diagnosis.verdict, &row.exchange, !diagnosis.findings.is_empty());
            }
        }
        other
    }

    /// The requests in the order of time.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The tokens in the order in which they were first sent.
    pub fn bars(&self) -> &[Bar] {
        &self.bars
    }

    /// What happened to the sign-in, in the order of the recording.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The server's clock minus this computer's.
    pub fn skew(&self) -> Span {
        self.skew
    }

    /// A moment of this computer's clock by the server's.
    pub fn by_server(&self, at: Instant) -> Instant {
        at + self.skew
    }

    /// How many requests that are not muted ended in a verdict; of those that nobody refused, those with or without a hint.
    pub fn count(&self, verdict: Verdict, hint: bool) -> usize {
        let same = |p: &&Point| p.verdict == verdict && !p.muted && (p.hint && verdict == Verdict::Ok) == hint;
        self.points.iter().filter(same).count()
    }

    /// How many requests are muted.
    pub fn muted(&self) -> usize {
        self.points.iter().filter(|p| p.muted).count()
    }

    /// From the first request to the last, by the server's clock.
    pub fn requests(&self) -> Option<(Instant, Instant)> {
        Some((self.by_server(self.points.first()?.at), self.by_server(self.points.last()?.at)))
    }

    /// From the first moment that is known of to the last, the lives of the tokens included.
    pub fn everything(&self) -> Option<(Instant, Instant)> {
        let (mut from, mut to) = self.requests()?;
        // A time that lies years away is a mistake in the token, not a part of the recording.
        let near = |at: &Instant| (*at - from).abs() < Span::minutes(60 * 24 * 40);
        let times = self.bars.iter().flat_map(|b| [b.times.iat, b.times.nbf, b.times.exp]).flatten();
        for at in times.filter(near).collect::<Vec<_>>() {
            (from, to) = (from.min(at), to.max(at));
        }
        Some((from, to))
    }

    /// How a token stood when a request carried it last.
    pub fn phase(&self, bar: &Bar) -> Phase {
        bar.times.phase(self.by_server(bar.used.1))
    }

    fn add(&mut self, row: &Row, facts: Option<Facts>) {
        let exchange = &row.exchange;
        let at = exchange.started;
        let bar = self.bar(row, facts);
        if let Some(bar) = bar.and_then(|at| self.bars.get_mut(at)) {
            bar.used = (bar.used.0.min(at), bar.used.1.max(at));
            bar.uses += 1;
        }
        self.points.push(Point { id: row.id, at, verdict: Verdict::Ok, hint: false, muted: false });
        let Some(facts) = facts.filter(|_| !exchange.is_preflight()) else { return };
        let succeeded = facts.succeeded() || facts.redirect_target().is_some();
        let kind = match () {
            () if facts.is_refresh() => Some(if succeeded { MarkKind::Refresh } else { MarkKind::RefreshRefused }),
            () if !succeeded => None,
            () if facts.is_login() => Some(MarkKind::SignIn),
            () if facts.is_logout() => Some(MarkKind::SignOut),
            () => None,
        };
        self.marks.extend(kind.map(|kind| Mark { id: row.id, at: exchange.ended(), kind }));
    }

    /// The bar of the token that a request carries; made when the token is new.
    fn bar(&mut self, row: &Row, facts: Option<Facts>) -> Option<usize> {
        let (history, text) = facts.and_then(|f| Some((f.history(), f.token_text()?)))?;
        let number = history.token_number(text)?;
        if let Some(known) = self.seen.get(&number) {
            return Some(*known);
        }
        let token = row.token().map(|(token, _)| token);
        let times = token.and_then(Token::claims).map(Times::of).unwrap_or_default();
        let at = row.exchange.started;
        let letter = history.token_name(text).unwrap_or_default();
        let name = token.map(token::role).unwrap_or_default();
        let place = self.bars.len();
        self.bars.push(Bar { letter, name, times, id: row.id, used: (at, at), uses: 0 });
        self.seen.insert(number, place);
        Some(place)
    }
}
