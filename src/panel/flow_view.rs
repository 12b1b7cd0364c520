//! The flow that a request belongs to, as a sequence: lifelines, arrows, what went along. It is one
//! ordered list that reads as text; the style sheet draws the arrows.

use leptos::prelude::*;

use super::flow_words as words;
use super::handlers::on_click;
use super::icons::{Icon, Shape};
use super::spoken::told;
use super::state::{Panel, Subject, panel};
use crate::flow::{Carried, Flow, Loss, Step};
use crate::text::labels::Labels;

/// The flow of the request.
#[component]
pub fn FlowView(subject: Subject) -> impl IntoView {
    let panel = panel();
    let id = subject.id;
    // Steps that arrive later join in.
    let flow = Memo::new(move |_| {
        panel.track();
        panel.with_log(|log| Flow::of(log.history(), id))
    });
    move || flow.with(|flow| flow.as_ref().map(|flow| sequence(panel, flow, &subject)))
}

fn sequence(panel: Panel, flow: &Flow, subject: &Subject) -> AnyView {
    let labels = panel.labels();
    let parties = flow.parties.iter().map(|party| {
        view! { <span class="party"><b>{words::role(labels, party.role)}</b><span>{party.name.clone()}</span></span> }
    });
    let steps = flow.steps.iter().enumerate().map(|(at, one)| step(panel, flow, at, one, subject));
    let left_out = (flow.left_out > 0).then(|| view! { <p>{(labels.flow_left_out)(flow.left_out)}</p> });
    view! {
        <section class="flow" style=format!("--parties:{}", flow.parties.len())>
            <p><b>{words::kind(labels, &flow.kind)}</b>" "{words::outcome(labels, flow)}</p>
            {left_out}
            // The names stand in each step, too.
            <div class="parties" aria-hidden="true">{parties.collect_view()}</div>
            <ol class="flow-steps">{steps.collect_view()}</ol>
        </section>
    }
    .into_any()
}

fn step(panel: Panel, flow: &Flow, at: usize, step: &Step, subject: &Subject) -> AnyView {
    let labels = panel.labels();
    let here = step.id == subject.id;
    let id = step.id;
    let name = |at: usize| flow.parties.get(at).map(|p| words::party(labels, p)).unwrap_or_default();
    let since = flow.steps.first().map(|first| (step.at - first.at).words()).filter(|_| at > 0);
    let request = format!("{} {}", step.method, step.path);
    let request = if here {
        view! { <b>{request}</b> }.into_any()
    } else {
        view! { <button type="button" class="link" on:click=on_click(move |_| panel.select(id))>{request}</button> }
            .into_any()
    };
    let asks = (!step.asked.is_empty()).then(|| (labels.flow_asks)(&step.asked.join(labels.timeline_comma)));
    let ahead = step.ahead.filter(|to| *to != step.to).map(|to| (labels.flow_ahead)(&name(to)));
    let unsent = step.loss == Some(Loss::NotSent);
    let bad = step.status == 0 || step.status >= 400;
    view! {
        <li class="flow-step" class:lost=step.loss.is_some() style=format!("--to:{}", step.to) aria-current=here.then_some("step")>
            <p class="flow-part">
                <b>{at + 1}". "{words::part(labels, step.part)}</b>
                {here.then(|| view! { <span class="badge">{labels.flow_here}</span> })}
                {since.map(|since| view! { <span class="since">{(labels.flow_since)(&since)}</span> })}
            </p>
            {step.loss.as_ref().map(|loss| view! {
                <p class="loss"><Icon shape=Shape::Hint/><span>{words::loss(labels, loss)}</span></p>
            })}
            <p class="arrow go" class:unsent=unsent>
                <span class="way">{(if unsent { labels.flow_unsent } else { labels.flow_to })(&name(step.to))}" "</span>
                {request}
                {carried(labels, labels.flow_with, &step.sent)}
            </p>
            {(!unsent).then(|| view! {
                <p class="arrow back">
                    <span class="way">{(labels.flow_from)(&name(step.to))}" "</span>
                    <span class="code" data-kind=bad.then_some("failure")>{words::status(labels, step.status)}</span>
                    {asks.map(|asks| format!(" {asks}"))}
                    {ahead.map(|ahead| format!(" {ahead}"))}
                    {carried(labels, labels.flow_gives, &step.given)}
                </p>
            })}
            {step.unseen.then(|| view! { <p class="unseen">{labels.flow_unseen}</p> })}
        </li>
    }
    .into_any()
}

/// What went along, each with its mask.
fn carried(labels: &'static Labels, lead: &'static str, list: &[Carried]) -> Option<AnyView> {
    let chips = list.iter().map(|one| {
        let mask = (!words::is_message(one)).then(|| view! { " "<span class="mono">{told(&one.masked)}</span> });
        view! { <span class="chip-text"><b>{words::carried(labels, one)}</b>{mask}</span> }
    });
    (!list.is_empty()).then(|| view! { <span class="carried">" "{lead}" "{chips.collect_view()}</span> }.into_any())
}

/// Whether the request belongs to a flow.
pub(super) fn has_flow(panel: Panel, subject: &Subject) -> bool {
    panel.with_log(|log| Flow::of(log.history(), subject.id).is_some())
}
