//! What can be given away: one request to run elsewhere, or a recording as a file. Secrets are left
//! out until the user unlocks them in the very dialog and has read what that means.

use leptos::prelude::*;

use super::Ports;
use super::controls::{check, pick};
use super::handlers::on_click;
use super::model::Line;
use super::state::{Panel, Subject, panel};
use crate::exchange::Exchange;
use crate::har;
use crate::history::{ExchangeId, History};
use crate::redact::{self, sanitise};
use crate::report::request::{Form, Secrets, write};
use crate::report::{Recording, markdown};

/// How much of the text is shown before it is copied, in bytes.
const PREVIEW: usize = 4096;

/// The ways to copy a request: id, form.
const FORMS: [(&str, Form); 4] =
    [("curl", Form::Curl), ("cmd", Form::CurlCmd), ("httpie", Form::Httpie), ("fetch", Form::Fetch)];

/// One request in the form of the user's choice, shown before it is copied.
#[component]
pub fn CopyForm(id: ExchangeId) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let ports = expect_context::<Ports>();
    let request = panel.subject_of(id)?.exchange.request.clone();
    let (form, unlocked) = (RwSignal::new("curl"), RwSignal::new(false));
    let text = Memo::new(move |_| {
        let chosen = FORMS.iter().find(|(id, _)| *id == form.get()).map(|(_, form)| *form).unwrap_or_default();
        write(chosen, &request, secrets(unlocked.get()))
    });
    let names = [
        ("curl", labels.copy_curl_shell),
        ("cmd", labels.copy_curl_cmd),
        ("httpie", labels.copy_httpie),
        ("fetch", labels.copy_fetch),
    ];
    Some(view! {
        <div class="form">
            {pick("copy-form", labels.copy_as, &names, form)}
            {lock(unlocked, labels.copy_masked)}
        </div>
        <pre class="body preview" tabindex="0">{move || text.with(|text| redact::printable(&beginning(text).replace('\r', "")))}</pre>
        <p class="note">
            {move || match form.get() {
                "cmd" => labels.copy_cmd_note,
                "fetch" => labels.copy_fetch_note,
                _ => labels.copy_shell_note,
            }}
        </p>
        <p class="actions">
            <button type="button" class="primary" on:click=on_click(move |_| {
                (ports.copy)(&text.get_untracked());
                panel.say(labels.copied);
            })>{labels.copy_code}</button>
        </p>
    })
}

/// The recording, or a part of it, as a file or on the clipboard.
#[component]
pub fn ExportForm() -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let ports = expect_context::<Ports>();
    let (form, scope, unlocked) = (RwSignal::new("har"), RwSignal::new("all"), RwSignal::new(false));
    // What is captured while the dialog is open belongs to the file, too.
    let ids = Memo::new(move |_| {
        panel.track();
        scoped(panel, scope.get())
    });
    let chosen = match panel.cursor.get_untracked() {
        Some(Line::Group(_) | Line::More(_)) => Some(("chosen", labels.export_group)),
        Some(Line::Entry(_)) => Some(("chosen", labels.export_one)),
        None => None,
    };
    let scopes: Vec<_> = [("all", labels.export_all)].into_iter().chain(chosen).collect();
    let forms = [("har", labels.export_har), ("report", labels.export_report)];
    let make = move || match form.get_untracked() {
        "report" => (report_name(), report(panel, &ids.get_untracked(), labels.export_title.to_owned())),
        _ => recording(panel, &ids.get_untracked(), secrets(unlocked.get_untracked())),
    };
    let (copy, say) = (ports.copy.clone(), move |words: String| panel.say(words));
    let save = ports.download.clone().map(|download| {
        view! {
            <button type="button" class="primary" disabled=move || ids.with(Vec::is_empty) on:click=on_click(move |_| {
                let (name, text) = make();
                download(&name, &text);
                say((labels.exported)(&name));
            })>{labels.export_save}</button>
        }
    });
    view! {
        <div class="form">
            {pick("export-scope", labels.export_what, &scopes, scope)}
            <p class="plain" role="status">{move || (labels.export_count)(ids.with(Vec::len))}</p>
            {pick("export-form", labels.export_as, &forms, form)}
            {move || match form.get() {
                "report" => view! { <p class="note">{labels.report_masked}</p> }.into_any(),
                _ => lock(unlocked, labels.secrets_masked),
            }}
        </div>
        <p class="actions">
            {save}
            <button type="button" disabled=move || ids.with(Vec::is_empty) on:click=on_click(move |_| {
                copy(&make().1);
                panel.say(labels.copied);
            })>{labels.copy_code}</button>
        </p>
    }
}

/// The Markdown report of one request.
pub fn report_of(panel: Panel, subject: &Subject) -> String {
    let request = &subject.exchange.request;
    report(panel, &[subject.id], format!("{} {}", request.method, redact::url(&request.url)))
}

/// Says what is left out, and unlocks it.
fn lock(unlocked: RwSignal<bool>, masked: &'static str) -> AnyView {
    let labels = panel().labels();
    view! {
        <fieldset class="lock" class:open=move || unlocked.get()>
            <legend>{labels.secrets}</legend>
            <p>{move || if unlocked.get() { labels.secrets_shown } else { masked }}</p>
            {check(labels.secrets_unlock, "", move || unlocked.get(), move |on| unlocked.set(on))}
        </fieldset>
    }
    .into_any()
}

fn secrets(unlocked: bool) -> Secrets {
    if unlocked { Secrets::Shown } else { Secrets::Masked }
}

/// The exchanges that the user chose, oldest first.
fn scoped(panel: Panel, scope: &str) -> Vec<ExchangeId> {
    let group = |group| panel.with_model(|m| m.cluster(group).map(|c| c.ids.clone()).unwrap_or_default());
    match (scope, panel.cursor.get_untracked()) {
        ("chosen", Some(Line::Entry(id))) => vec![id],
        ("chosen", Some(Line::Group(at) | Line::More(at))) => group(at),
        _ => panel.with_log(|log| log.history().rows().iter().map(|r| r.id).collect()),
    }
}

/// A HAR file with its name.
fn recording(panel: Panel, ids: &[ExchangeId], secrets: Secrets) -> (String, String) {
    panel.with_log(|log| {
        let exchanges: Vec<&Exchange> =
            ids.iter().filter_map(|id| log.history().get(*id)).map(|row| &*row.exchange).collect();
        match secrets {
            Secrets::Masked => {
                let shown = sanitise::recording(exchanges);
                ("latchkey-sanitised.har".to_owned(), har::write(&shown, sanitise::COMMENT))
            }
            Secrets::Shown => ("latchkey-with-secrets.har".to_owned(), har::write(exchanges, sanitise::UNSANITISED)),
        }
    })
}

fn report_name() -> String {
    "latchkey-report.md".to_owned()
}

/// A Markdown report of these exchanges, with what is said of them in the light of all.
fn report(panel: Panel, ids: &[ExchangeId], name: String) -> String {
    panel.with_log(|log| {
        let mut history = History::default();
        let mut diagnoses = Vec::new();
        for id in ids {
            let (Some(row), Some(diagnosis)) = (log.history().get(*id), log.diagnosis(*id)) else { continue };
            diagnoses.push((history.push(row.index, row.exchange.clone()), (**diagnosis).clone()));
        }
        let recording = Recording { name, creator: String::new(), notes: Vec::new(), history, diagnoses };
        markdown::recording(&recording, None)
    })
}

/// The first bytes of a long text, with a sign that more follows.
fn beginning(text: &str) -> &str {
    let end = (0..=PREVIEW.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}
