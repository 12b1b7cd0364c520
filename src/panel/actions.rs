//! What can be done with a request: copy it, show it elsewhere, silence its cause.

use leptos::prelude::*;

use super::Ports;
use super::controls::menu;
use super::model::Mute;
use super::prose::CopyButton;
use super::state::{Dialog, Subject, panel};
use crate::diagnosis::Diagnosis;
use crate::finding::Verdict;
use crate::history::History;
use crate::redact;
use crate::report::{Recording, markdown, request};

/// The row of actions under the heading.
#[component]
pub fn Actions(subject: Subject) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let ports = expect_context::<Ports>();
    let asked = subject.exchange.clone();
    let fetched = subject.exchange.clone();
    let failed = subject.diagnosis.verdict == Verdict::Failure;
    let cause = subject.diagnosis.findings.first().map(|f| f.cause);
    let path = subject.exchange.request.url.path().to_owned();
    let route = panel.with_row(subject.id, |row| row.route.clone());
    let (id, repeats) = (subject.id, ports.check_again.is_some());
    let reveal = ports.reveal_in_network.clone();
    view! {
        <p class="actions">
            {(failed && repeats).then(|| view! {
                <button type="button" class="small" on:click=move |_| panel.dialog.set(Some(Dialog::CheckAgain(id)))>
                    {labels.check_again}
                </button>
            })}
            <span class="lead">{labels.copy_as}</span>
            {failed.then(|| {
                let subject = subject.clone();
                view! { <CopyButton label=labels.copy_markdown make=move || report(&subject)/> }
            })}
            <CopyButton label=labels.copy_curl make=move || request::curl(&asked.request)/>
            <CopyButton label=labels.copy_fetch make=move || request::fetch(&fetched.request)/>
            {reveal.map(|reveal| view! {
                <button type="button" class="small" on:click=move |_| reveal(&path)>{labels.reveal_in_network}</button>
            })}
            {menu("mute-menu", labels.mute_menu, labels.mute_menu.into_any(), view! {
                {cause.map(|cause| view! {
                    <button type="button" on:click=move |_| panel.mute(Mute::Cause(cause), true)>{labels.mute}</button>
                })}
                {route.map(|route| {
                    let name = (labels.mute_route)(&redact::printable(&format!("{} {}", route.method, route.template)));
                    view! {
                        <button type="button" on:click=move |_| panel.mute(Mute::Route(route.clone()), true)>{name}</button>
                    }
                })}
            }.into_any())}
        </p>
    }
}

/// The Markdown report of one request.
fn report(subject: &Subject) -> String {
    let mut history = History::default();
    let id = history.push(0, subject.exchange.clone());
    let request = &subject.exchange.request;
    let recording = Recording {
        name: format!("{} {}", request.method, redact::url(&request.url)),
        creator: String::new(),
        notes: Vec::new(),
        history,
        diagnoses: vec![(id, Diagnosis::clone(&subject.diagnosis))],
    };
    markdown::recording(&recording, None)
}
