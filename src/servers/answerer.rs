//! Which of the parties between browser and application made this answer.

use std::cell::OnceCell;
use std::sync::OnceLock;

use super::{SERVERS, text};
use crate::exchange::{Exchange, Headers};
use crate::finding::{Evidence, Source};
use crate::search::{self, Runs};
use crate::text::ServerText;

/// Who answered, with the reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Answerer {
    /// Which layer.
    pub layer: Layer,
    /// Which server or framework, where it is known.
    pub server: Option<&'static ServerText>,
    /// What shows it.
    pub because: Option<Evidence>,
}

/// The parties between page and application, outermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// The browser itself: no answer came.
    Browser,
    /// A forward proxy of the network or the computer.
    Proxy,
    /// A CDN or firewall in front of the site.
    Cdn,
    /// An API gateway or load balancer.
    Gateway,
    /// A web server or reverse proxy.
    WebServer,
    /// A framework or library inside the application.
    Framework,
    /// The application, or nothing tells.
    Application,
}

/// The layer of what makes requests. It never answers.
pub(super) const PAGE: &str = "page";

/// Who answered. What can only come from one server decides; else the innermost one that is seen on
/// the way.
pub fn answerer(exchange: &Exchange) -> Answerer {
    if exchange.response.status == 0 {
        let because = exchange.error.as_ref().map(|e| Evidence::new(Source::BrowserError, e.as_str()));
        return Answerer { layer: Layer::Browser, server: None, because };
    }
    let searched = Searched::of(exchange);
    let table = Table::get();
    let proof = searched.first_of(&table.answers, exchange, &|_| true);
    // Cookies that are sent may come from another server of this host: ports share them.
    let said = |p: &Pattern| !matches!(p.place, Place::Cookie) || searched.sets(p.text, exchange);
    let inner = |p: &Pattern| matches!(p.server.layer, "application" | "framework") && said(p);
    let seen = || {
        let shown = searched.first_of(&table.present, exchange, &inner);
        shown.or_else(|| searched.first_of(&table.present, exchange, &|_| true))
    };
    match proof {
        Some((server, because)) => {
            Answerer { layer: Layer::named(server.layer), server: Some(server), because: Some(because) }
        }
        None => match seen() {
            Some((server, because)) => {
                // Standing on the way is no proof: the application behind may have answered.
                let layer = match Layer::named(server.layer) {
                    Layer::Framework => Layer::Application,
                    other => other,
                };
                Answerer { layer, server: Some(server), because: Some(because) }
            }
            None => Answerer { layer: Layer::Application, server: None, because: None },
        },
    }
}

/// What an exchange shows: the server that answered, those on the way, nearest to the application
/// first, and what made the request. Where nothing tells how it was made, that is `fetch`.
pub fn seen(exchange: &Exchange) -> Vec<&'static ServerText> {
    let by = answerer(exchange).server;
    let body = Searched::of(exchange);
    let shows = |patterns| first(patterns, exchange, &body).is_some();
    let shown = SERVERS.iter().filter(|s| shows(s.answers) || shows(s.present) || shows(s.often));
    let others = shown.filter(|s| by.is_none_or(|by| by.id != s.id));
    let mut seen: Vec<&str> = by.iter().chain(others).map(|s| s.id).collect();
    // A library is built on the browser's own calls: it tells more than they do.
    let own = |id: &str| matches!(id, "fetch" | "xhr");
    let page = |id: &str| SERVERS.iter().any(|s| s.layer == PAGE && s.id == id);
    if seen.iter().any(|id| page(id) && !own(id)) {
        seen.retain(|id| !own(id));
    }
    if !seen.iter().any(|id| page(id)) {
        seen.push("fetch");
    }
    // The panel loads the words: what decides has none.
    seen.into_iter().filter_map(text).collect()
}

impl Layer {
    /// In the order above.
    pub const ALL: [Layer; 7] = [
        Layer::Browser,
        Layer::Proxy,
        Layer::Cdn,
        Layer::Gateway,
        Layer::WebServer,
        Layer::Framework,
        Layer::Application,
    ];

