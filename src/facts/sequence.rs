//! What came before and after.

use super::Facts;
use crate::exchange::Exchange;
use crate::history::{NEARBY, Row};
use crate::instant::Span;

/// How far apart two exchanges may be to count as one step of a sequence.
const NEAR: Span = Span::minutes(2);

/// Starts are given in whole milliseconds, so what waited for another may seem to begin so much before it.
pub const ROUNDED: Span = Span(2);

impl<'x> Facts<'x> {
    /// The last earlier exchange of the same route that succeeded.
    pub fn last_success(self) -> Option<Facts<'x>> {
        self.same_route_before().find(|f| f.succeeded())
    }

    /// The first later exchange of the same method and URL.
    pub fn next_same(self) -> Option<Facts<'x>> {
        let find = || self.same_route_after().find(|f| f.same_url(self));
        match self.memo {
            Some(memo) => self.other(*memo.next_same.get_or_init(|| find().map(Facts::id))),
            None => find(),
        }
    }

    /// Later exchanges of the same method and URL within two minutes, oldest first.
    pub fn retries(self) -> impl Iterator<Item = Facts<'x>> {
        let ended = self.exchange().ended();
        self.same_route_after()
            .filter(move |f| f.same_url(self))
            .take_while(move |f| f.exchange().started - ended < NEAR)
    }

    /// Earlier exchanges of the same method and URL within two minutes, newest first.
    pub fn attempts(self) -> impl Iterator<Item = Facts<'x>> {
        let started = self.exchange().started;
        self.same_route_before()
            .filter(move |f| f.same_url(self))
            .take_while(move |f| started - f.exchange().ended() < NEAR)
    }

    /// Earlier exchanges of the same route, newest first; at most [`NEARBY`].
    pub fn same_route_before(self) -> impl Iterator<Item = Facts<'x>> {
        self.history().route_before(&self.row().route, self.id()).map(move |r| self.at(r))
    }

    /// Later exchanges of the same route, oldest first; at most [`NEARBY`].
    pub fn same_route_after(self) -> impl Iterator<Item = Facts<'x>> {
        self.history().route_after(&self.row().route, self.id()).map(move |r| self.at(r))
    }

    /// Earlier exchanges, newest first; at most [`NEARBY`].
    pub fn earlier(self) -> impl Iterator<Item = Facts<'x>> {
        self.history().before(self.id()).take(NEARBY).map(move |r| self.at(r))
    }

    /// Later exchanges, oldest first; at most [`NEARBY`].
    pub fn later(self) -> impl Iterator<Item = Facts<'x>> {
        self.history().after(self.id()).take(NEARBY).map(move |r| self.at(r))
    }

    /// Whether the answer is a success: 2xx, or 304.
    pub fn succeeded(self) -> bool {
        matches!(self.status(), 200..=299 | 304)
    }

    /// The preflight that the browser made for this request.
    pub fn preflight(self) -> Option<Facts<'x>> {
        if self.row().is_preflight {
            return None;
        }
        let near = |row: &Row| (self.exchange().started - row.exchange.started).abs() < Span::seconds(30);
        let wanted = |row: &Row| {
            let e: &Exchange = &row.exchange;
            row.may_share_url(self.row())
                && e.is_preflight()
                && e.request.url == self.request().url
                && e.request.headers.get("access-control-request-method").is_none_or(|m| m == self.method())
        };
        // Chromium begins a preflight while its request waits for it.
        let within = |f: &Facts<'x>| f.row().is_preflight && wanted(f.row()) && f.within(self);
        let nearest = self.later().take(50).chain(self.earlier().take(50)).filter(within);
        if let Some(own) = nearest.min_by_key(|f| (f.exchange().started - self.exchange().started).abs()) {
            return Some(own);
        }
        // Other recordings list the preflight before or after its request.
        let before = self.history().before(self.id()).take(50).find(|r| wanted(r) && near(r));
        let after = || self.history().after(self.id()).take(50).find(|r| wanted(r) && near(r));
        before.or_else(after).map(|r| self.at(r))
    }

    /// Whether a preflight of Chromium began and ended while this request ran.
    fn within(self, request: Facts) -> bool {
        let (own, around) = (self.exchange(), request.exchange());
        own.resource_type.as_deref() == Some("preflight")
            && around.started - own.started <= ROUNDED
            && own.ended() - around.ended() <= ROUNDED
    }

    /// The request for which this preflight was made.
    pub fn preflighted(self) -> Option<Facts<'x>> {
        if !self.row().is_preflight {
            return None;
        }
        let method = self.sent("access-control-request-method").unwrap_or("");
        let wanted = |f: &Facts<'x>| f.same_url(self) && f.method() == method;
        let near = |f: &Facts<'x>| (f.exchange().started - self.exchange().started).abs() < Span::seconds(30);
        let around = self.earlier().take(50).chain(self.later().take(50)).filter(|f| wanted(f) && self.within(*f));
        if let Some(own) = around.max_by_key(|f| f.exchange().started) {
            return Some(own);
        }
        let after = self.later().take(50).find(|f| wanted(f) && near(f));
        after.or_else(|| self.earlier().take(50).find(|f| wanted(f) && near(f)))
    }

    /// The exchange whose redirect led here.
    pub fn redirected_from(self) -> Option<Facts<'x>> {
        let find = || {
            self.earlier().take(50).find(|f| {
                matches!(f.status(), 301 | 302 | 303 | 307 | 308)
                    && f.redirect_target().is_some_and(|target| target == self.url().as_str())
                    && (self.exchange().started - f.exchange().started) < Span::seconds(60)
            })
        };
        match self.memo {
            Some(memo) => self.other(*memo.redirected_from.get_or_init(|| find().map(Facts::id))),
            None => find(),
        }
    }

    /// The exchange that this redirect led to.
    pub fn redirected_to(self) -> Option<Facts<'x>> {
        let target = self.redirect_target()?;
        self.later().take(50).find(|f| f.url().as_str() == target)
    }

    /// Where this redirect points, as a whole URL without fragment.
    pub fn redirect_target(self) -> Option<String> {
        if !matches!(self.status(), 301 | 302 | 303 | 307 | 308) {
            return None;
        }
        let response = self.response();
        let location = self.header("location").or(response.redirect_url.as_deref())?;
        let mut target = self.url().join(location)?.url()?.clone();
        target.set_fragment(None);
        Some(target.into())
    }

    /// The origin of the page that made the request: `Origin`, else the origin of `Referer`.
    pub fn page_origin(self) -> Option<String> {
        let find = || {
            self.sent("origin").map(str::to_owned).or_else(|| {
                self.sent("referer")
                    .map(|referer| crate::exchange::Address::new(referer).origin())
                    .filter(|o| !o.is_empty())
            })
        };
        self.memo.map_or_else(find, |memo| memo.page_origin.get_or_init(find).clone())
    }

    /// Whether a script's call goes to the origin of the page that is open, though the page names
    /// itself nowhere (`Referrer-Policy`). A call to another origin would carry `Origin` (Fetch §3.2).
    pub fn is_of_open_page(self) -> bool {
        let page = || self.exchange().page.as_deref().map(|page| crate::exchange::Address::new(page).origin());
        self.is_cross_origin().is_none()
            && self.is_api_call()
            && self.redirected_from().is_none()
            && page().is_some_and(|page| page == self.row().route.origin)
    }

    /// Whether the request goes to another origin than its page; `None` when the page is not known.
    pub fn is_cross_origin(self) -> Option<bool> {
        match self.sent("sec-fetch-site") {
            Some("same-origin" | "none") => Some(false),
            Some("cross-site" | "same-site") => Some(true),
            _ => self.page_origin().map(|page| page != self.row().route.origin),
        }
    }
}
