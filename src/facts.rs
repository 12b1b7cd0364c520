//! What is true of one exchange and of its neighbours. Facts hold no opinions; rules do.

pub mod credential;
mod cross_origin;
mod csrf;
mod dev_server;
mod dpop;
mod given;
pub mod graphql;
pub mod kept_cookies;
pub mod link;
pub mod login;
mod memo;
pub mod paths;
pub mod roles;
mod says;
pub mod sentence;
mod sequence;
mod session;
mod stated;
pub mod way;

pub use dpop::DpopFault;
pub use memo::Memo;
pub use says::find;
pub use sequence::ROUNDED;
pub use stated::Reason;

use serde_json::Value;

use crate::exchange::tokens::FoundToken;
use crate::exchange::{Address, Exchange, Request, Response};
use crate::finding::{Evidence, Source};
use crate::history::{ExchangeId, History, Row};
use crate::http::challenge::Challenge;
use crate::http::credentials::Credentials;
use crate::instant::{Instant, Span};
use crate::search;
use crate::servers::{self, Answerer};
use crate::token::{Jws, Token};

/// How far two clocks may differ before Latchkey speaks of it.
pub const LEEWAY: Span = Span::seconds(2);

/// One exchange, looked at from the middle of its recording. Cheap to copy; everything costly is
/// computed once per exchange.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'x> {
    history: &'x History,
    row: &'x Row,
    memo: Option<&'x Memo>,
}

impl<'x> Facts<'x> {
    /// The facts of one exchange; `None` when the history no longer holds it.
    pub fn of(history: &'x History, id: ExchangeId) -> Option<Self> {
        history.get(id).map(|row| Facts { history, row, memo: None })
    }

    /// The same facts; what is asked of them more than once is found once. The memo is for this exchange alone.
    pub fn with(self, memo: &'x Memo) -> Self {
        Facts { memo: Some(memo), ..self }
    }

    /// The facts of another exchange of the same recording.
    pub fn at(self, row: &'x Row) -> Facts<'x> {
        Facts { history: self.history, row, memo: None }
    }

    /// The facts of the exchange of that id.
    fn other(self, id: Option<ExchangeId>) -> Option<Facts<'x>> {
        self.history.get(id?).map(|row| self.at(row))
    }

    /// The facts of the exchanges of these ids.
    fn others(self, ids: &'x [ExchangeId]) -> impl Iterator<Item = Facts<'x>> {
        ids.iter().filter_map(move |id| self.other(Some(*id)))
    }

    /// The exchange's id.
    pub fn id(self) -> ExchangeId {
        self.row.id
    }

    /// The exchange itself.
    pub fn exchange(self) -> &'x Exchange {
        &self.row.exchange
    }