    /// `web-server`, as in the JSON contract.
    pub fn id(self) -> &'static str {
        match self {
            Layer::Browser => "browser",
            Layer::Proxy => "proxy",
            Layer::Cdn => "cdn",
            Layer::Gateway => "gateway",
            Layer::WebServer => "web-server",
            Layer::Framework => "framework",
            Layer::Application => "application",
        }
    }

    fn named(id: &str) -> Self {
        Layer::ALL.into_iter().find(|layer| layer.id() == id).unwrap_or(Layer::Application)
    }
}

/// The first of the patterns that the exchange shows. A pattern is a place and a text in it, without
/// regard to case; an empty text means that the place is there at all, and one after `=` is all of it.
fn first<'x>(patterns: &[(&str, &str)], exchange: &'x Exchange, body: &Searched<'x>) -> Option<Evidence> {
    patterns.iter().find_map(|(place, text)| body.shows(Place::of(place), text, exchange))
}

/// The patterns of all servers in one list, in their order. Every exchange is asked for each of them.
struct Table {
    answers: Vec<Pattern>,
    present: Vec<Pattern>,
}

struct Pattern {
    server: &'static ServerText,
    place: Place<'static>,
    text: &'static str,
}

/// Where a pattern's text stands. A header comes with its [`bit`].
#[derive(Clone, Copy)]
enum Place<'p> {
    Body,
    Header(&'p str, u64),
    RequestHeader(&'p str, u64),
    Cookie,
    Challenge,
    Type,
    Url,
    StatusText,
    Unknown,
}

impl Table {
    fn get() -> &'static Self {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(|| {
            let mut table = Table { answers: Vec::new(), present: Vec::new() };
            for server in SERVERS.iter().copied().filter(|s| s.layer != PAGE) {
                let pattern =
                    |&(place, text): &(&'static str, &'static str)| Pattern { server, place: Place::of(place), text };
                table.answers.extend(server.answers.iter().map(pattern));
                table.present.extend(server.present.iter().map(pattern));
            }
            table
        })
    }
}

impl<'p> Place<'p> {
    fn of(place: &'p str) -> Self {
        match (place, place.split_once(' ')) {
            (_, Some(("header", name))) => Place::Header(name, bit(name)),
            (_, Some(("request-header", name))) => Place::RequestHeader(name, bit(name)),
            ("body", _) => Place::Body,
            ("cookie", _) => Place::Cookie,
            ("challenge", _) => Place::Challenge,
            ("type", _) => Place::Type,
            ("url", _) => Place::Url,
            ("status-text", _) => Place::StatusText,
            _ => Place::Unknown,
        }
    }
}

/// What is searched, made ready for many searches.
struct Searched<'x> {
    /// The start of an error's body. What succeeded is the application's own text and says nothing of who answered.
    body: &'x str,
    runs: Runs,
    /// The names of the response's headers, as [`bit`]s.
    names: u64,
    /// Those of the request's.
    asked: u64,
    /// The cookies that are set and then those that are sent, and whether each is set.
    cookies: OnceCell<Vec<(&'x str, bool)>>,
}

impl<'x> Searched<'x> {
    /// How much of a body is searched, in bytes. Error pages are far shorter.
    const LIMIT: usize = 16 * 1024;

