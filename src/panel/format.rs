//! Times, hosts and words of the list, as text.

use crate::exchange::{Address, Exchange, Place};
use crate::finding::{Certainty, Source, Verdict};
use crate::instant::{Instant, Span};
use crate::redact;
use crate::servers::{Answerer, Layer};
use crate::text::labels::Labels;

/// `12:03:10` at `offset` minutes from UTC.
pub fn clock(at: Instant, offset: i32) -> String {
    let seconds = (at.millis() + i64::from(offset) * 60_000).div_euclid(1000).rem_euclid(86_400);
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// `2026-11-20 12:03:10`, at `offset` minutes from UTC.
pub fn date_clock(at: Instant, offset: i32) -> String {
    let shifted = at + Span::minutes(i64::from(offset));
    let iso = shifted.iso();
    iso.get(..19).map_or_else(|| iso.clone(), |text| text.replace('T', " "))
}

/// `1:05:09`, `4:59`, `0:07`: a countdown.
pub fn countdown(span: Span) -> String {
    let seconds = span.0.unsigned_abs() / 1000;
    match seconds / 86_400 {
        0 if seconds < 3600 => format!("{}:{:02}", seconds / 60, seconds % 60),
        0 => format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60),
        _ => span.words(),
    }
}

/// `https://a.test/app.js:42:7`, without the secrets of the address.
pub fn place(place: &Place) -> String {
    let number = |number: Option<u32>| number.map(|number| format!(":{number}")).unwrap_or_default();
    redact::url(&Address::new(place.url.as_str())) + &number(place.line) + &number(place.column)
}

/// Whether a request with which nothing is wrong has something to read all the same: a finding, or an error that is no refusal.
pub fn is_hint(verdict: Verdict, exchange: &Exchange, found: bool) -> bool {
    verdict == Verdict::Ok && (found || is_error(exchange.response.status))
}

/// Whether no answer came, or one that is an error.
pub fn is_error(status: u16) -> bool {
    status == 0 || status >= 400
}

/// The shape that stands for a verdict beside its colour, so that neither is needed alone.
pub fn icon(verdict: Verdict, hint: bool) -> &'static str {
    match verdict {
        Verdict::Failure => "failure",
        Verdict::Recovered => "recovered",
        Verdict::Expected => "expected",
        Verdict::Noise => "noise",
        Verdict::Ok if hint => "hint",
        Verdict::Ok => "ok",
    }
}

/// The name of a verdict.
pub fn verdict(labels: &Labels, verdict: Verdict, hint: bool) -> &'static str {
    match verdict {
        Verdict::Failure => labels.verdict_failure,
        Verdict::Recovered => labels.verdict_recovered,
        Verdict::Expected => labels.verdict_expected,
        Verdict::Noise => labels.verdict_noise,
        Verdict::Ok if hint => labels.verdict_hint,
        Verdict::Ok => labels.verdict_ok,
    }
}

/// The name of a certainty, and what it means.
pub fn certainty(labels: &Labels, certainty: Certainty) -> (&'static str, &'static str) {
    match certainty {
        Certainty::Certain => (labels.certain, labels.certain_hint),
        Certainty::Likely => (labels.likely, labels.likely_hint),
        Certainty::Possible => (labels.possible, labels.possible_hint),
    }
}

/// `the web server (nginx)`.
pub fn answerer(labels: &Labels, by: &Answerer) -> String {
    let layer = match by.layer {
        Layer::Browser => labels.layer_browser,
        Layer::Proxy => labels.layer_proxy,
        Layer::Cdn => labels.layer_cdn,
        Layer::Gateway => labels.layer_gateway,
        Layer::WebServer => labels.layer_web_server,
        Layer::Framework => labels.layer_framework,
        Layer::Application => labels.layer_application,
    };
    by.server.map_or(layer.to_owned(), |server| format!("{layer} ({})", server.name))
}

/// Where evidence stands, in words.
pub fn source(labels: &Labels, source: &Source) -> String {
    match source {
        Source::Status => labels.source_status.into(),
        Source::Method => labels.source_method.into(),
        Source::Url => labels.source_url.into(),
        Source::RequestHeader(name) => (labels.source_request_header)(name),
        Source::RequestBody => labels.source_request_body.into(),
        Source::ResponseHeader(name) => (labels.source_response_header)(name),
        Source::ResponseBody => labels.source_response_body.into(),
        Source::Claim(name) => (labels.source_claim)(name),
        Source::TokenHeader(name) => (labels.source_token_header)(name),
        Source::BrowserError => labels.source_browser_error.into(),
        Source::Clock => labels.source_clock.into(),
        Source::Exchange(_) => labels.source_exchange.into(),
    }
}

/// The host of an address written in the program's own words.
pub fn host(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest).split(['/', '?', '#']).next().unwrap_or(url)
}

/// A part of a message and the name within it, which may be empty.
pub fn joined(part: &str, name: &str) -> String {
    if name.is_empty() { redact::printable(part) } else { redact::printable(&format!("{part}, {name}")) }
}

/// The status as the list shows it; 0 means that no response reached the page.
pub fn status(status: u16) -> String {
    if status == 0 { "—".into() } else { status.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_short() {
        let at = Instant::parse_rfc3339("2026-11-20T23:51:02.250Z").unwrap();
        assert_eq!(clock(at, 0), "23:51:02");
        assert_eq!(clock(at, 60), "00:51:02");
        assert_eq!(clock(at, -330), "18:21:02");
        assert_eq!(date_clock(at, 60), "2026-11-21 00:51:02");
        assert_eq!(clock(Instant::from_millis(-1000), 0), "23:59:59");
    }

    #[test]
    fn countdowns_count_in_the_unit_that_moves() {
        for (seconds, text) in [(7, "0:07"), (299, "4:59"), (3909, "1:05:09"), (-61, "1:01"), (86_400 * 3, "3 days")] {
            assert_eq!(countdown(Span::seconds(seconds)), text);
        }
    }

    #[test]
    fn hosts_are_named() {
        assert_eq!(host("https://www.rfc-editor.org/rfc/rfc7519#section-4"), "www.rfc-editor.org");
        assert_eq!(host("mailto"), "mailto");
    }
}
