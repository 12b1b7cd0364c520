//! What the browser's CORS check made of an exchange (Fetch §4.9, §4.10).

use super::Facts;
use crate::exchange::{FAILED, Headers};
use crate::http::cors::{self, Judgement};

impl<'x> Facts<'x> {
    /// The request, its preflight and the origin it comes from; none within one origin.
    pub fn across(self) -> Option<(Facts<'x>, Option<Facts<'x>>, &'x str)> {
        let (facts, preflight) = match self.exchange().is_preflight() {
            true => (self.preflighted()?, Some(self)),
            false => (self, self.preflight()),
        };
        let origin = facts.sent("origin").or_else(|| preflight?.sent("origin"))?;
        let within = facts.is_cross_origin() == Some(false) || origin == facts.url().origin();
        (!within).then_some((facts, preflight, origin))
    }

    /// What the browser decides about a request across origins; none within one origin.
    pub fn judged(self) -> Option<Judgement> {
        let (facts, preflight, origin) = self.across()?;
        let sent = fields(&facts.request().headers);
        let received = fields(&facts.response().headers);
        let asked = preflight.map(|p| fields(&p.request().headers));
        let allowed = preflight.map(|p| fields(&p.response().headers));
        Some(cors::judge(
            &cors::Request { method: facts.method(), origin, headers: &sent, credentials: None },
            (facts.status() != 0).then_some(received.as_slice()),
            preflight
                .zip(asked.as_ref())
                .zip(allowed.as_ref())
                .map(|((p, asked), allowed)| cors::Preflight { request: asked, status: p.status(), response: allowed })
                .as_ref(),
        ))
    }

    /// The preflight of a request that got no answer: whoever answered that must change.
    pub fn failed_preflight(self) -> Option<Facts<'x>> {
        self.deciding_preflight().filter(|preflight| preflight.id() != self.id())
    }

    /// The preflight that decides over this exchange: the exchange itself, or the preflight of a
    /// request that was never sent.
    pub fn deciding_preflight(self) -> Option<Facts<'x>> {
        if self.row().is_preflight {
            return Some(self);
        }
        if self.status() == 0 { self.preflight() } else { None }
    }

    /// Whether an answer came and the browser kept it from the page. `Origin` must be there: a
    /// request without it is not checked.
    pub fn is_kept_from_page(self) -> bool {
        if self.status() == 0 || self.row().is_preflight || self.sent("origin").is_none() {
            return false;
        }
        // HEAD and 204 are reported as failed even where they are not.
        if self.method() == "HEAD" || self.status_in(&[204, 205, 304]) || self.is_cross_origin() != Some(true) {
            return false;
        }
        match self.exchange().error.as_deref() {
            Some(error) => error == FAILED || error.contains("CORS"),
            // Firefox and proxies record no error. Chromium's DevTools do, so their silence means that
            // the page got it.
            None => self.exchange().resource_type.is_none() && self.is_cors_checked() && !self.may_read(),
        }
    }

    /// Whether the browser checks the answer: the request is of mode "cors" (Fetch §2.2.5). Plain http
    /// shows no mode; then `Origin` tells, which forms, beacons and sockets send too.
    fn is_cors_checked(self) -> bool {
        match self.sent("sec-fetch-mode") {
            Some(mode) => mode == "cors",
            None => self.method() != "POST" && self.is_api_call() && self.sent("upgrade").is_none(),
        }
    }

    /// Whether the answer lets the page read it, with or without credentials.
    pub fn may_read(self) -> bool {
        let mut lines = self.response().headers.all("access-control-allow-origin");
        let first = lines.next().map(str::trim);
        lines.next().is_none() && first.is_some_and(|o| o == "*" || self.sent("origin") == Some(o))
    }

    /// `Access-Control-Allow-Origin` of the answer.
    pub fn allow_origin(self) -> Option<&'x str> {
        self.header("access-control-allow-origin").map(str::trim)
    }

    /// Another answer of the same server that lets pages of other origins read it.
    pub fn shared_answer(self) -> Option<Facts<'x>> {
        let fits = |f: &Facts<'x>| f.id() != self.id() && self.same_origin(*f) && f.allow_origin().is_some();
        self.preflight()
            .filter(fits)
            .or_else(|| self.earlier().take(500).find(fits))
            .or_else(|| self.later().take(200).find(fits))
    }

    /// Whether the answer shows that the server knows CORS: it sends one of its headers, or tells
    /// caches that its answers depend on the origin.
    pub fn knows_cors(self) -> bool {
        self.response().headers.iter().any(|h| h.name.to_ascii_lowercase().starts_with("access-control-allow-"))
            || self.response().headers.lists("vary", "origin")
    }
}

fn fields(headers: &Headers) -> Vec<(&str, &str)> {
    headers.iter().map(|h| (h.name.as_str(), h.value.as_str())).collect()
}
