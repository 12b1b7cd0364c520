//! What happened, what shows it, and what to change.

use leptos::prelude::*;

use super::format;
use super::handlers::on_click;
use super::prose::{Link, Values, blocks, sentence};
use super::spoken::{Spoken, said_blocks, spoken, title, told};
use super::state::{Subject, panel};
use crate::diagnosis::{Card, Fix};
use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source, Verdict};
use crate::redact;
use crate::servers::Known;
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
            let (words, lang) = title(panel(), finding.cause);
            let (certainty, hint) = format::certainty(labels, finding.certainty);
            view! {
                <details class="cause">
                    <summary>
                        <span class="words" lang=lang>{words}</span>
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
    let labels = panel().labels();
    let Some(Spoken { words, values, lang }) = spoken(panel(), finding) else { return ().into_any() };
    let card = panel().with_log(|log| {
        let preflight = Facts::of(log.history(), subject.id).and_then(Facts::failed_preflight);
        Card::in_words(words, finding, &subject.exchange, preflight.map(Facts::exchange))
    });
    let evidence = finding.evidence.iter().map(|e| evidence_row(subject, e.clone())).collect_view();
    let say: Vec<_> = card.say().map(|b| blocks(std::slice::from_ref(b), &values)).collect();
    let fix: Vec<_> = card
        .sides()
        .map(|(side, fix)| {
            let heading = match (side, card.server) {
                (Side::Client, _) => labels.fix_client.to_owned(),
                (Side::Server, Some(server)) => (labels.fix_server_named)(server.name),
                (Side::Server, None) => labels.fix_server.to_owned(),
            };
            steps(heading, fix, &values, lang)
        })
        .collect();
    view! {
        <div class="say" lang=lang>{say}</div>
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
                {said_blocks(server.logs, &values)}
            })}
        </section>
        {(!words.why.is_empty()).then(|| view! {
            <section class="why"><h3>{labels.why}</h3><div lang=lang>{blocks(words.why, &values)}</div></section>
        })}
        {(!words.not.is_empty()).then(|| view! {
            <section class="not">
                <h3>{labels.not}</h3>
                <ul lang=lang>{words.not.iter().map(|w| view! { <li>{sentence(w, &values)}</li> }).collect_view()}</ul>
            </section>
        })}
        {tells(words, &values, lang)}
        {(!words.references.is_empty()).then(|| view! {
            <section class="references">
                <h3>{labels.references}</h3>
                <ul lang=panel().in_english()>
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
fn evidence_row(subject: &Subject, evidence: Evidence) -> AnyView {
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
    let subject = subject.clone();
    view! {
        <li>
            <button type="button" class="evidence-row" title=hint on:click=on_click(move |_| panel.go_to(&subject, evidence.clone()))>
                <span class="from">{place}</span>
                <code class="quote">{quote}</code>
            </button>
        </li>
    }
    .into_any()
}

fn steps(heading: String, steps: &[Fix], values: &Values, lang: Option<&'static str>) -> AnyView {
    let labels = panel().labels();
    let items = steps
        .iter()
        .map(|fix| {
            let step = fix.step;
            // The reason of this case's own step was said above.
            let why = (!fix.of_variant && !step.why.is_empty())
                .then(|| view! { <dt>{labels.step_why}</dt><dd lang=lang>{sentence(step.why, values)}</dd> });
            view! {
                <li>
                    <p class="do" lang=lang>{sentence(step.action, values)}</p>
                    {blocks(step.code, values)}
                    {remedies(fix, values)}
                    <dl>
                        {why}
                        {(!step.expect.is_empty()).then(|| view! { <dt>{labels.step_expect}</dt><dd lang=lang>{sentence(step.expect, values)}</dd> })}
                    </dl>
                </li>
            }
        })
        .collect_view();
    view! { <h4>{heading}</h4><ol class="steps">{items}</ol> }.into_any()
}

/// How a step is done in what this exchange shows, the first one open; all the others behind one line.
fn remedies(fix: &Fix, values: &Values) -> AnyView {
    let labels = panel().labels();
    let (seen, others) = fix.seen_and_others();
    let mut parts: Vec<_> = seen.iter().enumerate().map(|(place, known)| remedy(known, place == 0, values)).collect();
    let folded: Vec<_> = others.iter().map(|known| remedy(known, false, values)).collect();
    match others {
        [] | [_] => parts.extend(folded),
        [first, ..] => parts.push(
            view! {
                <details class="remedy elsewhere">
                    <summary>{(labels.on_others)(first.server.name, others.len() - 1)}</summary>
                    {folded}
                </details>
            }
            .into_any(),
        ),
    }
    parts.into_any()
}

fn remedy(known: &Known, open: bool, values: &Values) -> AnyView {
    view! {
        <details class="remedy" open=open>
            <summary>{(panel().labels().on_server)(known.server.name)}</summary>
            <p class="lead">{told(known.remedy.title)}</p>
            {said_blocks(known.remedy.blocks, values)}
        </details>
    }
    .into_any()
}

fn tells(words: &'static CauseText, values: &Values, lang: Option<&'static str>) -> Option<AnyView> {
    let labels = panel().labels();
    let tells = words
        .tell
        .iter()
        .map(|tell| {
            let (title, its) = title(panel(), tell.cause);
            view! { <dt lang=its>{title}</dt><dd lang=lang>{sentence(tell.words, values)}</dd> }
        })
        .collect_view();
    (!words.tell.is_empty())
        .then(|| view! { <section class="tell"><h3>{labels.tell}</h3><dl>{tells}</dl></section> }.into_any())
}