    fn of(exchange: &'x Exchange) -> Self {
        let text = exchange.response.body.as_ref().filter(|_| exchange.response.status >= 400).map_or("", |b| &b.text);
        let end = (0..=Self::LIMIT.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
        let body = text.get(..end).unwrap_or("");
        let bits = |headers: &Headers| headers.iter().fold(0, |names, header| names | bit(&header.name));
        let (names, asked) = (bits(&exchange.response.headers), bits(&exchange.request.headers));
        Searched { body, runs: Runs::of(&[body]), names, asked, cookies: OnceCell::new() }
    }

    /// The first pattern that the exchange shows.
    fn first_of(
        &self,
        patterns: &[Pattern],
        exchange: &'x Exchange,
        counts: &dyn Fn(&Pattern) -> bool,
    ) -> Option<(&'static ServerText, Evidence)> {
        // Most look at what most exchanges do not have.
        let (challenged, words) =
            (self.names & bit("www-authenticate") != 0, !exchange.response.status_text.is_empty());
        let cookies = self.names & bit("set-cookie") != 0 || self.asked & bit("cookie") != 0;
        let may = |place: Place| match place {
            Place::Body => !self.body.is_empty(),
            Place::Header(_, bit) => self.names & bit != 0,
            Place::RequestHeader(_, bit) => self.asked & bit != 0,
            Place::Cookie => cookies,
            Place::Challenge => challenged,
            Place::StatusText => words,
            Place::Type | Place::Url | Place::Unknown => true,
        };
        let mut patterns = patterns.iter().filter(|p| may(p.place) && counts(p));
        patterns.find_map(|p| Some((p.server, self.shows(p.place, p.text, exchange)?)))
    }

    /// Whether the answer sets a cookie whose line starts with `text`.
    fn sets(&self, text: &str, exchange: &'x Exchange) -> bool {
        self.cookies.get_or_init(|| cookies(exchange)).iter().any(|(cookie, set)| *set && cookie.starts_with(text))
    }

    fn shows(&self, place: Place, text: &str, exchange: &'x Exchange) -> Option<Evidence> {
        let response = &exchange.response;
        let holds = |value: &str| match text.strip_prefix('=') {
            Some(whole) => value.trim().eq_ignore_ascii_case(whole),
            None => text.is_empty() || contains(value, text),
        };
        match place {
            Place::Body => {
                if self.body.is_empty() || !self.runs.may_hold(text) {
                    return None;
                }
                let at = search::find(self.body, text)?;
                Some(Evidence::new(Source::ResponseBody, self.body.get(at..at + text.len())?))
            }
            Place::Header(name, bit) => {
                if self.names & bit == 0 {
                    return None;
                }
                let value = response.headers.all(name).find(|v| holds(v))?;
                Some(Evidence::response_header(name, value))
            }
            Place::RequestHeader(name, _) => {
                let value = exchange.request.headers.all(name).find(|v| holds(v))?;
                Some(Evidence::request_header(name, value))
            }
            Place::Cookie => {
                let cookies = self.cookies.get_or_init(|| cookies(exchange));
                let (cookie, set) = cookies.iter().find(|(cookie, _)| cookie.starts_with(text))?;
                let name = cookie.split('=').next().unwrap_or("");
                Some(if *set {
                    Evidence::response_header("Set-Cookie", name)
                } else {
                    Evidence::request_header("Cookie", name)
                })
            }
            Place::Challenge => {
                let value = response.headers.all("www-authenticate").find(|v| holds(v))?;
                Some(Evidence::response_header("WWW-Authenticate", value))
            }
            Place::Type => {
                (exchange.resource_type.as_deref() == Some(text)).then(|| Evidence::new(Source::Method, text))
            }
            Place::Url => holds(exchange.request.url.as_str()).then(|| Evidence::new(Source::Url, text)),
            Place::StatusText => {
                holds(&response.status_text).then(|| Evidence::new(Source::Status, response.status_text.as_str()))
            }
            Place::Unknown => None,
        }
    }
}

/// Each cookie as it stands in `Set-Cookie` or `Cookie`, and whether it is set.
fn cookies(exchange: &Exchange) -> Vec<(&str, bool)> {
    let set = exchange.response.headers.all("set-cookie").map(|line| (line.trim_start(), true));
    let sent =
        exchange.request.headers.all("cookie").flat_map(|line| line.split(';')).map(|cookie| (cookie.trim(), false));
    set.chain(sent).collect()
}

/// One of 64 bits for the name of a header: a name whose bit is not set is not there.
fn bit(name: &str) -> u64 {
    let edge = |byte: Option<&u8>| byte.map_or(0, |b| usize::from(b.to_ascii_lowercase()));
    let bytes = name.as_bytes();
    1 << ((name.len() * 7 + edge(bytes.first()) * 3 + edge(bytes.last())) % 64)
}

/// Whether `text` holds `part`, without regard to ASCII case.
fn contains(text: &str, part: &str) -> bool {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    let searched = text.get(..text.len().min(64 * 1024)).unwrap_or_default();
    let Some(first) = part.first() else { return false };
    let mut windows = searched.windows(part.len());
    windows.any(|w| w.first().is_some_and(|b| b.eq_ignore_ascii_case(first)) && w.eq_ignore_ascii_case(part))
}
