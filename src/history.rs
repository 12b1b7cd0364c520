//! The exchanges of a recording in the order they started, and what each carries, read once.

use std::collections::HashMap;
use std::fmt;
use std::ops::{Bound, Range, RangeBounds};
use std::sync::{Arc, OnceLock};

use crate::exchange::Exchange;
use crate::exchange::tokens::{self, FoundToken};
use crate::fault::Fault;
use crate::http::challenge::{self, Challenge};
use crate::http::cookie::{self, Context, SetCookie};
use crate::http::credentials::{self, Credentials};
use crate::http::tokens::of_credentials;
use crate::instant::{Instant, Span};
use crate::route::{self, Route};
use crate::sorted;
use crate::token::Token;

/// How many exchanges are kept, unless [`History::keep`] says fewer. The oldest are dropped beyond it.
pub const LIMIT: usize = 100_000;

/// How many neighbours of an exchange a rule can see on each side, so that the time for one exchange
/// does not grow with the recording.
pub const NEARBY: usize = 200;

/// Which exchange of a history. Ids grow in the order of time and never change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExchangeId(pub usize);

/// A bounded window of exchanges.
#[derive(Debug, Default)]
pub struct History {
    rows: Vec<Row>,
    routes: HashMap<Arc<Route>, Vec<usize>>,
    setters: Vec<ExchangeId>,
    skew: Skew,
    /// How many are kept, where it is fewer than [`LIMIT`].
    kept: Option<usize>,
}

/// One exchange with what it carries.
#[derive(Debug)]
pub struct Row {
    /// Its id.
    pub id: ExchangeId,
    /// Its place in the recording as it was read (HAR: the index in `entries`).
    pub index: usize,
    /// The exchange itself.
    pub exchange: Arc<Exchange>,
    /// The status of its answer, beside the exchange: rules ask for that of many neighbours.
    pub status: u16,
    /// Where it goes; all rows of one route share it.
    pub route: Arc<Route>,
    reading: OnceLock<Reading>,
    token: OnceLock<Option<(Token, Vec<Fault>)>>,
    json: OnceLock<Option<serde_json::Value>>,
    path_words: OnceLock<Vec<String>>,
    said: OnceLock<Vec<Said>>,
    roles: OnceLock<Roles>,
    tokens: OnceLock<Vec<FoundToken>>,
    set_cookies: OnceLock<Vec<SetCookie>>,
    cookie_context: OnceLock<Context>,
    session_cookie: OnceLock<Option<usize>>,
}

/// What an exchange does for the sign-in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    /// It signs somebody in.
    pub login: bool,
    /// It renews a token.
    pub refresh: bool,
    /// It signs somebody out.
    pub logout: bool,
}

/// The fields and tokens of one exchange, parsed.
#[derive(Debug, Default)]
pub struct Reading {
    /// The challenges of all `WWW-Authenticate` lines.
    pub challenges: Vec<ChallengeLine>,
    /// The challenges of all `Proxy-Authenticate` lines.
    pub proxy_challenges: Vec<ChallengeLine>,
    /// The request's `Authorization`, with its faults.
    pub credentials: Option<(Credentials, Vec<Fault>)>,
    /// The response's `Date` (RFC 9110 §6.6.1), where it was made for this response.
    pub date: Option<Instant>,
}

/// A phrase that was found in an answer.
#[derive(Debug)]
pub struct Said {
    /// Which phrase, by a number that the finder gives.
    pub id: usize,
    /// The header in which it stands; `None` for the body.
    pub header: Option<String>,
    /// What stands around it.
    pub quote: String,
    /// The bytes of the phrase in the header or body.
    pub at: Range<usize>,
    /// Whether no known phrase says it, but the parts of a sentence.
    pub loose: bool,
}

/// One header line of challenges.
#[derive(Debug)]
pub struct ChallengeLine {
    /// The whole field value.
    pub value: String,
    /// What it holds; offsets are bytes of `value`.
    pub challenges: Vec<Challenge>,
    /// Where it departs from the grammar.
    pub faults: Vec<Fault>,
}

impl History {
    /// Adds an exchange at the end. `index` is its place in the recording.
    pub fn push(&mut self, index: usize, exchange: Arc<Exchange>) -> ExchangeId {
        let id = ExchangeId(self.rows.last().map_or(0, |r| r.id.0 + 1));
        let row = Row {
            id,
            index,
            status: exchange.response.status,
            route: self.shared(Route::of(&exchange.request)),
            exchange,
            reading: OnceLock::new(),
            token: OnceLock::new(),
            json: OnceLock::new(),
            path_words: OnceLock::new(),
            said: OnceLock::new(),
            roles: OnceLock::new(),
            tokens: OnceLock::new(),
            set_cookies: OnceLock::new(),
            cookie_context: OnceLock::new(),
            session_cookie: OnceLock::new(),
        };
        if let Some(skew) = row.skew() {
            self.skew.add(skew);
        }
        if row.exchange.response.headers.has("set-cookie") {
            self.setters.push(id);
        }
        self.routes.entry(Arc::clone(&row.route)).or_default().push(id.0);
        self.rows.push(row);
        let limit = self.limit();
        // Some more are let in, so that not each one moves all the others.
        if self.rows.len() > limit + limit / 10 {
            self.drop_oldest();
        }
        id
    }

