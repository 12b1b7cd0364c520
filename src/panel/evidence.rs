//! From evidence to the place where it stands: the right tab, and a mark there.

use leptos::prelude::*;

use super::cors_view::Cors;
use super::focus;
use super::model::Line;
use super::state::{Panel, Subject, Tab};
use crate::exchange::{Exchange, Header, Headers};
use crate::finding::{Evidence, Source};

/// Where a person was before evidence led elsewhere, and where it led.
#[derive(Clone, Copy, Debug)]
pub struct Trip {
    from: (Line, Tab),
    to: Line,
}

impl Panel {
    /// Shows where evidence of a request stands, marks it, and remembers the way back.
    pub(super) fn follow(self, subject: &Subject, evidence: Evidence) {
        let line = self.cursor.get_untracked();
        let tab = self.tab.get_untracked();
        self.go_to(subject, evidence);
        self.trip.set(line.zip(self.cursor.get_untracked()).map(|(line, to)| Trip { from: (line, tab), to }));
    }

    /// Whether what is shown is where evidence led.
    pub(super) fn is_away(self) -> bool {
        self.trip.get().is_some_and(|trip| Some(trip.to) == self.cursor.get())
    }

    /// Goes back to where the evidence was read.
    pub(super) fn come_back(self) {
        let Some(trip) = self.trip.get_untracked() else { return };
        self.end_trip();
        self.cursor.set(Some(trip.from.0));
        focus::to("tabpanel");
    }

    /// The user chose another request: it begins with the tab that was read before evidence led to another.
    pub(super) fn end_trip(self) {
        if let Some(trip) = self.trip.get_untracked() {
            self.trip.set(None);
            self.mark.set(None);
            self.tab.set(trip.from.1);
        }
    }

    fn go_to(self, subject: &Subject, mut evidence: Evidence) {
        if let Source::Exchange(id) = evidence.from {
            let Some(other) = self.subject_of(id) else { return };
            self.select(id);
            evidence.from = within(&other.exchange, &evidence.quote);
            return self.go_to(&other, evidence);
        }
        // What a redirect or a preflight lost stands in that other request, which the same cause quotes.
        if let Some(other) = self.elsewhere(subject, &evidence) {
            self.select(other.id);
            return self.go_to(&other, evidence);
        }
        self.tab.set(self.home(subject, &evidence.from));
        self.mark.set(self.cursor.get_untracked().map(|line| (line, evidence)));
    }

    /// What evidence pointed at in the chosen request.
    pub(super) fn marked(self) -> Option<Evidence> {
        let chosen = self.cursor.get();
        self.mark
            .with(|mark| mark.as_ref().filter(|(line, _)| Some(*line) == chosen).map(|(_, evidence)| evidence.clone()))
    }

    /// The other request whose header a quote is from, where this one has no such header.
    fn elsewhere(self, subject: &Subject, evidence: &Evidence) -> Option<Subject> {
        if header(&subject.exchange, &evidence.from)?.is_some() {
            return None;
        }
        let quoted =
            subject.diagnosis.findings.iter().filter(|f| f.evidence.contains(evidence)).flat_map(|f| &f.evidence);
        quoted.filter_map(|e| if let Source::Exchange(id) = e.from { self.subject_of(id) } else { None }).find(
            |other| header(&other.exchange, &evidence.from).flatten().is_some_and(|v| v.contains(&evidence.quote)),
        )
    }

    /// The tab that takes a place apart. What is not there, such as a header that should have been
    /// sent, has its place among the headers.
    fn home(self, subject: &Subject, source: &Source) -> Tab {
        let exchange = &subject.exchange;
        let (name, there) = match source {
            Source::Claim(_) | Source::TokenHeader(_) => return Tab::Token,
            Source::RequestHeader(name) => (name.to_ascii_lowercase(), exchange.request.headers.has(name)),
            Source::ResponseHeader(name) => (name.to_ascii_lowercase(), exchange.response.headers.has(name)),
            _ => return Tab::Exchange,
        };
        let sent = matches!(source, Source::RequestHeader(_));
        match name.as_str() {
            _ if !there => Tab::Exchange,
            "authorization" if sent => Tab::Challenge,
            "www-authenticate" | "proxy-authenticate" if !sent => Tab::Challenge,
            "cookie" if sent => Tab::Cookies,
            "set-cookie" if !sent => Tab::Cookies,
            name if name == "origin" || name == "vary" || name.starts_with("access-control-") => {
                if self.with_log(|log| Cors::concerns(log, subject.id)) { Tab::Cors } else { Tab::Exchange }
            }
            _ => Tab::Exchange,
        }
    }
}

/// The value of the header that a place names, if it is there; `None` for another kind of place.
fn header<'e>(exchange: &'e Exchange, place: &Source) -> Option<Option<&'e str>> {
    match place {
        Source::RequestHeader(name) => Some(exchange.request.headers.get(name)),
        Source::ResponseHeader(name) => Some(exchange.response.headers.get(name)),
        _ => None,
    }
}

