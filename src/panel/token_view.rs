//! A token taken apart: what kind it is, when it lives, and what each part means.

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::Ports;
use super::exchange_view::is_marked;
use super::format;
use super::lifetime::{Phase, Scale, Times};
use super::secret::Secret;
use super::settings::ClockFace;
use super::state::{Panel, Subject, panel};
use crate::facts::Facts;
use crate::fault::Fault;
use crate::finding::Source;
use crate::instant::Instant;
use crate::redact;
use crate::token::{Token, meaning, role};

/// The token that the request carried.
#[component]
pub fn TokenView(subject: Subject) -> impl IntoView {
    let panel = panel();
    let read = panel.with_log(|log| {
        let facts = Facts::of(log.history(), subject.id)?;
        let (token, faults) = facts.row().reading().token.as_ref()?;
        Some((token.clone(), faults.clone(), facts.token_text().unwrap_or_default().to_owned(), facts.now()))
    });
    read.map(|(token, faults, text, answered)| {
        view! { <TokenCard token=token faults=faults text=text answered=Some(answered)/> }
    })
}

/// Any token. `answered` is when the server answered the request that carried it.
#[component]
pub fn TokenCard(token: Token, faults: Vec<Fault>, text: String, answered: Option<Instant>) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let claims = token.claims().cloned();
    let times = claims.as_ref().map(Times::of).unwrap_or_default();
    let (header, signature) = match &token {
        Token::Jws(jws) => (jws.header.clone(), Some((labels.signature_note)(jws.signature_bytes))),
        Token::Jwe(jwe) => (jwe.header.clone(), Some(labels.encrypted_note.to_owned())),
        _ => (Map::new(), None),
    };
    let opaque = matches!(token, Token::Opaque { .. });
    view! {
        <section class="token-head">
            <p class="lead"><strong>{role(&token)}</strong>" "<span class="length">{(labels.characters)(text.chars().count())}</span></p>
            {opaque.then(|| view! { <p class="plain">{labels.opaque_note}</p> })}
            <p class="raw mono"><Secret text=text/></p>
        </section>
        {times.any().then(|| view! { <Lifetime times=times answered=answered/> })}
        {faults_list(&faults)}
        {members(labels.token_header, &header, meaning::header, Source::TokenHeader, labels.own_header)}
        {claims.map(|c| members(labels.token_claims, &c.0, meaning::claim, Source::Claim, labels.own_claim))}
        {signature.map(|note| view! {
            <section><h3>{labels.signature}</h3><p class="plain">{note}</p></section>
        })}
    }
}