    /// Keeps this many exchanges from now on, at least 1 and at most [`LIMIT`]; drops the oldest beyond it.
    pub fn keep(&mut self, newest: usize) {
        self.kept = Some(newest.clamp(1, LIMIT));
        if self.rows.len() > self.limit() {
            self.drop_oldest();
        }
    }

    /// How many exchanges are kept.
    pub fn limit(&self) -> usize {
        self.kept.unwrap_or(LIMIT)
    }

    /// The row of an exchange; `None` when it was dropped.
    pub fn get(&self, id: ExchangeId) -> Option<&Row> {
        self.rows.get(self.offset(id)).filter(|row| row.id == id)
    }

    /// Every row, oldest first.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The rows before `id`, newest first.
    pub fn before(&self, id: ExchangeId) -> impl Iterator<Item = &Row> {
        let end = self.offset(id);
        self.rows.get(..end).unwrap_or_default().iter().rev()
    }

    /// The rows after `id`, oldest first.
    pub fn after(&self, id: ExchangeId) -> impl Iterator<Item = &Row> {
        let start = self.offset(ExchangeId(id.0 + 1));
        self.rows.get(start..).unwrap_or_default().iter()
    }

    /// The rows of a route, oldest first.
    pub fn route(&self, route: &Route) -> impl DoubleEndedIterator<Item = &Row> {
        self.route_between(route, ..)
    }

    /// The rows of a route before `id`, newest first, at most [`NEARBY`].
    pub fn route_before(&self, route: &Route, id: ExchangeId) -> impl Iterator<Item = &Row> {
        self.route_between(route, ..id.0).rev().take(NEARBY)
    }

    /// The rows of a route after `id`, oldest first, at most [`NEARBY`].
    pub fn route_after(&self, route: &Route, id: ExchangeId) -> impl Iterator<Item = &Row> {
        self.route_between(route, id.0 + 1..).take(NEARBY)
    }

    /// The rows of a route whose ids are in that range, oldest first.
    pub fn route_between(&self, route: &Route, ids: impl RangeBounds<usize>) -> impl DoubleEndedIterator<Item = &Row> {
        let all = self.routes.get(route).map_or(&[][..], Vec::as_slice);
        let start = match ids.start_bound() {
            Bound::Included(first) => all.partition_point(|id| id < first),
            Bound::Excluded(before) => all.partition_point(|id| id <= before),
            Bound::Unbounded => 0,
        };
        let end = match ids.end_bound() {
            Bound::Included(last) => all.partition_point(|id| id <= last),
            Bound::Excluded(after) => all.partition_point(|id| id < after),
            Bound::Unbounded => all.len(),
        };
        all.get(start..end).unwrap_or_default().iter().filter_map(|id| self.get(ExchangeId(*id)))
    }

    /// The rows before `id` whose answers set cookies, newest first.
    pub fn cookie_setters(&self, id: ExchangeId) -> impl Iterator<Item = &Row> {
        let end = self.setters.partition_point(|s| *s < id);
        self.setters.get(..end).unwrap_or_default().iter().rev().filter_map(|id| self.get(*id))
    }

    /// The server's clock minus this computer's, as the median over all responses with a `Date`;
    /// `None` before the first.
    pub fn skew(&self) -> Option<Span> {
        self.skew.median()
    }

    /// The route as earlier rows hold it.
    fn shared(&self, route: Route) -> Arc<Route> {
        self.routes.get_key_value(&route).map_or_else(|| Arc::new(route), |(known, _)| Arc::clone(known))
    }

    /// How many rows stand before this id. Ids are given without gaps, and the oldest are dropped first.
    fn offset(&self, id: ExchangeId) -> usize {
        let first = self.rows.first().map_or(0, |row| row.id.0);
        id.0.saturating_sub(first).min(self.rows.len())
    }

    fn drop_oldest(&mut self) {
        self.rows.drain(..self.rows.len().saturating_sub(self.limit()));
        let first = self.rows.first().map_or(0, |r| r.id.0);
        for ids in self.routes.values_mut() {
            ids.retain(|id| *id >= first);
        }
        self.routes.retain(|_, ids| !ids.is_empty());
        self.setters.retain(|id| id.0 >= first);
    }
}

