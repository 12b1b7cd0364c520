//! What can be done with a request: copy it, show it elsewhere, silence its cause.

use leptos::prelude::*;

use super::Ports;
use super::check_again::can_repeat;
use super::controls::menu;
use super::handlers::on_click;
use super::model::Mute;
use super::prose::CopyButton;
use super::share::report_of;
use super::state::{Dialog, Subject, panel};
use crate::finding::Verdict;
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
    let reveal = ports.reveal_in_network.clone();
    let address = subject.exchange.request.url.as_str().to_owned();
    // A request without a response has nothing to open.
    let open = ports.open_response.clone().filter(|_| subject.exchange.response.status != 0);
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
            {open.map(|open| view! {
                <button type="button" class="small" title=labels.open_response_hint on:click=on_click(move |_| open(&address))>
                    {labels.open_response}
                </button>
            })}
            {menu("mute-menu", labels.mute_menu, labels.mute_menu.into_any(), view! {
                {cause.map(|cause| view! {
                    <button type="button" on:click=on_click(move |_| panel.mute(Mute::Cause(cause), true))>{labels.mute}</button>
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
