//! Repeats a request in the inspected page, after saying exactly what will be sent.

use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;

use super::Ports;
use super::controls::check;
use super::focus;
use super::format;
use super::handlers::on_click;
use super::list::VerdictMark;
use super::parts::words;
use super::secret::Masked;
use super::spoken::title;
use super::state::panel;
use crate::exchange::{Exchange, Header, Request};
use crate::finding::Verdict;
use crate::history::ExchangeId;
use crate::redact::pseudonym::is_placeholder;
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
    let plan = Plan::of(&subject.exchange);
    let request = plan.request.clone();
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
    let cause = subject.diagnosis.findings.first().map(|f| f.cause);
    let shown = what_is_sent(&subject.exchange, &plan);
    if plan.impossible {
        return Some(view! { <p class="note">{labels.check_impossible}</p>{shown} }.into_any());
    }
    let name = redact::printable(&request.method);
    let act = move |_| {
        panel.record(true);
        sent.set(Some(panel.with_log(|log| log.history().rows().last().map(|r| r.id))));
        sure.set(safe);
        // The button that was pressed takes no focus until the box is ticked again.
        if !safe {
            focus::to("check-result");
        }
        send(
            request.clone(),
            Arc::new(move |what| panel.trouble.set(Some((labels.check_failed)(&redact::printable(&what))))),
        );
    };
    let sheet = view! {
        <p>{labels.check_says}</p>
        {shown}
        {move || (!panel.is_recording()).then(|| words("p", "note", labels.check_records))}
        {(!safe).then(|| check(labels.check_unsafe, "", move || sure.get(), move |on| sure.set(on)))}
        <p class="actions">
            <button type="button" class="primary" disabled=move || !sure.get() on:click=act>{(labels.check_send)(&name)}</button>
        </p>
        <p id="check-result" class="before-after" role="status" tabindex="-1">
            {move || sent.get().map(|_| match answer.get() {
                None => labels.check_waiting.into_any(),
                Some(after) => {
                    let now = (after.exchange.response.status, after.diagnosis.verdict);
                    let well = panel.with_log(|log| log.answered_well(after.id));
                    let other = after.diagnosis.findings.first().map(|f| f.cause).filter(|_| now.1 == Verdict::Failure);
                    let (marked, says) = match (now, well, other.filter(|other| Some(*other) != cause)) {
                        (_, _, Some(other)) => (true, (labels.check_other)(title(panel, other).0)),
                        ((_, Verdict::Failure), ..) => (true, labels.check_still.to_owned()),
                        (_, true, _) => (true, labels.check_fixed.to_owned()),
                        ((0, _), ..) => (false, labels.check_unclear.to_owned()),
                        _ => (false, labels.check_error.to_owned()),
                    };
                    view! {
                        <VerdictMark verdict=before.1 hint=false/>{format::status(before.0)}" → "
                        {marked.then(|| view! { <VerdictMark verdict=now.1 hint=false/> })}{format::status(now.0)}" "
                        {says}" "
                        <button type="button" class="link" on:click=on_click(move |_| {
                            panel.dialog.set(None);
                            panel.select(after.id);
                        })>{labels.check_go}</button>
                    }
                    .into_any()
                }
            })}
        </p>
    };
    Some(sheet.into_any())
}

/// What can be sent of a request that is in a recording.
#[derive(Debug)]
struct Plan {
    /// Without the headers in which stand-ins stand.
    request: Request,
    /// The names of those headers.
    left_out: Vec<String>,
    /// Whether stand-ins stand in the address or in the body: without them it would be another request.
    impossible: bool,
}

impl Plan {
    fn of(exchange: &Exchange) -> Self {
        let mut request = exchange.request.clone();
        if !exchange.has_stand_ins {
            return Plan { request, left_out: Vec::new(), impossible: false };
        }
        // `undefined` in place of a token is what was sent, and is sent again.
        let replaced = |text: &str, secrets: Vec<Range<usize>>| {
            secrets.into_iter().any(|at| text.get(at).is_some_and(|secret| !is_placeholder(secret)))
        };
        let stand_in = |h: &&Header| replaced(&h.value, find::in_header(&h.name, &h.value));
        let left_out: Vec<_> = settable(&request).filter(stand_in).map(|h| h.name.clone()).collect();
        let (url, body) = (request.url.as_str(), request.body.as_ref().map_or("", |b| b.text.as_str()));
        let impossible = replaced(url, find::in_url(url)) || replaced(body, find::in_body(body));
        let kept = request.headers.iter().filter(|h| !left_out.contains(&h.name)).cloned().collect();
        request.headers = kept;
        Plan { request, left_out, impossible }
    }
}

