//! CORS: what the browser asked for, what the server allowed, and what the browser made of it.

use leptos::prelude::*;

use super::parts::{at, el, field, plain, section, titled, words};
use super::spoken::{phrase, told};
use super::state::{Subject, panel};
use crate::diagnosis::Log;
use crate::exchange::Headers;
use crate::facts::Facts;
use crate::history::ExchangeId;
use crate::http::cors::{Effect, Judgement, Part, Problem};
use crate::redact;
use crate::text::labels::Labels;

/// What there is to say of an exchange across origins.
#[derive(Clone, Debug)]
pub struct Cors {
    origin: String,
    target: String,
    /// The preflight's request and response headers, with its status.
    preflight: Option<(Headers, u16, Headers)>,
    request: Headers,
    /// Status and headers of the answer; none when the request got none.
    answer: Option<(u16, Headers)>,
    judgement: Judgement,
}

impl Cors {
    /// Whether an exchange goes across origins.
    pub fn concerns(log: &Log, id: ExchangeId) -> bool {
        Facts::of(log.history(), id).and_then(Facts::across).is_some()
    }

    /// The exchange as the browser judges it; none within one origin.
    pub fn of(log: &Log, id: ExchangeId) -> Option<Cors> {
        let facts = Facts::of(log.history(), id)?;
        let judgement = facts.judged()?;
        let (facts, preflight, origin) = facts.across()?;
        let answered = facts.status() != 0;
        Some(Cors {
            target: facts.url().origin(),
            preflight: preflight.map(|p| (p.request().headers.clone(), p.status(), p.response().headers.clone())),
            request: facts.request().headers.clone(),
            answer: answered.then(|| (facts.status(), facts.response().headers.clone())),
            judgement,
            origin: origin.to_owned(),
        })
    }
}

/// Whether an answer came that the browser keeps from the page. Of a preflight the page never hears.
pub fn is_kept_from_page(log: &Log, subject: &Subject) -> bool {
    let kept = |cors: Cors| cors.answer.is_some() && cors.judgement.allowed == Some(false);
    !subject.exchange.is_preflight() && Cors::of(log, subject.id).is_some_and(kept)
}

/// Problems first, then both exchanges side by side.
#[component]
pub fn CorsView(subject: Subject) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let cors = panel.with_log(|log| Cors::of(log, subject.id))?;
    let (verdict, kind) = match cors.judgement.allowed {
        Some(true) => (labels.cors_allowed, "badge good"),
        Some(false) => (labels.cors_blocked, "badge bad"),
        None => (labels.cors_unknown, "badge warn"),
    };
    let problems = cors.judgement.problems.iter().map(|problem| {
        let (effect, class) = match problem.what.effect() {
            Effect::Blocks => (labels.cors_blocks, "badge bad"),
            Effect::MayBlock => (labels.cors_may_block, "badge warn"),
            Effect::Note => (labels.cors_note, "badge"),
        };
        let mut inside = vec![words("span", class, effect), plain(" ")];
        if !problem.header.is_empty() {
            inside.extend([words("code", "", problem.header), plain(": ")]);
        }
        inside.push(told(&problem.what.words()));
        el("li", "", inside)
    });
    let origin = |origin: &str| words("span", "mono", redact::printable(origin));
    let way = vec![words("span", kind, verdict), plain(" "), origin(&cors.origin), plain(" → "), origin(&cors.target)];
    let mut first = vec![el("p", "", way), el("ul", "problems", problems.collect())];
    first.extend(preflight_words(&cors, labels).map(|said| words("p", "plain", said)));
    let mut parts = vec![el("section", "", first)];
    let answered = |status: u16| format!("{} {status}", labels.cors_answer);
    let problems_of = |part: Part| -> Vec<&Problem> {
        // A note is no fault: the list above tells it.
        let wrong = |p: &&Problem| p.part == part && p.what.effect() != Effect::Note;
        cors.judgement.problems.iter().filter(wrong).collect()
    };
    let sides = |left: AnyView, right: AnyView| el("div", "sides", vec![left, right]);
    if let Some((asked, status, allowed)) = &cors.preflight {
        let left = side(labels.cors_asked.to_owned(), asked, ASK, &[]);
        let right = side(answered(*status), allowed, ANSWER, &problems_of(Part::Preflight));
        parts.push(section(labels.cors_preflight, vec![sides(left, right)]));
    }
    let left = side(labels.cors_asked.to_owned(), &cors.request, ASK, &[]);
    let right = match &cors.answer {
        Some((status, headers)) => side(answered(*status), headers, ANSWER, &problems_of(Part::Response)),
        None => {
            el("div", "side", vec![words("h4", "", labels.cors_answer), words("p", "plain", labels.cors_no_answer)])
        }
    };
    let mut last = vec![sides(left, right)];
    // Of an answer that is kept from the page it can read nothing at all.
    let hidden: Vec<_> =
        cors.judgement.hidden.iter().filter(|h| !h.starts_with("access-control-")).map(String::as_str).collect();
    if cors.judgement.allowed != Some(false) && !hidden.is_empty() {
        last.push(words("p", "plain", (labels.cors_hidden)(&redact::printable(&hidden.join(", ")))));
    }
    parts.push(section(labels.cors_request, last));
    Some(parts)
}

