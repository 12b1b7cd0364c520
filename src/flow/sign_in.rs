//! The sign-in by OAuth 2.0 and OpenID Connect: authorize, come back with a code, trade it, use the
//! token (RFC 6749 §4.1; the implicit grant of §4.2 ends at the way back).

use super::Part;
use super::members::{Members, moment};
use crate::exchange::Address;
use crate::facts::Facts;
use crate::instant::Span;
use crate::sorted;

/// How many neighbours are searched; a user takes a while to sign in, and pages load much.
const REACH: usize = 1000;
/// How long after the trade the token must be used for the use to be shown.
const NEAR: Span = Span::minutes(2);
/// How many steps of the sign-in server's own pages are shown.
const PAGES: usize = 4;

/// The code that a request hands on (RFC 6749 §4.1.2, §4.1.3): in the query of the way back, in its
/// form, or in the trade. Secret.
pub(super) fn code(facts: Facts) -> Option<String> {
    if facts.is_token_call() {
        return facts.request_member(&["code"]).filter(|_| grant(facts).as_deref() == Some("authorization_code"));
    }
    way_back(facts)?.code
}

/// The members of the sign-in that an exchange is part of.
pub(super) fn members(facts: Facts) -> Option<Members> {
    let found = Found::of(facts)?;
    let mut members: Members = Vec::new();
    if let Some(asked) = found.authorize {
        members.extend(asked.redirected_from().map(|f| (f, Part::Start)));
        members.push((asked, Part::Authorize));
        members
            .extend(pages(asked, found.back.or(found.trades.first().copied())).into_iter().map(|f| (f, Part::SignIn)));
    }
    members.extend(found.back.map(|f| (f, Part::Callback)));
    members.extend(found.trades.iter().map(|f| (*f, Part::Trade)));
    match found.trades.last() {
        Some(trade) => members.extend(first_use(*trade).map(|f| (f, Part::Use))),
        // The app's server trades the code itself, and sends the browser to where it was.
        None => members.extend(found.back.and_then(Facts::redirected_to).map(|f| (f, Part::Landed))),
    }
    if members.iter().all(|(f, _)| f.id() != facts.id()) {
        members.push((facts, Part::Use));
    }
    sorted::by_key(&mut members, |(f, _)| moment(*f));
    members.dedup_by_key(|(f, _)| f.id());
    (members.len() > 1).then_some(members)
}

/// The corner stones of a sign-in.
struct Found<'x> {
    authorize: Option<Facts<'x>>,
    back: Option<Facts<'x>>,
    trades: Vec<Facts<'x>>,
}

impl<'x> Found<'x> {
    fn of(facts: Facts<'x>) -> Option<Self> {
        if is_authorize(facts) {
            return Some(Self::from_authorize(facts));
        }
        if facts.redirect_target().is_some_and(|target| is_authorize_url(&Address::new(target))) {
            return facts.redirected_to().map(Self::from_authorize);
        }
        if way_back(facts).is_some() {
            return Some(Self::from_back(facts));
        }
        if let Some(code) = code(facts) {
            return Some(Self::from_code(facts, &code));
        }
        // A page of the sign-in server between the question and the way back.
        let page = facts.is_navigation() || facts.is_login() || facts.redirect_target().is_some();
        if page && let Some(asked) = before(facts).find(|f| is_authorize(*f)) {
            let found = Self::from_authorize(asked);
            let until = found.back.or(found.trades.first().copied());
            if pages(asked, until).iter().any(|f| f.id() == facts.id()) || found.landing() == Some(facts.id()) {
                return Some(found);
            }
        }
        // A call with the token that a trade gave out.
        let token = facts.token_text()?;
        let trade = before(facts).find(|f| {
            f.is_token_call()
                && f.succeeded()
                && f.issued_token()
                    .map_or_else(|| first_use(*f).is_some_and(|used| used.id() == facts.id()), |issued| issued == token)
        })?;
        let code = code(trade)?;
        Some(Self::from_code(trade, &code))
    }

    fn from_authorize(asked: Facts<'x>) -> Self {
        let state = asked.url().query_value("state");
        let place = asked.url().query_value("redirect_uri");
        // The next question begins another sign-in.
        let mut later = after(asked).take_while(|f| !is_authorize(*f) || f.url().query_value("state") == state);
        let back = later.find(|f| way_back(*f).is_some_and(|b| fits(&b, *f, state.as_deref(), place.as_deref())));
        let trades = back.and_then(code).map(|code| trades(asked, &code)).unwrap_or_default();
        Found { authorize: Some(asked), back, trades }
    }