/// Where in another exchange a quote has its place: at a header that it names or means, in the URL or
/// the body; else at the status, which every such quote tells or implies.
fn within(exchange: &Exchange, quote: &str) -> Source {
    let said = quote.to_ascii_lowercase();
    let (sent, got) = (&exchange.request.headers, &exchange.response.headers);
    // A name of one plain word, such as Link, may be a part of a path.
    let tells = |name: &str| name.contains('-') || matches!(name, "authorization" | "cookie");
    let named = |headers: &Headers| {
        let name = |h: &Header| h.name.to_ascii_lowercase();
        headers.iter().find(|h| tells(&name(h)) && said.contains(&name(h))).map(|h| h.name.clone())
    };
    let means = |words: &[&str]| words.iter().any(|word| said.contains(word));
    let name = said.split('=').next().unwrap_or_default();
    if let Some(name) = named(got) {
        return Source::ResponseHeader(name);
    }
    if means(&["answer brought"]) {
        return Source::ResponseBody;
    }
    if let Some(name) = named(sent) {
        return Source::RequestHeader(name);
    }
    if means(&["proof"]) && sent.has("dpop") {
        return Source::RequestHeader("DPoP".into());
    }
    if means(&["token", "credential", "sign-in", "signed in"]) {
        let credential = ["Authorization", "Cookie"].into_iter().find(|name| sent.has(name));
        return credential.map_or(Source::Status, |name| Source::RequestHeader(name.into()));
    }
    if said.contains('=') && exchange.request.url.as_str().contains(name) || means(&["code_challenge", "address"]) {
        return Source::Url;
    }
    Source::Status
}

/// The value of `data-at` for a place: `response header set-cookie`.
pub fn place(source: &Source) -> String {
    source.to_string().to_ascii_lowercase()
}

/// Marks the elements that hold the evidence, and brings the first into view.
///
/// Elements say with `data-at` which place they show, and their lines begin with the name of the
/// parameter, cookie or header that they are; `data-at="request headers"` is the place of all of them.
pub fn mark(evidence: &Evidence) {
    let all = match evidence.from {
        Source::RequestHeader(_) => "request headers",
        Source::ResponseHeader(_) => "response headers",
        _ => "",
    };
    let header = match &evidence.from {
        Source::RequestHeader(name) | Source::ResponseHeader(name) => name.as_str(),
        _ => "",
    };
    focus::mark(
        &|at, name| match name {
            Some(name) if at == all => name.eq_ignore_ascii_case(header),
            Some(name) => at == place(&evidence.from) && speaks_of(&evidence.quote, name),
            None => at == place(&evidence.from),
        },
        all,
    );
}

/// Whether a quote names a parameter or cookie: `error="invalid_token"`, `sid=…`, `sid`.
fn speaks_of(quote: &str, name: &str) -> bool {
    let (quote, name) = (quote.to_ascii_lowercase(), name.to_ascii_lowercase());
    let begins =
        |at: usize| !quote.get(..at).unwrap_or_default().ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
    !name.is_empty()
        && (quote == name
            || quote
                .match_indices(&name)
                .any(|(at, _)| begins(at) && quote.get(at + name.len()..).is_some_and(|rest| rest.starts_with('='))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_of_another_exchange_has_its_place_there() {
        let mut exchange = Exchange::default();
        exchange.request.url =
            crate::exchange::Address::new("https://login.test/authorize?redirect_uri=x&code_challenge=y");
        exchange.request.headers = [("Authorization", "Bearer x"), ("Link", "x")].into_iter().collect();
        exchange.response.headers =
            [("Date", "x"), ("Set-Cookie", "sid=1"), ("Access-Control-Allow-Origin", "*")].into_iter().collect();
        for (quote, place) in [
            ("/refresh → 200, Set-Cookie: sid=…", "response header Set-Cookie"),
            ("GET /a → 200, Access-Control-Allow-Origin: *", "response header Access-Control-Allow-Origin"),
            ("the same Authorization", "request header Authorization"),
            ("200 with the same credential", "request header Authorization"),
            ("this answer brought another token", "response body"),
            ("redirect_uri=x", "url"),
            ("code_challenge was sent", "url"),
            ("POST /links → 200", "status"),
        ] {
            assert_eq!(within(&exchange, quote).to_string(), place, "{quote}");
        }
    }

    #[test]
    fn a_quote_names_its_parameters() {
        assert!(speaks_of("error=\"invalid_token\", scope=\"a\"", "scope"));
        assert!(speaks_of("Sid=1; Path=/", "sid"));
        assert!(speaks_of("csrftoken", "csrftoken"));
        assert!(!speaks_of("error_description=\"the error\"", "error"));
        assert!(!speaks_of("my_error=1", "error"));
        assert!(!speaks_of("Bearer", ""));
    }
}
