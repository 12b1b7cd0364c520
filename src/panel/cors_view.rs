//! CORS: what the browser asked for, what the server allowed, and what the browser made of it.

use leptos::prelude::*;

use super::state::{Subject, panel};
use crate::diagnosis::Log;
use crate::exchange::Headers;
use crate::facts::Facts;
use crate::history::ExchangeId;
use crate::http::cors::{self, Effect, Judgement};
use crate::redact;

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
    let side = |heading: String, headers: &Headers, prefix: &'static [&'static str]| {
        let lines = headers
            .iter()
            .filter(|h| prefix.iter().any(|p| h.name.to_ascii_lowercase().starts_with(p)))
            .map(|h| {
                view! {
                    <div class="field">
                        <dt>{redact::printable(&h.name)}</dt>
                        <dd>{redact::printable(&h.value)}</dd>
                    </div>
                }
            })
            .collect_view();
        let none = lines.is_empty().then(|| view! { <p class="plain">{labels.cors_no_headers}</p> });
        view! { <div class="side"><h4>{heading}</h4>{none}<dl class="fields">{lines}</dl></div> }
    };
    const ASK: &[&str] = &["origin", "access-control-request", "sec-fetch-mode"];
    const ANSWER: &[&str] = &["access-control-", "vary"];
    let answered = |status: u16| format!("{} {status}", labels.cors_answer);
    Some(view! {
        <section>
            <p>
                <span class=format!("badge {kind}")>{verdict}</span>" "
                <span class="mono">{redact::printable(&cors.origin)}</span>" → "
                <span class="mono">{redact::printable(&cors.target)}</span>
            </p>
            {(!problems.is_empty()).then(|| view! { <ul class="problems">{problems}</ul> })}
        </section>
        {cors.preflight.as_ref().map(|(asked, status, allowed)| view! {
            <section>
                <h3>{labels.cors_preflight}</h3>
                <div class="sides">
                    {side(labels.cors_asked.to_owned(), asked, ASK)}
                    {side(answered(*status), allowed, ANSWER)}
                </div>
            </section>
        })}
        <section>
            <h3>{labels.cors_request}</h3>
            <div class="sides">
                {side(labels.cors_asked.to_owned(), &cors.request, ASK)}
                {match &cors.answer {
                    Some((status, headers)) => side(answered(*status), headers, ANSWER).into_any(),
                    None => view! { <div class="side"><p class="plain">{labels.cors_no_answer}</p></div> }.into_any(),
                }}
            </div>
        </section>
    })
}