    fn from_back(back: Facts<'x>) -> Self {
        let read = way_back(back);
        let state = read.as_ref().and_then(|b| b.state.clone());
        let authorize = before(back).find(|f| {
            is_authorize(*f)
                && read.as_ref().is_some_and(|b| {
                    fits(
                        b,
                        back,
                        f.url().query_value("state").as_deref(),
                        f.url().query_value("redirect_uri").as_deref(),
                    )
                })
        });
        let code = read.and_then(|b| b.code);
        let trades = code.map(|code| trades(back, &code)).unwrap_or_default();
        // Without a state nothing ties it to a question of long ago.
        Found { authorize: authorize.filter(|_| state.is_some() || !trades.is_empty()), back: Some(back), trades }
    }

    fn from_code(trade: Facts<'x>, wanted: &str) -> Self {
        let back = before(trade).find(|f| way_back(*f).is_some_and(|b| b.code.as_deref() == Some(wanted)));
        match back {
            Some(back) => Self::from_back(back),
            None => {
                let mut all: Vec<_> = before(trade).filter(|f| code(*f).as_deref() == Some(wanted)).collect();
                all.reverse();
                all.push(trade);
                all.extend(trades(trade, wanted));
                Found { authorize: None, back: None, trades: all }
            }
        }
    }

    fn landing(&self) -> Option<crate::history::ExchangeId> {
        self.back?.redirected_to().map(Facts::id)
    }
}

/// What comes back from the sign-in server.
struct Back {
    state: Option<String>,
    code: Option<String>,
}

/// The way back to the app: `code` or `error` with `state`, in the query or in a form that the
/// sign-in server's page posts (`response_mode=form_post`).
fn way_back(facts: Facts) -> Option<Back> {
    let text = facts.url().as_str();
    let in_query = text.contains("code=") || text.contains("error=");
    if !(in_query || facts.method() == "POST" && facts.request().body.is_some()) || facts.is_token_call() {
        return None;
    }
    let member = |name: &str| {
        if in_query { facts.url().query_value(name) } else { facts.request_member(&[name]) }.filter(|v| !v.is_empty())
    };
    let (code, error, state) = (member("code"), member("error"), member("state"));
    let beside = state.is_some() || member("iss").is_some() || member("session_state").is_some();
    let named = code.is_some() || error.is_some();
    (named && beside && !is_authorize(facts)).then_some(Back { state, code })
}

/// Whether a way back answers the question with this state and return address.
fn fits(back: &Back, at: Facts, state: Option<&str>, place: Option<&str>) -> bool {
    match (back.state.as_deref(), state) {
        (Some(one), Some(other)) => one == other,
        _ => place.is_some_and(|place| at.url().as_str().split(['?', '#']).next() == place.split(['?', '#']).next()),
    }
}

fn is_authorize(facts: Facts) -> bool {
    matches!(facts.method(), "GET" | "POST") && is_authorize_url(facts.url())
}

/// RFC 6749 §4.1.1, RFC 9126 §4.
fn is_authorize_url(url: &Address) -> bool {
    let text = url.as_str();
    text.contains("client_id=") && (text.contains("response_type=") || text.contains("request_uri="))
}

/// The sign-in server's own pages and forms between the question and the way back.
fn pages<'x>(asked: Facts<'x>, until: Option<Facts<'x>>) -> Vec<Facts<'x>> {
    let Some(until) = until else {
        // Nobody came back: the page to which the question led is the last that is seen.
        return asked.redirected_to().into_iter().collect();
    };
    after(asked)
        .take_while(|f| f.id() < until.id())
        .filter(|f| asked.same_origin(*f) && !f.row().is_preflight)
        .filter(|f| f.is_navigation() || f.is_login() || f.redirect_target().is_some())
        .take(PAGES)
        .collect()
}

/// The trades of a code after an exchange.
fn trades<'x>(from: Facts<'x>, wanted: &str) -> Vec<Facts<'x>> {
    let fits = |f: &Facts| f.is_token_call() && code(*f).as_deref() == Some(wanted);
    after(from).filter(fits).take(PAGES).collect()
}

/// The first call with the token that a trade gave out. Where the answer's body is not known, a
/// token that nobody sent before.
fn first_use(trade: Facts) -> Option<Facts> {
    if !trade.succeeded() {
        return None;
    }
    let ended = trade.exchange().ended();
    let mut later = after(trade).take_while(|f| f.exchange().started - ended < NEAR);
    match trade.issued_token() {
        Some(issued) => later.find(|f| f.token_text() == Some(issued)),
        None => {
            let candidate = later.find(|f| f.token_text().is_some() && !f.is_token_call())?;
            let known = before(trade).any(|f| f.authorization() == candidate.authorization());
            (!known).then_some(candidate)
        }
    }
}

fn grant(facts: Facts) -> Option<String> {
    facts.request_member(&["grant_type"])
}

fn before(facts: Facts) -> impl Iterator<Item = Facts> {
    facts.history().before(facts.id()).take(REACH).map(move |row| facts.at(row))
}

fn after(facts: Facts) -> impl Iterator<Item = Facts> {
    facts.history().after(facts.id()).take(REACH).map(move |row| facts.at(row))
}
