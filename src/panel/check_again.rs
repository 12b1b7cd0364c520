//! Repeats a request in the inspected page, after saying exactly what will be sent.

use leptos::prelude::*;

use super::Ports;
use super::controls::check;
use super::format;
use super::list::VerdictMark;
use super::secret::Masked;
use super::state::panel;
use crate::finding::Verdict;
use crate::history::ExchangeId;
use crate::redact::{self, find};

/// What will be sent, the button that sends it, and then before → after.
#[component]
pub fn CheckAgain(id: ExchangeId) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let send = expect_context::<Ports>().check_again?;
    let subject = panel.subject_of(id)?;
    let request = subject.exchange.request.clone();
    let sure = RwSignal::new(request.is_safe());
    let safe = request.is_safe();
    // The newest exchange when the request was sent: what comes after it may be its answer.
    let sent = RwSignal::new(None::<Option<ExchangeId>>);
    let answer = {
        let (method, url) = (request.method.clone(), request.url.clone());
        Memo::new(move |_| {
            panel.track();
            let since = sent.get()?;
            let found = panel.with_log(|log| {
                let rows = log.history().rows();
                let later = rows.iter().filter(|r| since.is_none_or(|since| r.id > since));
                later
                    .filter(|r| r.exchange.request.method == method && r.exchange.request.url == url)
                    .map(|r| r.id)
                    .next_back()
            })?;
            panel.subject_of(found)
        })
    };
    let before = (subject.exchange.response.status, subject.diagnosis.verdict);
    let url = request.url.as_str().to_owned();
    let headers = request
        .headers
        .iter()
        .filter(|h| !h.name.starts_with(':'))
        .map(|h| {
            let secrets = find::in_header(&h.name, &h.value);
            let name = redact::printable(&h.name);
            view! { <div class="field"><dt>{name}</dt><dd><Masked text=h.value.clone() secrets=secrets/></dd></div> }
        })
        .collect_view();
    let body = request.body.as_ref().map(|b| {
        let secrets = find::in_body(&b.text);
        view! { <pre class="body" tabindex="0"><Masked text=b.text.clone() secrets=secrets/></pre> }
    });
    let method = redact::printable(&request.method);
    Some(view! {
        <p>{labels.check_says}</p>
        <p class="raw mono">{method}" "<Masked secrets=find::in_url(&url) text=url/></p>
        <details><summary>{labels.check_headers}</summary><dl class="fields">{headers}</dl>{body}</details>
        {(!safe).then(|| check(labels.check_unsafe, "", move || sure.get(), move |on| sure.set(on)))}
        <p class="actions">
            <button
                type="button"
                class="primary"
                disabled=move || !sure.get()
                on:click=move |_| {
                    sent.set(Some(panel.with_log(|log| log.history().rows().last().map(|r| r.id))));
                    sure.set(safe);
                    send(request.clone());
                }
            >
                {labels.check_send}
            </button>
        </p>
        <p class="before-after" role="status">
            {move || sent.get().map(|_| match answer.get() {
                None => labels.check_waiting.into_any(),
                Some(after) => {
                    let now = (after.exchange.response.status, after.diagnosis.verdict);
                    let fixed = now.1 != Verdict::Failure;
                    view! {
                        <VerdictMark verdict=before.1 hint=false/>{format::status(before.0)}" → "
                        <VerdictMark verdict=now.1 hint=false/>{format::status(now.0)}" "
                        {if fixed { labels.check_fixed } else { labels.check_still }}
                    }
                    .into_any()
                }
            })}
        </p>
    })
}
