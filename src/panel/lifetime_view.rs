//! The life of a token as a bar, and in words for those who do not see it.

use leptos::prelude::*;

use super::Ports;
use super::format;
use super::lifetime::{Phase, Scale, Times, names};
use super::settings::ClockFace;
use super::state::{Panel, panel};
use crate::instant::Instant;

/// The bar from `iat` to `exp` with the present on it. `answered` is when the server answered the
/// request that carried the token, by the server's clock.
pub fn lifetime(times: Times, answered: Option<Instant>) -> AnyView {
    let panel = panel();
    let labels = panel.labels();
    // The present by the server's clock: tokens are judged by it.
    let now = Memo::new(move |_| panel.now() + panel.skew().unwrap_or_default());
    let present = move || Some(now.get()).filter(|now| now.millis() > 0);
    let scale = move || {
        let seen: Vec<_> = answered.into_iter().chain(present()).collect();
        Scale::of(times, &seen)
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
    let bar = move || {
        let scale = scale()?;
        let percent = |at: Instant| scale.percent(at);
        let (start, end) = (times.start().map_or(0.0, percent), times.exp.map_or(100.0, percent));
        let own: Vec<_> = [(times.iat, "iat"), (times.nbf, "nbf"), (times.exp, "exp")]
            .into_iter()
            .filter_map(|(at, name)| at.map(|at| (at, name)))
            .collect();
        let seen: Vec<_> =
            answered.map(|at| (at, labels.answered)).into_iter().chain(present().map(|at| (at, labels.now))).collect();
        let row = |points: &[(Instant, &'static str)], kind: &'static str| {
            let ticks = points.iter().map(|&(at, name)| {
                let which = if name == labels.now { "now" } else { kind };
                view! { <span class="tick" data-kind=which style:left=at_percent(percent(at)) title=time(panel, at)></span> }
                    .into_any()
            });
            let places: Vec<_> = points.iter().map(|&(at, name)| (percent(at), name)).collect();
            let words = names(&places).into_iter().map(|(at, text)| {
                view! { <span class="tick-name" data-kind=kind style:left=at_percent(at)>{text}</span> }.into_any()
            });
            ticks.chain(words).collect::<Vec<_>>()
        };
        let (left, width) = (at_percent(start), at_percent((end - start).max(0.0)));
        Some(view! {
            <span class="life-span" style:left=left style:width=width></span>
            {row(&own, "own")}
            {row(&seen, "answered")}
        })
    };
    view! {
        <section class="lifetime">
            <h3>{labels.lifetime}</h3>
            {answered.map(|at| {
                let phase = times.phase(at);
                view! { <p data-phase=kind(phase)>{phrase(phase, true)}</p> }
            })}
            <p class="countdown" data-phase=move || kind(times.phase(now.get()))>
                {move || present().map(|now| phrase(times.phase(now), false))}
            </p>
            <div class="life" aria-hidden="true">{bar}</div>
        </section>
    }
    .into_any()
}

/// A moment by the clock that the user chose.
pub fn time(panel: Panel, at: Instant) -> String {
    let offset = use_context::<Ports>().map_or(0, |ports| ports.utc_offset);
    match panel.settings.clock.get() {
        ClockFace::Local => format::date_clock(at, offset),
        ClockFace::Utc | ClockFace::Server => format!("{} UTC", format::date_clock(at, 0)),
    }
}

fn at_percent(at: f64) -> String {
    format!("{at:.3}%")
}
