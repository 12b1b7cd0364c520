//! What can be done with a request: copy it, show it elsewhere, silence its cause.

use leptos::prelude::*;

use super::Ports;
use super::check_again::can_repeat;
use super::controls::menu;
use super::handlers::on_click;
use super::model::Mute;
use super::ports::OpenFile;
use super::prose::CopyButton;
use super::share::report_of;
use super::state::{Dialog, Panel, Subject, panel};
use crate::exchange::Place;
use crate::finding::{Evidence, Source, Verdict};
use crate::history::{ExchangeId, History, Row};
use crate::redact;
use crate::report::request::{self, Form, Secrets};
use crate::route::Route;

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
    // Without its key, DevTools read the parts of a path between slashes as expressions.
    let url = &subject.exchange.request.url;
    let shown = format!("url:{}{}", url.origin(), url.path());
    let route = panel.with_row(subject.id, |row| Route::clone(&row.route));
    let (id, repeats) = (subject.id, ports.check_again.is_some() && can_repeat(&subject.exchange));
    // What was pasted is of no page: the browser's own tools know nothing of it.
    let captured = subject.exchange.resource_type.is_some();
    let reveal = ports.reveal_in_network.clone().filter(|_| captured);
    // A request without a response has nothing to open.
    let open = ports.open_file.filter(|_| captured && subject.exchange.response.status != 0);
    view! {
        <p class="actions">
            {(failed && repeats).then(|| view! {
                <button type="button" class="small" on:click=on_click(move |_| panel.dialog.set(Some(Dialog::CheckAgain(id))))>
                    {labels.check_again}
                </button>
            })}
            {menu("copy-menu", labels.copy_as, labels.copy_as.into_any(), view! {
                {failed.then(|| {
                    let subject = subject.clone();
                    view! { <CopyButton label=labels.copy_markdown make=move || report_of(panel, &subject)/> }
                })}
                <CopyButton label=labels.copy_curl make=move || request::write(Form::Curl, &asked.request, Secrets::Masked)/>
                <CopyButton label=labels.copy_fetch make=move || request::write(Form::Fetch, &fetched.request, Secrets::Masked)/>
                <button type="button" title=labels.copy_more_hint on:click=on_click(move |_| panel.dialog.set(Some(Dialog::Copy(id))))>
                    {labels.copy_more}
                </button>
            }.into_any())}
            {reveal.map(|reveal| view! {
                <button type="button" class="small" title=labels.reveal_hint on:click=on_click(move |_| reveal(&shown))>
                    {labels.reveal_in_network}
                </button>
            })}
            {open.map(|open| open_response(panel, &subject, open))}
            {menu("mute-menu", labels.mute_menu, labels.mute_menu.into_any(), view! {
                {cause.map(|cause| move || {
                    let muted = panel.options(|o| o.muted.contains(&Mute::Cause(cause)));
                    let name = if muted { labels.unmute } else { labels.mute };
                    view! {
                        <button type="button" on:click=on_click(move |_| panel.mute(Mute::Cause(cause), !muted))>{name}</button>
                    }
                })}
                {route.map(|route| {
                    let name = (labels.mute_route)(&redact::printable(&format!("{} {}", route.method, route.template)));
                    view! {
                        <button type="button" on:click=on_click(move |_| panel.mute(Mute::Route(route.clone()), true))>{name}</button>
                    }
                })}
            }.into_any())}
        </p>
    }
}

/// Opens the response in DevTools. They find it by its URL alone: of several answers Chromium 156 opens the newest for a document,
/// and the first for what a script fetched. Where there are several, that is said before, and this one's body is offered beside it.
fn open_response(panel: Panel, subject: &Subject, open: OpenFile) -> AnyView {
    let labels = panel.labels();
    let (id, subject) = (subject.id, subject.clone());
    let answers = Memo::new(move |_| {
        panel.track();
        panel.with_log(|log| answers(log.history(), id))
    });
    let several = Memo::new(move |_| answers.get() > 1);
    (move || {
        let place = Place { url: subject.exchange.request.url.as_str().to_owned(), ..Place::default() };
        let open = on_click(move |_| open(&place, Box::new(move || panel.say(labels.file_missing))));
        if !several.get() {
            return view! {
                <button type="button" class="small" title=labels.open_response_hint on:click=open>{labels.open_response}</button>
            }
            .into_any();
        }
        let subject = subject.clone();
        let own = subject.exchange.response.body.is_some().then(|| view! {
            <button type="button" on:click=on_click(move |_| panel.follow(&subject, Evidence::new(Source::ResponseBody, "")))>
                {labels.open_response_own}
            </button>
        });
        let sheet = view! {
            <p class="plain">{move || (labels.open_response_several)(answers.get())}</p>
            {own}
            <button type="button" on:click=open>{labels.open_response_any}</button>
        };
        menu("open-menu", labels.open_response, labels.open_response.into_any(), sheet.into_any())
    })
    .into_any()
}

/// How many answers of the recording are from the URL of this one.
fn answers(history: &History, id: ExchangeId) -> usize {
    let Some(row) = history.get(id) else { return 0 };
    let same = |r: &&Row| {
        r.may_share_url(row) && r.status != 0 && !r.is_preflight && r.exchange.request.url == row.exchange.request.url
    };
    history.rows().iter().filter(same).count()
}