impl Row {
    /// The parsed fields; computed at the first call.
    pub fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| Reading::of(&self.exchange))
    }

    /// The token in `Authorization`, read at the first call.
    pub fn token(&self) -> Option<&(Token, Vec<Fault>)> {
        let read = || self.reading().credentials.as_ref().and_then(|(c, _)| of_credentials(c));
        self.token.get_or_init(read).as_ref()
    }

    /// Every token of the exchange, in the request and in the response, with its place; found at the first call.
    pub fn tokens(&self) -> &[FoundToken] {
        self.tokens.get_or_init(|| tokens::of(&self.exchange))
    }

    /// The cookies that the answer sets, one for each line, read at the first call.
    pub fn set_cookies(&self) -> &[SetCookie] {
        self.set_cookies.get_or_init(|| {
            self.exchange.response.headers.all("set-cookie").map(|line| cookie::parse(line).0).collect()
        })
    }

    /// In which circumstances the answer sets its cookies, found out by `find` at the first call.
    pub fn cookie_context(&self, find: impl FnOnce() -> Context) -> &Context {
        self.cookie_context.get_or_init(find)
    }

    /// Which of the cookies sent is that of the session, found out by `find` at the first call.
    pub fn session_cookie(&self, find: impl FnOnce() -> Option<usize>) -> Option<usize> {
        *self.session_cookie.get_or_init(find)
    }

    /// The words of the path, see [`route::words`].
    pub fn path_words(&self) -> &[String] {
        self.path_words.get_or_init(|| route::words(&self.exchange.request.url))
    }

    /// What the exchange does for the sign-in, found out by `find` at the first call. Rules ask for it of every neighbour.
    pub fn roles(&self, find: impl FnOnce() -> Roles) -> Roles {
        *self.roles.get_or_init(find)
    }

    /// The response body as JSON, where it is JSON.
    pub fn json(&self) -> Option<&serde_json::Value> {
        self.json
            .get_or_init(|| {
                let text = self.exchange.response.body.as_ref()?.text.trim_start_matches('\u{feff}').trim();
                // Guards of JSON hijacking: )]}', and while(1); stand before some APIs' JSON.
                let text = text.strip_prefix(")]}'").unwrap_or(text).trim_start_matches([',', '\n']);
                if !text.starts_with(['{', '[', '"']) {
                    return None;
                }
                serde_json::from_str(text).ok()
            })
            .as_ref()
    }

    /// What the answer says, as `find` reads it at the first call; later calls do not read again.
    pub fn said(&self, find: impl FnOnce() -> Vec<Said>) -> &[Said] {
        self.said.get_or_init(find)
    }

    /// The server's clock minus this computer's, as far as this response tells it. `Date` has whole
    /// seconds, so half a second is the best guess of its fraction.
    pub fn skew(&self) -> Option<Span> {
        let date = date(&self.exchange)?;
        (self.exchange.started.millis() > 0).then(|| date + Span(500) - self.exchange.ended())
    }
}

impl Reading {
    fn of(exchange: &Exchange) -> Self {
        let lines = |name| {
            exchange
                .response
                .headers
                .all(name)
                .map(|value| {
                    let (challenges, faults) = challenge::parse(value);
                    ChallengeLine { value: value.to_owned(), challenges, faults }
                })
                .collect()
        };
        let credentials = exchange.request.headers.get("authorization").and_then(|value| {
            let (credentials, faults) = credentials::parse(value);
            credentials.map(|c| (c, faults))
        });
        Reading {
            challenges: lines("www-authenticate"),
            proxy_challenges: lines("proxy-authenticate"),
            credentials,
            date: date(exchange),
        }
    }
}

/// `Date`, unless the response is an old one out of a cache.
fn date(exchange: &Exchange) -> Option<Instant> {
    let headers = &exchange.response.headers;
    let old = exchange.from_cache || headers.get("age").is_some_and(|age| age.trim() != "0");
    if old { None } else { headers.get("date").and_then(Instant::parse_http_date) }
}

/// The median of the newest measurements.
#[derive(Debug, Default)]
struct Skew {
    newest: Vec<Span>,
    at: usize,
}

impl Skew {
    const KEPT: usize = 101;

    fn add(&mut self, skew: Span) {
        if self.newest.len() < Self::KEPT {
            self.newest.push(skew);
        } else if let Some(slot) = self.newest.get_mut(self.at % Self::KEPT) {
            *slot = skew;
        }
        self.at += 1;
    }

    fn median(&self) -> Option<Span> {
        let mut sorted = self.newest.clone();
        sorted::by_key(&mut sorted, |skew| *skew);
        sorted.get(sorted.len() / 2).copied()
    }
}

impl fmt::Display for ExchangeId {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
