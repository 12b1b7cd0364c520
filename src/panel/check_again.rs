//! Repeats a request in the inspected page, after saying exactly what will be sent.

use std::sync::Arc;

use leptos::prelude::*;

use super::Ports;
use super::controls::check;
use super::format;
use super::handlers::on_click;
use super::list::VerdictMark;
use super::secret::Masked;
use super::state::panel;
use crate::exchange::{Exchange, Request};
use crate::finding::Verdict;
use crate::history::ExchangeId;
use crate::redact::{self, find};
use crate::report::request::settable;

/// Whether a page can send this request again as it was: over HTTP, by itself, with its whole body.
pub fn can_repeat(exchange: &Exchange) -> bool {
    let request = &exchange.request;
    let whole = request.body.as_ref().is_none_or(|body| !body.cut);
    matches!(request.url.scheme(), "http" | "https") && !exchange.is_preflight() && whole
}

/// What will be sent, the button that sends it, and then before → after.
#[component]
pub fn CheckAgain(id: ExchangeId) -> impl IntoView {
    let panel = panel();
    let labels = panel.labels();
    let send = expect_context::<Ports>().check_again?;
    let subject = panel.subject_of(id)?;
    let request = subject.exchange.request.clone();
    let safe = request.is_safe();
    // A method that may change data is asked for twice: the box, then the button.
    let sure = RwSignal::new(safe);
    // The newest exchange when the request was sent: what comes after it may be its answer.
    let sent = RwSignal::new(None::<Option<ExchangeId>>);
    let answer = {
        let (method, url) = (request.method.clone(), request.url.clone());
        Memo::new(move |_| {
            panel.track();
            let since = sent.get()?;
            let found = panel.with_log(|log| {
                let later = log.history().rows().iter().rev().take_while(|r| since.is_none_or(|since| r.id > since));
                later
                    .filter(|r| r.exchange.request.method == method && r.exchange.request.url == url)
                    .map(|r| r.id)
                    .next()
            })?;
            panel.subject_of(found)
        })
    };
    let before = (subject.exchange.response.status, subject.diagnosis.verdict);
    let shown = what_is_sent(&request);
    let name = redact::printable(&request.method);
    let act = move |_| {
        sent.set(Some(panel.with_log(|log| log.history().rows().last().map(|r| r.id))));
        sure.set(safe);
        send(
            request.clone(),
            Arc::new(move |what| panel.trouble.set(Some((labels.check_failed)(&redact::printable(&what))))),
        );
    };
    Some(view! {
        <p>{labels.check_says}</p>
        {shown}
        {(!safe).then(|| check(labels.check_unsafe, "", move || sure.get(), move |on| sure.set(on)))}
        <p class="actions">
            <button type="button" class="primary" disabled=move || !sure.get() on:click=act>{(labels.check_send)(&name)}</button>
        </p>
        <p class="before-after" role="status">
            {move || sent.get().map(|_| match answer.get() {
                None => labels.check_waiting.into_any(),
                Some(after) => {
                    let now = (after.exchange.response.status, after.diagnosis.verdict);
                    view! {
                        <VerdictMark verdict=before.1 hint=false/>{format::status(before.0)}" → "
                        <VerdictMark verdict=now.1 hint=false/>{format::status(now.0)}" "
                        {if now.1 == Verdict::Failure { labels.check_still } else { labels.check_fixed }}" "
                        <button type="button" class="link" on:click=on_click(move |_| {
                            panel.dialog.set(None);
                            panel.select(after.id);
                        })>{labels.check_go}</button>
                    }
                    .into_any()
                }
            })}
        </p>
    })
}

/// The request as the page will send it, secrets masked.
fn what_is_sent(request: &Request) -> AnyView {
    let labels = panel().labels();
    let url = request.url.as_str().to_owned();
    let method = redact::printable(&request.method);
    let headers: Vec<_> = settable(request)
        .map(|h| {
            let secrets = find::in_header(&h.name, &h.value);
            let name = redact::printable(&h.name);
            view! { <div class="field"><dt>{name}</dt><dd><Masked text=h.value.clone() secrets=secrets/></dd></div> }
        })
        .collect();
    let body = request.body.as_ref().filter(|b| !b.text.is_empty()).map(|b| {
        let secrets = find::in_body(&b.text);
        view! {
            <h3>{labels.source_request_body}</h3>
            <pre class="body" tabindex="0"><Masked text=b.text.clone() secrets=secrets/></pre>
        }
    });
    let cookies = if request.headers.has("cookie") { labels.check_with_cookies } else { labels.check_own_headers };
    view! {
        <div class="sends">
            <p class="raw mono">{method}" "<Masked secrets=find::in_url(&url) text=url/></p>
            <dl class="fields">{headers}</dl>
            {body}
        </div>
        <p class="note">{cookies}</p>
    }
    .into_any()
}
