//! The exchanges of a recording in the order they started, and what each carries, read once.

mod sent_tokens;

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
use crate::http::tokens::sent_in;
use crate::instant::{Instant, Span};
use crate::route::{self, Route};
use crate::sorted;
use crate::token::Read;

use sent_tokens::{SentToken, SentTokens};

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
    routes: HashMap<Arc<Route>, Way>,
    setters: Vec<ExchangeId>,
    tokens: SentTokens,
    skew: Skew,
    /// How many are kept, where it is fewer than [`LIMIT`].
    kept: Option<usize>,
    /// What is not dropped although it is among the oldest, nor what came after it.
    held: Option<ExchangeId>,
}

/// What is kept of a route.
#[derive(Debug)]
struct Way {
    route: Arc<Route>,
    words: Arc<OnceLock<Vec<String>>>,
    /// The ids of its rows, oldest first.
    ids: Vec<usize>,
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
    /// Whether it is a preflight, beside the exchange as well.
    pub is_preflight: bool,
    /// Where it goes; all rows of one route share it.
    pub route: Arc<Route>,
    /// The request's `Authorization` in short, see [`Row::may_share_authorization`].
    authorization: u64,
    /// The request's URL in short, see [`Row::may_share_url`].
    url: u64,
    words: Arc<OnceLock<Vec<String>>>,
    /// What `Authorization` holds as a token; all rows of one token share it.
    token: Option<Arc<SentToken>>,
    roles: OnceLock<Roles>,
    navigates: OnceLock<bool>,
    /// Apart, so that a row is small: rules go over hundreds of them.
    found: OnceLock<Box<Found>>,
}

/// What was found out about an exchange, each at the first call.
#[derive(Debug, Default)]
struct Found {
    reading: OnceLock<Reading>,
    json: OnceLock<Option<serde_json::Value>>,
    said: OnceLock<Vec<Said>>,
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
        let (route, words) = self.shared(Route::of(&exchange.request), id);
        let token = exchange.request.headers.get("authorization").and_then(sent_in);
        let row = Row {
            id,
            index,
            status: exchange.response.status,
            is_preflight: exchange.is_preflight(),
            route,
            authorization: in_short(exchange.request.headers.get("authorization")),
            url: in_short(Some(exchange.request.url.as_str())),
            words,
            token: token.map(|text| self.tokens.shared(text)),
            exchange,
            roles: OnceLock::new(),
            navigates: OnceLock::new(),
            found: OnceLock::new(),
        };
        if let Some(skew) = row.skew() {
            self.skew.add(skew);
        }
        if row.exchange.response.headers.has("set-cookie") {
            self.setters.push(id);
        }
        self.rows.push(row);
        let limit = self.limit();
        // A few more are dropped than must be, so that not each one that comes moves all the others.
        if self.rows.len() > limit {
            self.drop_oldest(limit - limit / 20);
        }
        id
    }

    /// Keeps this many exchanges from now on, at least 1 and at most [`LIMIT`]; drops the oldest beyond it. There are more only while
    /// one of the oldest is held, twice as many at most; once it is full, up to a twentieth fewer.
    pub fn keep(&mut self, newest: usize) {
        self.kept = Some(newest.clamp(1, LIMIT));
        if self.rows.len() > self.limit() {
            self.drop_oldest(self.limit());
        }
    }

    /// Holds an exchange, and what came after it, until another is held or none: somebody reads it. Beyond twice the
    /// [limit](Self::limit), or [`LIMIT`], it is dropped all the same.
    pub fn hold(&mut self, id: Option<ExchangeId>) {
        self.held = id;
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
        let all = self.routes.get(route).map_or(&[][..], |way| way.ids.as_slice());
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

    /// The name by which a token is known wherever several are told apart: `A` for the first that a request carried in
    /// `Authorization`, then `B` to `Z`, `A2` and so on. `None` where no request carried it.
    pub fn token_name(&self, token: &str) -> Option<String> {
        let number = self.token_number(token)?;
        let letter = char::from(b'A' + u8::try_from(number % 26).unwrap_or(0));
        Some(match number / 26 {
            0 => letter.to_string(),
            round => format!("{letter}{}", round + 1),
        })
    }

    /// How many tokens requests carried in `Authorization` before this one; `None` where no request carried it.
    pub fn token_number(&self, token: &str) -> Option<usize> {
        self.tokens.number(token)
    }

    /// Adds a row to its route; gives the route as earlier rows hold it, and the place for its words.
    fn shared(&mut self, route: Route, id: ExchangeId) -> (Arc<Route>, Arc<OnceLock<Vec<String>>>) {
        if let Some(way) = self.routes.get_mut(&route) {
            way.ids.push(id.0);
            return (Arc::clone(&way.route), Arc::clone(&way.words));
        }
        let (route, words) = (Arc::new(route), Arc::default());
        let way = Way { route: Arc::clone(&route), words: Arc::clone(&words), ids: vec![id.0] };
        self.routes.insert(Arc::clone(&route), way);
        (route, words)
    }

    /// How many rows stand before this id. Ids are given without gaps, and the oldest are dropped first.
    fn offset(&self, id: ExchangeId) -> usize {
        let first = self.rows.first().map_or(0, |row| row.id.0);
        id.0.saturating_sub(first).min(self.rows.len())
    }

    fn drop_oldest(&mut self, kept: usize) {
        let mut away = self.rows.len().saturating_sub(kept);
        let most = LIMIT.min(2 * self.limit());
        if let Some(held) = self.held.filter(|id| self.rows.len() <= most && self.get(*id).is_some()) {
            away = away.min(self.offset(held));
        }
        if away == 0 {
            return;
        }
        self.rows.drain(..away);
        let first = self.rows.first().map_or(0, |r| r.id.0);
        for way in self.routes.values_mut() {
            way.ids.retain(|id| *id >= first);
        }
        self.routes.retain(|_, way| !way.ids.is_empty());
        self.setters.retain(|id| id.0 >= first);
    }
}