    /// The request.
    pub fn request(self) -> &'x Request {
        &self.row.exchange.request
    }

    /// The response.
    pub fn response(self) -> &'x Response {
        &self.row.exchange.response
    }

    /// The row with its route and parsed fields.
    pub fn row(self) -> &'x Row {
        self.row
    }

    /// All exchanges of the recording.
    pub fn history(self) -> &'x History {
        self.history
    }

    /// The status code; 0 when the page got no response.
    pub fn status(self) -> u16 {
        self.row.status
    }

    /// The method.
    pub fn method(self) -> &'x str {
        &self.request().method
    }

    /// The URL.
    pub fn url(self) -> &'x Address {
        &self.request().url
    }

    /// Whether another request goes to the same URL.
    pub fn same_url(self, other: Facts) -> bool {
        self.row.may_share_url(other.row) && self.url().as_str() == other.url().as_str()
    }

    /// Whether another request goes to the same scheme, host and port (RFC 6454).
    pub fn same_origin(self, other: Facts) -> bool {
        self.row.route.origin == other.row.route.origin
    }

    /// Whether the status is one of these.
    pub fn status_in(self, any: &[u16]) -> bool {
        any.contains(&self.status())
    }

    /// A request header.
    pub fn sent(self, name: &str) -> Option<&'x str> {
        self.request().headers.get(name)
    }

    /// A response header.
    pub fn header(self, name: &str) -> Option<&'x str> {
        self.response().headers.get(name)
    }

    /// The status as evidence: `401 Unauthorized`.
    pub fn status_evidence(self) -> Evidence {
        let response = self.response();
        Evidence::new(Source::Status, format!("{} {}", response.status, response.status_text).trim_end())
    }

    /// A response header as evidence, where it is there.
    pub fn header_evidence(self, name: &str) -> Option<Evidence> {
        self.header(name).map(|value| Evidence::response_header(name, value))
    }

    /// A request header as evidence, where it is there. For headers without secrets.
    pub fn sent_evidence(self, name: &str) -> Option<Evidence> {
        self.sent(name).map(|value| Evidence::request_header(name, value))
    }

    // --- what was sent ---

    /// The raw `Authorization` value.
    pub fn authorization(self) -> Option<&'x str> {
        self.sent("authorization")
    }

    /// Whether another request carries the same `Authorization`, or like this one none.
    pub fn same_authorization(self, other: Facts) -> bool {
        self.row.may_share_authorization(other.row) && self.authorization() == other.authorization()
    }

    /// The `Authorization` value, parsed.
    pub fn credentials(self) -> Option<&'x Credentials> {
        self.row.reading().credentials.as_ref().map(|(c, _)| c)
    }

    /// The token in `Authorization`.
    pub fn token(self) -> Option<&'x Token> {
        self.row.token().map(|(token, _)| token)
    }

    /// The token in `Authorization`, where it is a JWS.
    pub fn jws(self) -> Option<&'x Jws> {
        self.token()?.jws()
    }

    /// Every token of the exchange, in the request and in the response, with its place. Found once,
    /// and only when asked for.
    pub fn tokens(self) -> &'x [FoundToken] {
        self.row.tokens()
    }

    /// The names and values of the cookies sent.
    pub fn cookies(self) -> Vec<(&'x str, &'x str)> {
        self.cookie_pairs().collect()
    }

    /// The same, one by one.
    pub fn cookie_pairs(self) -> impl Iterator<Item = (&'x str, &'x str)> {
        let lines = self.request().headers.all("cookie");
        lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='))
    }

    /// Whether the browser may have added credentials that the recording does not show: after
    /// Basic, Digest, NTLM or Negotiate in the browser's own dialog, `Authorization` is not
    /// recorded.
    pub fn may_hide_credentials(self) -> bool {
        self.challenges().any(|c| ["Basic", "Digest", "NTLM", "Negotiate"].iter().any(|s| c.is(s)))
    }

    /// Whether anything in the request could tell who asks: `Authorization`, cookies, or a header
    /// or query parameter that is usual for keys and tokens.
    pub fn has_identity(self) -> bool {
        self.authorization().is_some_and(|v| !v.trim().is_empty())
            || self.sent("cookie").is_some()
            || self.api_key().is_some()
            || self.url().has_userinfo()
    }

    /// An API key or token outside `Authorization`: the name of the header or query parameter.
    pub fn api_key(self) -> Option<Source> {
        const HEADERS: &[&str] = &[
            "x-api-key", "api-key", "apikey", "x-auth-token", "x-access-token", "x-goog-api-key",
            "x-amz-security-token", "ocp-apim-subscription-key", "x-functions-key", "x-gitlab-token", "private-token",
            "job-token", "x-shopify-access-token", "x-figma-token", "x-vault-token", "x-token", "token", "x-jwt",
            "x-user-token",
        ];
        const QUERY: &[&str] =
            &["access_token", "api_key", "apikey", "key", "token", "auth", "jwt", "subscription-key", "code"];
        if let Some(header) =
            self.request().headers.iter().find(|h| HEADERS.iter().any(|n| h.name.eq_ignore_ascii_case(n)))
        {
            return Some(Source::RequestHeader(header.name.clone()));
        }
        // User name and password: InfluxDB and Subsonic name them `u` and `p`, which elsewhere is a page.
        let value = |name| self.url().query_value(name);
        let short = || value("u").is_some() && value("p").is_some_and(|p| !p.is_empty() && p.parse::<u32>().is_err());
        (self.url().has_param(QUERY) || short()).then_some(Source::Url)
    }

    // --- what was answered ---

    /// Every challenge of `WWW-Authenticate`, in order.
    pub fn challenges(self) -> impl Iterator<Item = &'x Challenge> {
        self.row.reading().challenges.iter().flat_map(|line| &line.challenges)
    }

    /// The first challenge of an auth-scheme.
    pub fn challenge(self, scheme: &str) -> Option<&'x Challenge> {
        self.challenges().find(|c| c.is(scheme))
    }

    /// `error` of any challenge (RFC 6750 §3), `invalid_token`.
    pub fn challenge_error(self) -> Option<&'x str> {
        self.challenges().find_map(|c| c.param("error"))
    }

    /// The response body as text. Where a page was answered with an error and no content, Chromium shows a page of its own
    /// and records that as the body.
    pub fn body(self) -> &'x str {
        if self.exchange().error.as_deref() == Some("net::ERR_HTTP_RESPONSE_CODE_FAILURE") {
            return "";
        }
        self.response().body.as_ref().map_or("", |b| b.text.as_str())
    }

    /// Whether one of these stands in the response body, each with the `"` or `\` that it begins with. Quicker than to parse
    /// the body, which most rules need not.
    pub fn body_names(self, names: &[&str]) -> bool {
        search::holds_quoted(self.body(), names)
    }

    /// The response body as JSON.
    pub fn json(self) -> Option<&'x Value> {
        self.row.json()
    }

    /// Whether the response is an HTML page.
    pub fn is_html(self) -> bool {
        self.response().mime_type == "text/html" || {
            let start = self.body().trim_start().get(..15).unwrap_or("").to_ascii_lowercase();
            start.starts_with("<!doctype html") || start.starts_with("<html")
        }
    }

    /// Whether the page asked for data: by `fetch` or XHR, not for a page, script or image.
    pub fn is_api_call(self) -> bool {
        match self.exchange().resource_type.as_deref() {
            Some(kind) => matches!(kind, "xhr" | "fetch" | "eventsource" | "websocket" | "ping"),
            None => self.looks_fetched(),
        }
    }

    /// As [`Facts::is_api_call`], by the request's headers alone: Firefox and proxies record no kind.
    fn looks_fetched(self) -> bool {
        let accepts = self.sent("accept").unwrap_or("");
        if accepts.contains("json") || accepts == "text/event-stream" || self.authorization().is_some() {
            return true;
        }
        match self.sent("sec-fetch-dest") {
            Some(dest) => dest == "empty",
            // Plain http shows no destination. Scripts take everything too, but they have a name.
            None => accepts == "*/*" && !self.is_preflight_or_asset(),
        }
    }

    fn is_preflight_or_asset(self) -> bool {
        const ASSETS: &[&str] = &[
            "js", "mjs", "cjs", "css", "map", "wasm", "ico", "png", "jpg", "jpeg", "gif", "svg", "webp", "woff",
            "woff2", "ttf", "mp4", "webm",
        ];
        self.exchange().is_preflight() || self.url().extension().is_some_and(|e| ASSETS.contains(&e.as_str()))
    }

    /// Whether the browser loads a whole page.
    pub fn is_navigation(self) -> bool {
        self.row.navigates(|| self.looks_like_navigation())
    }

    fn looks_like_navigation(self) -> bool {
        self.exchange().resource_type.as_deref() == Some("document")
            || self.sent("sec-fetch-dest") == Some("document")
            || self.sent("sec-fetch-mode") == Some("navigate")
            || (self.exchange().resource_type.is_none()
                && self.sent("sec-fetch-mode").is_none()
                && self.sent("accept").is_some_and(|accept| accept.starts_with("text/html")))
    }

    /// Whether the page listens to a stream of events.
    pub fn is_event_source(self) -> bool {
        match self.exchange().resource_type.as_deref() {
            Some(kind) => kind == "eventsource",
            None => self.sent("accept") == Some("text/event-stream"),
        }
    }

    /// Who answered, with the reason.
    pub fn answerer(self) -> Answerer {
        let find = || servers::answerer(self.exchange());
        self.memo.map_or_else(find, |memo| memo.answerer.get_or_init(find).clone())
    }

    // --- time ---

    /// When the server answered, by its own clock: its `Date`, else this computer's clock corrected
    /// by the skew known so far.
    pub fn now(self) -> Instant {
        self.row.reading().date.unwrap_or_else(|| self.exchange().ended() + self.history.skew().unwrap_or_default())
    }

    /// `Date` of the response, where it was made for this response.
    pub fn date(self) -> Option<Instant> {
        self.row.reading().date
    }

    /// The server's clock minus this computer's: by this response, else over the recording.
    pub fn skew(self) -> Option<Span> {
        self.row.skew().or_else(|| self.history.skew())
    }

    /// The server's time as evidence.
    pub fn now_evidence(self) -> Evidence {
        match self.header("date").zip(self.date()) {
            Some((date, at)) => Evidence::response_header("Date", date).tells(at),
            None => Evidence::moment(Source::Clock, "", self.now()),
        }
    }
}
