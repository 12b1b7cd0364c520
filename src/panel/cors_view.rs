//! CORS: what the browser asked for, what the server allowed, and what the browser made of it.

use leptos::prelude::*;

use super::state::{Subject, panel};
use crate::diagnosis::Log;
use crate::exchange::Headers;
use crate::facts::Facts;
use crate::history::ExchangeId;
use crate::http::cors::{self, Effect, Judgement, Part, Problem};
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
    /// The exchange as the browser judges it; none within one origin.
    pub fn of(log: &Log, id: ExchangeId) -> Option<Cors> {
        let facts = Facts::of(log.history(), id)?;
        if facts.exchange().is_preflight() {
            return match facts.preflighted() {
                Some(request) => Cors::judge(request, Some(facts)),
                None => None,
            };
        }
        Cors::judge(facts, facts.preflight())
    }

    fn judge(facts: Facts, preflight: Option<Facts>) -> Option<Cors> {
        let origin = facts.sent("origin").or_else(|| preflight?.sent("origin"))?.to_owned();
        if facts.is_cross_origin() == Some(false) || origin == facts.url().origin() {
            return None;
        }
        let answered = facts.status() != 0;
        let sent = fields(&facts.request().headers);
        let received = fields(&facts.response().headers);
        let asked = preflight.map(|p| fields(&p.request().headers));
        let allowed = preflight.map(|p| fields(&p.response().headers));
        let judgement = cors::judge(
            &cors::Request { method: facts.method(), origin: &origin, headers: &sent, credentials: None },
            answered.then_some(received.as_slice()),
            preflight
                .zip(asked.as_ref())
                .zip(allowed.as_ref())
                .map(|((p, asked), allowed)| cors::Preflight { request: asked, status: p.status(), response: allowed })
                .as_ref(),
        );
        Some(Cors {
            target: facts.url().origin(),
            preflight: preflight.map(|p| (p.request().headers.clone(), p.status(), p.response().headers.clone())),
            request: facts.request().headers.clone(),
            answer: answered.then(|| (facts.status(), facts.response().headers.clone())),
            judgement,
            origin,
        })
    }
}

fn fields(headers: &Headers) -> Vec<(&str, &str)> {
    headers.iter().map(|h| (h.name.as_str(), h.value.as_str())).collect()
}

/// Problems first, then both exchanges side by side.
#[component]
pub fn CorsView(subject: Subject) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let cors = panel.with_log(|log| Cors::of(log, subject.id))?;
    let (verdict, kind) = match cors.judgement.allowed {
        Some(true) => (labels.cors_allowed, "good"),
        Some(false) => (labels.cors_blocked, "bad"),
        None => (labels.cors_unknown, "warn"),
    };
    let problems = cors
        .judgement
        .problems
        .iter()
        .map(|problem| {
            let effect = match problem.what.effect() {
                Effect::Blocks => labels.cors_blocks,
                Effect::MayBlock => labels.cors_may_block,
                Effect::Note => labels.cors_note,
            };
            view! {
                <li>
                    <span class="badge" class:bad=problem.what.effect() == Effect::Blocks>{effect}</span>" "
                    {(!problem.header.is_empty()).then(|| view! { <code>{problem.header}</code>": " })}
                    {redact::printable(&problem.what.words())}
                </li>
            }
        })
        .collect_view();
    let answered = |status: u16| format!("{} {status}", labels.cors_answer);
    let problems_of = |part: Part| -> Vec<&Problem> {
        // A note is no fault: the list above tells it.
        let wrong = |p: &&Problem| p.part == part && p.what.effect() != Effect::Note;
        cors.judgement.problems.iter().filter(wrong).collect()
    };
    let (of_preflight, of_answer) = (problems_of(Part::Preflight), problems_of(Part::Response));
    Some(view! {
        <section>
            <p>
                <span class=format!("badge {kind}")>{verdict}</span>" "
                <span class="mono">{redact::printable(&cors.origin)}</span>" → "
                <span class="mono">{redact::printable(&cors.target)}</span>
            </p>
            {(!problems.is_empty()).then(|| view! { <ul class="problems">{problems}</ul> })}
            {preflight_words(&cors, labels).map(|words| view! { <p class="plain">{words}</p> })}
        </section>
        {cors.preflight.as_ref().map(|(asked, status, allowed)| view! {
            <section>
                <h3>{labels.cors_preflight}</h3>
                <div class="sides">
                    {side(labels.cors_asked.to_owned(), asked, ASK, &[], &[])}
                    {side(answered(*status), allowed, ANSWER, &of_preflight, &[])}
                </div>
            </section>
        })}
        <section>
            <h3>{labels.cors_request}</h3>
            <div class="sides">
                {side(labels.cors_asked.to_owned(), &cors.request, ASK, &[], &[])}
                {match &cors.answer {
                    Some((status, headers)) => {
                        side(answered(*status), headers, ANSWER, &of_answer, &cors.judgement.hidden)
                    }
                    None => view! { <div class="side"><p class="plain">{labels.cors_no_answer}</p></div> }.into_any(),
                }}
            </div>
        </section>
    })
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

/// One side of a conversation: its CORS headers, faulty values marked, missing headers named, and
/// the headers that the page cannot read.
fn side(heading: String, headers: &Headers, prefix: &[&str], problems: &[&Problem], hidden: &[String]) -> AnyView {
    let labels = panel().labels();
    let mut lines: Vec<AnyView> = headers
        .iter()
        .enumerate()
        .filter(|(_, h)| prefix.iter().any(|p| h.name.to_ascii_lowercase().starts_with(p)))
        .map(|(at, h)| {
            let wrong = problems.iter().find(|problem| problem.line == Some(at));
            let value = wrong
                .and_then(|problem| marked(&h.value, problem))
                .unwrap_or_else(|| redact::printable(&h.value).into_any());
            view! { <div class="field"><dt>{redact::printable(&h.name)}</dt><dd>{value}</dd></div> }.into_any()
        })
        .collect();
    let missing = problems.iter().filter(|problem| problem.line.is_none() && !problem.header.is_empty());
    for problem in missing {
        let mark = view! { <mark class="fault-at" title=problem.what.words()>{labels.cors_missing}</mark> };
        lines
            .push(view! { <div class="field"><dt>{problem.header}</dt><dd class="words">{mark}</dd></div> }.into_any());
    }
    let none = lines.is_empty().then(|| view! { <p class="plain">{labels.cors_no_headers}</p> });
    let hidden = (!hidden.is_empty())
        .then(|| view! { <p class="plain">{(labels.cors_hidden)(&redact::printable(&hidden.join(", ")))}</p> });
    view! { <div class="side"><h4>{heading}</h4>{none}<dl class="fields">{lines}</dl>{hidden}</div> }.into_any()
}

/// A value with the bytes that are wrong marked in their place.
fn marked(value: &str, problem: &Problem) -> Option<AnyView> {
    let at = problem.at.clone()?;
    let (before, bad, after) = (value.get(..at.start)?, value.get(at.clone())?, value.get(at.end..)?);
    let shown = if bad.is_empty() { "▲".to_owned() } else { redact::printable(bad) };
    Some(
        view! {
            {redact::printable(before)}
            <mark class="fault-at" title=problem.what.words()>{shown}</mark>
            {redact::printable(after)}
        }
        .into_any(),
    )
}
