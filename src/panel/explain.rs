//! What happened, what shows it, and what to change.

use leptos::prelude::*;

use super::clock;
use super::cors_view::Cors;
use super::format;
use super::handlers::on_click;
use super::parts::{certainty, el, plain, section_of, tongue, words};
use super::prose::{Link, Values, blocks, sentence};
use super::spoken::{Spoken, said_blocks, spoken, title, told};
use super::state::{Subject, panel};
use crate::diagnosis::{Card, Fix};
use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source, Verdict};
use crate::redact;
use crate::servers::Known;
use crate::text::Side;
use crate::text::labels::Labels;

/// The first cause in full, the others folded.
#[component]
pub fn Explain(subject: Subject) -> impl IntoView {
    let labels = panel().labels();
    let diagnosis = subject.diagnosis.clone();
    let Some((first, others)) = diagnosis.findings.split_first() else {
        return el("div", "", unexplained(labels, &subject));
    };
    let mut parts = card(first, &subject);
    if !others.is_empty() {
        let folded = others.iter().map(|finding| {
            let (title, lang) = title(panel(), finding.cause);
            let summary = vec![tongue("span", "words", lang, vec![plain(title)]), certainty(labels, finding)];
            let mut inside = card(finding, &subject);
            inside.insert(0, el("summary", "", summary));
            el("details", "cause", inside)
        });
        parts.push(section_of("others", (labels.other_causes)(others.len()), folded.collect()));
    }
    el("div", "explain", parts)
}

/// What is said of a request without a cause.
fn unexplained(labels: &Labels, subject: &Subject) -> Vec<AnyView> {
    let error = subject.exchange.error.as_deref().unwrap_or_default();
    let said = match subject.exchange.response.status {
        _ if subject.diagnosis.verdict != Verdict::Ok => labels.unexplained.into(),
        0 => (labels.no_answer)(&redact::printable(error)),
        status if format::is_error(status) => (labels.other_error)(status),
        _ => labels.healthy.into(),
    };
    // At times the browser leaves out even the status of an answer that it keeps back.
    let across = subject.exchange.failed_unseen() && panel().with_log(|log| Cors::concerns(log, subject.id));
    let across = across.then(|| words("p", "plain", labels.no_answer_across));
    [Some(words("p", "plain", said)), across].into_iter().flatten().collect()
}

fn card(finding: &Finding, subject: &Subject) -> Vec<AnyView> {
    let labels = panel().labels();
    let Some(Spoken { words: text, values, lang }) = spoken(panel(), finding) else { return Vec::new() };
    let card = panel().with_log(|log| {
        let preflight = Facts::of(log.history(), subject.id).and_then(Facts::failed_preflight);
        Card::in_words(text, finding, &subject.exchange, preflight.map(Facts::exchange))
    });
    let say = card.say().flat_map(|b| blocks(std::slice::from_ref(b), &values)).collect();
    let mut parts = vec![tongue("div", "say", lang, say)];
    if !finding.evidence.is_empty() {
        let rows = finding.evidence.iter().map(|e| evidence_row(subject, e.clone())).collect();
        parts.push(section_of("evidence", labels.evidence, vec![el("ul", "", rows)]));
    }
    let mut fix: Vec<_> = card
        .sides()
        .flat_map(|(side, fix)| {
            let heading = match (side, card.server) {
                (Side::Client, _) => labels.fix_client.to_owned(),
                (Side::Server, Some(server)) => (labels.fix_server_named)(server.name),
                (Side::Server, None) => labels.fix_server.to_owned(),
            };
            // Where to look for what is to be changed.
            let place = subject.exchange.initiator.as_ref().filter(|_| matches!(side, Side::Client));
            let callers = place.and_then(|of| of.callers.first());
            let callers =
                callers.map(|of| vec![plain(format!("{} ", labels.called_by)), super::place::place(of, str::to_owned)]);
            let place = place.map(|of| el("p", "plain", vec![super::place::place(&of.place, labels.started_by)]));
            let callers = callers.map(|parts| el("p", "plain", parts));
            [Some(words("h4", "", heading)), place, callers, Some(steps(fix, &values, lang))]
        })
        .flatten()
        .collect();
    if let Some(server) = card.log {
        fix.push(words("h4", "", (labels.log_of)(server.name)));
        fix.extend(said_blocks(server.logs, &values));
    }
    parts.push(section_of("fix", labels.fix, fix));
    if !text.why.is_empty() {
        parts.push(section_of("why", labels.why, vec![tongue("div", "", lang, blocks(text.why, &values))]));
    }
    if !text.not.is_empty() {
        let items = text.not.iter().map(|w| el("li", "", sentence(w, &values))).collect();
        parts.push(section_of("not", labels.not, vec![tongue("ul", "", lang, items)]));
    }
    if !text.tell.is_empty() {
        let tells = text.tell.iter().flat_map(|tell| {
            let (title, its) = title(panel(), tell.cause);
            [tongue("dt", "", its, vec![plain(title)]), tongue("dd", "", lang, sentence(tell.words, &values))]
        });
        parts.push(section_of("tell", labels.tell, vec![el("dl", "", tells.collect())]));
    }
    if !text.references.is_empty() {
        let links = text.references.iter().map(|r| {
            let link = view! { <Link text=r.title url=r.url/> }.into_any();
            el("li", "", vec![link, words("span", "host", format::host(r.url))])
        });
        let list = tongue("ul", "", panel().in_english(), links.collect());
        parts.push(section_of("references", labels.references, vec![list]));
    }
    parts
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
    let quote = clock::quote(&evidence);
    let hint = (labels.evidence_go)(&place);
    let subject = subject.clone();
    view! {
        <li>
            <button type="button" class="evidence-row" title=hint on:click=on_click(move |_| panel.follow(&subject, evidence.clone()))>
                <span class="from">{place}</span>
                <code class="quote">{quote}</code>
            </button>
        </li>
    }
    .into_any()
}

fn steps(steps: &[Fix], values: &Values, lang: Option<&'static str>) -> AnyView {
    let labels = panel().labels();
    let items = steps.iter().map(|fix| {
        let step = fix.step;
        let mut parts = vec![tongue("p", "do", lang, sentence(step.action, values))];
        parts.extend(blocks(step.code, values));
        parts.extend(remedies(fix, values));
        // The reason of this case's own step was said above.
        let why = if fix.of_variant { &[] } else { step.why };
        let said =
            [(labels.step_why, why), (labels.step_expect, step.expect)].into_iter().filter(|(_, w)| !w.is_empty());
        let said = said.flat_map(|(name, w)| [words("dt", "", name), tongue("dd", "", lang, sentence(w, values))]);
        parts.push(el("dl", "", said.collect()));
        el("li", "", parts)
    });
    el("ol", "steps", items.collect())
}

/// How a step is done in what this exchange shows, the first one open; all the others behind one line.
fn remedies(fix: &Fix, values: &Values) -> Vec<AnyView> {
    let labels = panel().labels();
    let (seen, others) = fix.seen_and_others();
    let mut parts: Vec<_> = seen.iter().enumerate().map(|(place, known)| remedy(known, place == 0, values)).collect();
    let mut folded: Vec<_> = others.iter().map(|known| remedy(known, false, values)).collect();
    match others {
        [] | [_] => parts.extend(folded),
        [first, ..] => {
            let summary = (labels.on_others)(first.server.name, others.len() - 1);
            folded.insert(0, words("summary", "", summary));
            parts.push(el("details", "remedy elsewhere", folded));
        }
    }
    parts
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