/// The request as the page will send it, secrets masked; what is left out of it, and what the browser adds.
fn what_is_sent(exchange: &Exchange, plan: &Plan) -> AnyView {
    let labels = panel().labels();
    let request = if plan.impossible { &exchange.request } else { &plan.request };
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
    let cookies = match request.headers.has("cookie") {
        true => labels.check_with_cookies,
        false if exchange.sanitised => labels.check_secrets_missing,
        false => labels.check_own_headers,
    };
    let left_out = (!plan.left_out.is_empty()).then(|| {
        let names = redact::printable(&plan.left_out.join(labels.timeline_comma));
        view! { <p class="note">{(labels.check_left_out)(&names)}</p> }
    });
    view! {
        <div class="sends">
            <p class="raw mono">{method}" "<Masked secrets=find::in_url(&url) text=url/></p>
            <dl class="fields">{headers}</dl>
            {body}
        </div>
        {(!plan.impossible).then(|| view! { {left_out}<p class="note">{cookies}</p> })}
    }
    .into_any()
}

#[cfg(test)]
#[cfg(feature = "render")]
mod tests {
    use super::*;
    use crate::panel::Panel;
    use crate::{har, redact::sanitise};

    fn call(method: &str, url: &str, headers: &str, body: &str) -> Exchange {
        let body = if body.is_empty() {
            String::new()
        } else {
            format!(r#","postData":{{"mimeType":"application/json","text":{}}}"#, serde_json::json!(body))
        };
        let text = format!(
            r#"{{"startedDateTime":"2026-11-20T12:03:00Z","_resourceType":"fetch",
            "request":{{"method":"{method}","url":"{url}","headers":[{headers}]{body}}},
            "response":{{"status":401,"headers":[],"content":{{"text":"no"}}}}}}"#
        );
        har::exchange(&text).unwrap()
    }

    /// What the dialog says of a request out of a recording.
    fn says(exchange: &Exchange) -> String {
        Owner::new().with(|| {
            let panel = Panel::new();
            provide_context(panel);
            provide_context(Ports { check_again: Some(Arc::new(|_, _| ())), ..Ports::none() });
            panel.add(vec![exchange.clone()]);
            CheckAgain(CheckAgainProps { id: ExchangeId(0) }).to_html()
        })
    }

    const AUTHORIZATION: &str =
        r#"{"name":"Authorization","value":"Bearer hush-token-0123456789"},{"name":"X-Client","value":"web"}"#;

    #[test]
    fn a_stand_in_is_not_sent() {
        let real = call("GET", "https://api.shop.example/me", AUTHORIZATION, "");
        assert_eq!(Plan::of(&real).request, real.request, "what was recorded as it was is sent as it was");
        assert!(says(&real).contains("Send GET now") && !says(&real).contains("stand-in"));
        let shown = sanitise::recording([&real]).remove(0);
        let plan = Plan::of(&shown);
        assert_eq!(plan.left_out, ["Authorization"]);
        assert!(!plan.request.headers.has("authorization") && plan.request.headers.has("x-client"), "{plan:?}");
        let html = says(&shown);
        assert!(html.contains("its credentials are stand-ins") && html.contains("Left out: Authorization."), "{html}");
        assert!(html.contains("Send GET now") && !html.contains("Authorization</dt>"), "{html}");
        // A slip is what was sent, and stays.
        let slip = AUTHORIZATION.replace("hush-token-0123456789", "undefined");
        let slip = sanitise::recording([&call("GET", "https://api.shop.example/me", &slip, "")]).remove(0);
        assert_eq!(Plan::of(&slip).left_out, [""; 0]);
    }

    #[test]
    fn what_holds_stand_ins_elsewhere_cannot_be_sent() {
        for exchange in [
            call("GET", "https://api.shop.example/me?api_key=hush-0123456789", "", ""),
            call("POST", "https://api.shop.example/login", "", r#"{"user":"ada","password":"hush-0123456789"}"#),
        ] {
            assert!(says(&exchange).contains("now</button>"));
            let html = says(&sanitise::recording([&exchange]).remove(0));
            assert!(html.contains("cannot be sent again from here") && !html.contains("now</button>"), "{html}");
        }
    }

    #[test]
    fn a_recording_without_its_credentials_says_so() {
        let bare = Exchange { sanitised: true, ..call("GET", "https://api.shop.example/me", "", "") };
        assert!(says(&bare).contains("was saved without Authorization and cookies"));
        assert!(!says(&bare).contains("as before"), "nobody knows what went along");
    }
}