impl Row {
    fn found(&self) -> &Found {
        self.found.get_or_init(Box::default)
    }

    /// Whether another request may carry the same `Authorization`, or like this one none. Told without reading its
    /// headers; a "no" is sure.
    pub fn may_share_authorization(&self, other: &Row) -> bool {
        self.authorization == other.authorization
    }

    /// Whether another request may go to the same URL; a "no" is sure.
    pub fn may_share_url(&self, other: &Row) -> bool {
        self.url == other.url
    }

    /// The parsed fields; computed at the first call.
    pub fn reading(&self) -> &Reading {
        self.found().reading.get_or_init(|| Reading::of(&self.exchange))
    }

    /// The token in `Authorization`, read at the first call.
    pub fn token(&self) -> Option<&Read> {
        self.token.as_ref()?.read(|| self.reading().credentials.as_ref().map(|(c, _)| c))
    }

    /// Every token of the exchange, in the request and in the response, with its place; found at the first call.
    pub fn tokens(&self) -> &[FoundToken] {
        self.found().tokens.get_or_init(|| tokens::of(&self.exchange))
    }

    /// The cookies that the answer sets, one for each line, read at the first call.
    pub fn set_cookies(&self) -> &[SetCookie] {
        self.found().set_cookies.get_or_init(|| {
            self.exchange.response.headers.all("set-cookie").map(|line| cookie::parse(line).0).collect()
        })
    }

    /// In which circumstances the answer sets its cookies, found out by `find` at the first call.
    pub fn cookie_context(&self, find: impl FnOnce() -> Context) -> &Context {
        self.found().cookie_context.get_or_init(find)
    }

    /// Which of the cookies sent is that of the session, found out by `find` at the first call.
    pub fn session_cookie(&self, find: impl FnOnce() -> Option<usize>) -> Option<usize> {
        *self.found().session_cookie.get_or_init(find)
    }

    /// The words of the path, see [`route::words`].
    pub fn path_words(&self) -> &[String] {
        self.words.get_or_init(|| route::words(&self.route.template))
    }

    /// What the exchange does for the sign-in, found out by `find` at the first call. Rules ask for it of every neighbour.
    pub fn roles(&self, find: impl FnOnce() -> Roles) -> Roles {
        *self.roles.get_or_init(find)
    }

    /// Whether the browser loads a whole page, found out by `find` at the first call.
    pub fn navigates(&self, find: impl FnOnce() -> bool) -> bool {
        *self.navigates.get_or_init(find)
    }

    /// The response body as JSON, where it is JSON.
    pub fn json(&self) -> Option<&serde_json::Value> {
        self.found()
            .json
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
        self.found().said.get_or_init(find)
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

/// A number for a text, by which most others are told from it; 0 for none.
fn in_short(text: Option<&str>) -> u64 {
    let Some(text) = text else { return 0 };
    // URLs and credentials differ in what they end with.
    let end = text.bytes().rev().take(24);
    let mixed = end.fold(text.len() as u64, |all, byte| {
        (all.rotate_left(5) ^ u64::from(byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    mixed | 1
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