/// The life of the token as a bar, and in words for those who do not see it.
#[component]
fn Lifetime(times: Times, answered: Option<Instant>) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    // The present by the server's clock: tokens are judged by it.
    let now = Memo::new(move |_| panel.now() + panel.skew().unwrap_or_default());
    let scale = Memo::new(move |_| {
        let seen: Vec<_> = answered.into_iter().chain(Some(now.get()).filter(|n| n.millis() > 0)).collect();
        Scale::of(times, &seen)
    });
    let percent = move |at: Instant| scale.get().map_or(0.0, |s| s.percent(at));
    let start = move || times.start().map_or(0.0, percent);
    let end = move || times.exp.map_or(100.0, percent);
    let tick = move |at: Option<Instant>, kind: &'static str, name: &'static str| {
        at.map(|at| {
            view! {
                <span class="tick" data-kind=kind style:left=move || format!("{:.3}%", percent(at)) title=move || time(panel, at)>
                    <span class="tick-name">{name}</span>
                </span>
            }
        })
    };
    let phrase = move |phase: Phase, asked: bool| match (phase, asked) {
        (Phase::Before(span), false) => (labels.begins_in)(&format::countdown(span)),
        (Phase::Running(Some(span)), false) => (labels.ends_in)(&format::countdown(span)),
        (Phase::Running(None), false) => labels.no_end.to_owned(),
        (Phase::Ended(span), false) => (labels.ended_ago)(&span.words()),
        (Phase::Before(span), true) => (labels.then_before)(&span.words()),
        (Phase::Running(_), true) => labels.then_running.to_owned(),
        (Phase::Ended(span), true) => (labels.then_ended)(&span.words()),
    };
    let kind = move |phase: Phase| match phase {
        Phase::Running(_) => "running",
        _ => "over",
    };
    view! {
        <section class="lifetime">
            <h3>{labels.lifetime}</h3>
            {answered.map(|at| {
                let phase = times.phase(at);
                view! { <p data-phase=kind(phase)>{phrase(phase, true)}</p> }
            })}
            <p class="countdown" data-phase=move || kind(times.phase(now.get()))>
                {move || (now.get().millis() > 0).then(|| phrase(times.phase(now.get()), false))}
            </p>
            <div class="life" aria-hidden="true">
                <span
                    class="life-span"
                    style:left=move || format!("{:.3}%", start())
                    style:width=move || format!("{:.3}%", (end() - start()).max(0.0))
                ></span>
                {tick(times.iat.filter(|_| times.iat != times.nbf), "own", "iat")}
                {tick(times.nbf, "own", "nbf")}
                {tick(times.exp, "own", "exp")}
                {tick(answered, "answered", labels.answered)}
                {move || (now.get().millis() > 0).then(|| {
                    let at = now.get();
                    view! {
                        <span class="tick" data-kind="now" style:left=format!("{:.3}%", percent(at)) title=time(panel, at)>
                            <span class="tick-name">{labels.now}</span>
                        </span>
                    }
                })}
            </div>
        </section>
    }
}

fn members(
    heading: &'static str,
    members: &Map<String, Value>,
    gloss: fn(&str) -> Option<&'static str>,
    source: fn(String) -> Source,
    own: &'static str,
) -> Option<AnyView> {
    if members.is_empty() {
        return None;
    }
    let panel = panel();
    let rows = members
        .iter()
        .map(|(name, value)| {
            let at = date(name, value);
            let text = match value {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let marked = is_marked(source(name.clone()));
            view! {
                <tr class:marked=marked>
                    <th scope="row" class="mono">{redact::printable(name)}</th>
                    <td class="mono">
                        {redact::printable(&text)}
                        {at.map(|at| view! { <span class="when">{move || time(panel, at)}</span> })}
                    </td>
                    <td class="gloss">{gloss(name).unwrap_or(own)}</td>
                </tr>
            }
        })
        .collect_view();
    Some(view! { <section><h3>{heading}</h3><table class="members"><tbody>{rows}</tbody></table></section> }.into_any())
}

/// The claims that hold times, as times.
fn date(name: &str, value: &Value) -> Option<Instant> {
    let number = value.as_f64().or_else(|| value.as_str()?.parse().ok())?;
    let is_time = matches!(name, "exp" | "nbf" | "iat" | "auth_time" | "updated_at");
    let seconds = if (1e12..1e13).contains(&number) { number / 1000.0 } else { number };
    (is_time && (946_684_800.0..=253_402_300_799.0).contains(&seconds)).then(|| Instant::from_seconds(seconds))
}

/// A moment by the clock that the user chose, with how it lies to the present.
fn time(panel: Panel, at: Instant) -> String {
    let offset = use_context::<Ports>().map_or(0, |ports| ports.utc_offset);
    match panel.settings.clock.get() {
        ClockFace::Local => format::date_clock(at, offset),
        ClockFace::Utc | ClockFace::Server => format!("{} UTC", format::date_clock(at, 0)),
    }
}

/// What breaks the grammar, with its place.
pub fn faults_list(faults: &[Fault]) -> Option<AnyView> {
    if faults.is_empty() {
        return None;
    }
    let labels = panel().labels();
    let items = faults
        .iter()
        .map(|f| view! { <li><span class="at">{(labels.byte)(f.at)}</span>{redact::printable(&f.what)}</li> })
        .collect_view();
    Some(view! { <section class="faults"><h3>{labels.faults}</h3><ul>{items}</ul></section> }.into_any())
}