/// Whether a preflight was needed, and for how long the browser may do without the next one.
fn preflight_words(cors: &Cors, labels: &Labels) -> Option<String> {
    match (&cors.preflight, cors.judgement.needs_preflight, cors.judgement.max_age) {
        (Some(_), _, Some(seconds)) => Some((labels.cors_max_age)(seconds)),
        (Some(_), ..) => None,
        (None, Some(false), _) => Some(labels.cors_simple.to_owned()),
        (None, Some(true), _) => Some(labels.cors_preflight_unseen.to_owned()),
        (None, None, _) => None,
    }
}

/// The request headers that ask.
const ASK: &[&str] = &["origin", "access-control-request", "sec-fetch-mode"];

/// The response headers that allow.
const ANSWER: &[&str] = &["access-control-", "vary"];

/// One side of a conversation: its CORS headers, faulty values marked and missing headers named.
fn side(heading: String, headers: &Headers, prefix: &[&str], problems: &[&Problem]) -> AnyView {
    let labels = panel().labels();
    let ours = |name: &str| prefix.iter().any(|p| name.to_ascii_lowercase().starts_with(p));
    let mut lines = Vec::new();
    for (at, header) in headers.iter().enumerate().filter(|(_, h)| ours(&h.name)) {
        let wrong = problems.iter().find(|problem| problem.line == Some(at));
        let shown = wrong.and_then(|problem| marked(&header.value, problem));
        lines.push(field(
            redact::printable(&header.name),
            shown.unwrap_or_else(|| plain(redact::printable(&header.value))),
        ));
    }
    for problem in problems.iter().filter(|problem| problem.line.is_none() && !problem.header.is_empty()) {
        lines.push(field(problem.header, mark(labels.cors_missing.to_owned(), problem)));
    }
    let list = match lines.is_empty() {
        true => words("p", "plain", labels.cors_no_headers),
        false => el("dl", "fields", lines),
    };
    let place = if prefix == ASK { "request headers" } else { "response headers" };
    at(place, el("div", "side", vec![words("h4", "", heading), list]))
}

/// A value with the bytes that are wrong marked in their place.
fn marked(value: &str, problem: &Problem) -> Option<AnyView> {
    let at = problem.at.clone()?;
    let (before, bad, after) = (value.get(..at.start)?, value.get(at.clone())?, value.get(at.end..)?);
    let bad = if bad.is_empty() { "▲".to_owned() } else { redact::printable(bad) };
    let around = |text: &str| plain(redact::printable(text));
    Some(vec![around(before), mark(bad, problem), around(after)].into_any())
}

fn mark(text: String, problem: &Problem) -> AnyView {
    titled("mark", "fault-at", Some(phrase(panel(), &problem.what.words()).0), vec![plain(text)])
}
