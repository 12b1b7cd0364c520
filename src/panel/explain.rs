//! What happened, what shows it, and what to change.

use std::sync::Arc;

use leptos::prelude::*;

use super::format;
use super::prose::{Link, Values, blocks, sentence};
use super::state::{Subject, panel};
use crate::diagnosis::{Card, Fix, title};
use crate::finding::{Evidence, Finding, Source, Verdict};
use crate::redact;
use crate::rules;
use crate::text::{CauseText, Side};

/// The first cause in full, the others folded.
#[component]
pub fn Explain(subject: Subject) -> impl IntoView {
    let labels = panel().labels();
    let diagnosis = subject.diagnosis.clone();
    let Some((first, others)) = diagnosis.findings.split_first() else {
        let words = if diagnosis.verdict == Verdict::Ok { labels.healthy } else { labels.unexplained };
        return view! { <p class="plain">{words}</p> }.into_any();
    };
    let folded = others
        .iter()
        .map(|finding| {
            let (certainty, hint) = format::certainty(labels, finding.certainty);
            view! {
                <details class="cause">
                    <summary>
                        <span class="words">{title(finding)}</span>
                        <span class="badge" data-certainty=finding.certainty.id() title=hint>{certainty}</span>
                    </summary>
                    {card(finding, &subject)}
                </details>
            }
        })
        .collect_view();
    view! {
        <div class="explain">
            {card(first, &subject)}
            {(!others.is_empty()).then(|| view! {
                <section class="others">
                    <h3>{(labels.other_causes)(others.len())}</h3>
                    {folded}
                </section>
            })}
        </div>
    }
    .into_any()
}

fn card(finding: &Finding, subject: &Subject) -> AnyView {
    let by = &subject.diagnosis.answered_by;
    let labels = panel().labels();
    let values: Values = Arc::new(finding.values.clone());
    let Some(card) = Card::of(finding, &subject.exchange) else { return ().into_any() };
    let words = card.words;
    let evidence = finding.evidence.iter().map(|e| view! { <EvidenceRow evidence=e.clone()/> }).collect_view();
    let say: Vec<_> = card.say().map(|b| blocks(std::slice::from_ref(b), &values)).collect();
    let fix: Vec<_> = card
        .sides()
        .map(|(side, fix)| {
            let heading = match (side, by.server) {
                (Side::Client, _) => labels.fix_client.to_owned(),
                (Side::Server, Some(server)) => (labels.fix_server_named)(server.name),
                (Side::Server, None) => labels.fix_server.to_owned(),
            };
            steps(heading, fix, &values)
        })
        .collect();
    view! {
        <div class="say">{say}</div>
        {(!finding.evidence.is_empty()).then(|| view! {
            <section class="evidence">
                <h3>{labels.evidence}</h3>
                <ul>{evidence}</ul>
            </section>
        })}
        <section class="fix">
            <h3>{labels.fix}</h3>
            {fix}
            {card.log.map(|server| view! {
                <h4>{(labels.log_of)(server.name)}</h4>
                {blocks(server.logs, &values)}
            })}
        </section>
        {(!words.why.is_empty()).then(|| view! {
            <section class="why"><h3>{labels.why}</h3>{blocks(words.why, &values)}</section>
        })}
        {(!words.not.is_empty()).then(|| view! {
            <section class="not">
                <h3>{labels.not}</h3>
                <ul>{words.not.iter().map(|w| view! { <li>{sentence(w, &values)}</li> }).collect_view()}</ul>
            </section>
        })}
        {tells(words, &values)}
        {(!words.references.is_empty()).then(|| view! {
            <section class="references">
                <h3>{labels.references}</h3>
                <ul>
                    {words.references.iter().map(|r| view! {
                        <li><Link text=r.title url=r.url/><span class="host">{format::host(r.url)}</span></li>
                    }).collect_view()}
                </ul>
            </section>
        })}
    }
    .into_any()
}

/// One quote with the place it comes from; a click goes there.
#[component]
fn EvidenceRow(evidence: Evidence) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let place = match &evidence.from {
        Source::Exchange(id) => panel.subject_of(*id).map_or(labels.source_exchange.to_owned(), |s| {
            format!("{} {} {}", labels.source_exchange, s.exchange.request.method, s.exchange.request.url.path())
        }),
        other => format::source(labels, other),
    };
    let place = redact::printable(&place);
    let quote = redact::quote(&evidence);
    let hint = (labels.evidence_go)(&place);
    let from = evidence.from;
    view! {
        <li>
            <button type="button" class="evidence-row" title=hint on:click=move |_| panel.go_to(from.clone())>
                <span class="from">{place}</span>
                <code class="quote">{quote}</code>
            </button>
        </li>
    }
}

fn steps(heading: String, steps: &[Fix], values: &Values) -> AnyView {
    let labels = panel().labels();
    let items = steps
        .iter()
        .map(|fix| {
            let step = fix.step;
            // The reason of this case's own step was said above.
            let why = (!fix.of_variant && !step.why.is_empty())
                .then(|| view! { <dt>{labels.step_why}</dt><dd>{sentence(step.why, values)}</dd> });
            view! {
                <li>
                    <p class="do">{sentence(step.action, values)}</p>
                    {blocks(step.code, values)}
                    {remedies(fix, values)}
                    <dl>
                        {why}
                        {(!step.expect.is_empty()).then(|| view! { <dt>{labels.step_expect}</dt><dd>{sentence(step.expect, values)}</dd> })}
                    </dl>
                </li>
            }
        })
        .collect_view();
    view! { <h4>{heading}</h4><ol class="steps">{items}</ol> }.into_any()
}

/// How a step is done in what this exchange shows, the first one open, then elsewhere.
fn remedies(fix: &Fix, values: &Values) -> AnyView {
    let labels = panel().labels();
    fix.how
        .iter()
        .enumerate()
        .map(|(place, known)| {
            view! {
                <details class="remedy" open=place == 0 && known.seen>
                    <summary>{(labels.on_server)(known.server.name)}</summary>
                    <p class="lead">{known.remedy.title}</p>
                    {blocks(known.remedy.blocks, values)}
                </details>
            }
        })
        .collect_view()
        .into_any()
}

fn tells(words: &'static CauseText, values: &Values) -> Option<AnyView> {
    let labels = panel().labels();
    let tells = words
        .tell
        .iter()
        .map(|tell| {
            let title = rules::text(tell.cause).map_or(tell.cause, |t| t.title);
            view! { <dt>{title}</dt><dd>{sentence(tell.words, values)}</dd> }
        })
        .collect_view();
    (!words.tell.is_empty())
        .then(|| view! { <section class="tell"><h3>{labels.tell}</h3><dl>{tells}</dl></section> }.into_any())
}
