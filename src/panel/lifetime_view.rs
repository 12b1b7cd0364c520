//! The life of a token as a bar, and in words for those who do not see it.

use leptos::prelude::*;

use super::format;
use super::lifetime::{Phase, Scale, Times, names};
use super::number;
use super::parts::{plain, words};
use super::state::panel;
use crate::instant::Instant;

/// The bar from `iat` to `exp` with the present on it. A token of the recording is judged by the server's clock, a
/// pasted one by this computer's: no server is known for it. `answered` is when the server answered the request that
/// carried the token, by its clock.
pub fn lifetime(times: Times, recorded: bool, answered: Option<Instant>) -> AnyView {
    let panel = panel();
    let labels = panel.labels();
    let skew = move || panel.skew().filter(|_| recorded).unwrap_or_default();
    let present = move || Some(panel.now()).filter(|now| now.millis() > 0).map(|now| now + skew());
    let phrase = move |phase: Phase, asked: bool| match (phase, asked) {
        (Phase::Before(span), false) => (labels.begins_in)(&format::countdown(span)),
        (Phase::Running(Some(span)), false) => (labels.ends_in)(&format::countdown(span)),
        (Phase::Running(None), false) => labels.no_end.to_owned(),
        (Phase::Ended(span), false) => (labels.ended_ago)(&span.words()),
        (Phase::Before(span), true) => (labels.then_before)(&span.words()),
        (Phase::Running(_), true) => labels.then_running.to_owned(),
        (Phase::Ended(span), true) => (labels.then_ended)(&span.words()),
    };
    let said = move |at: Option<Instant>, asked: bool| match at.map(|at| times.phase(at)) {
        Some(phase @ Phase::Running(_)) => words("p", if asked { "" } else { "countdown" }, phrase(phase, asked)),
        Some(phase) => words("p", if asked { "over" } else { "countdown over" }, phrase(phase, asked)),
        None => plain(""),
    };
    let bar = move || {
        let mut seen: Vec<_> = answered.map(|at| (at, labels.answered)).into_iter().collect();
        seen.extend(present().map(|at| (at, labels.now)));
        let moments: Vec<_> = seen.iter().map(|(at, _)| *at).collect();
        let Some(scale) = Scale::of(times, &moments) else { return Vec::new() };
        let own: Vec<_> = [(times.iat, "iat"), (times.nbf, "nbf"), (times.exp, "exp")]
            .into_iter()
            .filter_map(|(at, name)| at.map(|at| (at, name)))
            .collect();
        let start = times.start().map_or(0.0, |at| scale.percent(at));
        let end = times.exp.map_or(100.0, |at| scale.percent(at));
        let mut parts = vec![placed("life-span", start, (end - start).max(0.0), "", None)];
        for (points, tick, name) in [(own, "tick", "tick-name"), (seen, "tick seen", "tick-name seen")] {
            let places: Vec<_> = points.iter().map(|&(at, name)| (scale.percent(at), name)).collect();
            parts
                .extend(points.iter().map(|&(at, _)| placed(tick, scale.percent(at), 0.0, "", Some(panel.moment(at)))));
            parts.extend(names(&places).iter().map(|(at, text)| placed(name, *at, 0.0, text, None)));
        }
        parts
    };
    view! {
        <section class="lifetime">
            <h3>{if recorded { labels.lifetime } else { labels.lifetime_here }}</h3>
            {said(answered, true)}
            {move || said(present(), false)}
            <div class="life" aria-hidden="true">{bar}</div>
        </section>
    }
    .into_any()
}

/// A piece of the bar, `left` and `width` in percent; what is no piece of time has no width.
fn placed(class: &'static str, left: f64, width: f64, text: &str, title: Option<String>) -> AnyView {
    let width = (width > 0.0).then(|| format!("{}%", number::write(width)));
    let text = text.to_owned();
    view! { <span class=class style:left=format!("{}%", number::write(left)) style:width=width title=title>{text}</span> }.into_any()
}
