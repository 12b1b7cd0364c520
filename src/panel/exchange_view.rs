//! The request and the response as they went over the wire, secrets masked.

use leptos::prelude::*;

use super::format;
use super::handlers::on_click;
use super::parts::{el, field, section, value};
use super::place::place;
use super::prose::Values;
use super::secret::Masked;
use super::spoken::said;
use super::state::{Subject, panel};
use crate::exchange::{Body, Headers};
use crate::finding::Source;
use crate::learn::{self, Term};
use crate::redact::{self, find};

/// How much of a body is drawn, in bytes.
const DRAWN: usize = 64 * 1024;

/// General facts, headers and bodies.
#[component]
pub fn ExchangeView(subject: Subject) -> impl IntoView {
    let labels = panel().labels();
    let exchange = &subject.exchange;
    let (request, response) = (&exchange.request, &exchange.response);
    let url = request.url.as_str().to_owned();
    let status = format!("{} {}", format::status(response.status), response.status_text).trim_end().to_owned();
    let mut general = vec![
        (Some(Source::Url), labels.source_url, view! { <Masked secrets=find::in_url(&url) text=url/> }.into_any()),
        (Some(Source::Method), labels.source_method, redact::printable(&request.method).into_any()),
        (Some(Source::Status), labels.source_status, redact::printable(&status).into_any()),
    ];
    let started = exchange.started;
    if started.millis() > 0 {
        general.push((None, labels.sent_at, (move || panel().sent(started)).into_any()));
    }
    let mut more = |name: &'static str, text: Option<String>| {
        general.extend(text.filter(|t| !t.is_empty()).map(|t| (None, name, redact::printable(&t).into_any())));
    };
    more(labels.took, exchange.took.map(|t| t.words()));
    more(labels.remote, exchange.server_address.clone());
    more(labels.resource_type, exchange.resource_type.clone());
    if let Some(of) = &exchange.initiator {
        general.push((None, labels.initiator, place(&of.place, str::to_owned)));
        let callers = of.callers.iter().map(|caller| el("li", "", vec![place(caller, str::to_owned)])).collect();
        general.extend((!of.callers.is_empty()).then(|| (None, labels.called_by, el("ol", "callers", callers))));
    }
    if let Some(error) = &exchange.error {
        general.push((Some(Source::BrowserError), labels.source_browser_error, redact::printable(error).into_any()));
    }
    let general = general
        .into_iter()
        .map(|(source, name, value)| view! { <Field source=source name=name.to_owned()>{value}</Field> }.into_any())
        .collect();
    view! {
        {section(labels.general, vec![el("dl", "fields", general)])}
        {parameters(request.url.as_str())}
        {headers(labels.request_headers, &request.headers, Source::RequestHeader, labels.no_headers_request)}
        {request.body.as_ref().map(|b| body(labels.source_request_body, b, Source::RequestBody))}
        {headers(labels.response_headers, &response.headers, Source::ResponseHeader, labels.no_headers_response)}
        {response.body.as_ref().filter(|b| !b.text.is_empty()).map(|b| body(labels.source_response_body, b, Source::ResponseBody))}
    }
}

/// The parameters of the URL, decoded; nothing where it has none.
fn parameters(url: &str) -> Option<AnyView> {
    let begin = url.find('?')? + 1;
    let query = url.get(begin..)?.split('#').next().filter(|query| !query.is_empty())?;
    let secrets = find::in_url(url);
    let mut at = begin;
    let lines = query.split('&').filter_map(|part| {
        let range = at..at + part.len();
        at = range.end + 1;
        let (name, text) = url::form_urlencoded::parse(part.as_bytes()).next()?;
        let secret = secrets.iter().any(|secret| secret.start < range.end && range.start < secret.end);
        Some(field(redact::printable(&name), value(&text, secret)))
    });
    let lines = el("dl", "fields", lines.collect());
    Some(section(panel().labels().parameters, vec![lines]))
}

fn headers(heading: &'static str, headers: &Headers, source: fn(String) -> Source, none: &'static str) -> AnyView {
    let lines = headers
        .iter()
        .filter(|h| !h.name.starts_with(':'))
        .map(|h| {
            let secrets = find::in_header(&h.name, &h.value);
            let (name, value) = (h.name.clone(), h.value.clone());
            let gloss = learn::header(&name);
            view! {
                <Field source=Some(source(name.clone())) name=name gloss=gloss>
                    <Masked text=value secrets=secrets/>
                </Field>
            }
        })
        .collect_view();
    let all =
        if matches!(source(String::new()), Source::RequestHeader(_)) { "request headers" } else { "response headers" };
    view! {
        <section data-at=all>
            <h3>{heading}<span class="count">{headers.len()}</span></h3>
            {headers.is_empty().then(|| view! { <p class="plain">{none}</p> })}
            <dl class="fields">{lines}</dl>
        </section>
    }
    .into_any()
}

fn body(heading: &'static str, body: &Body, source: Source) -> AnyView {
    let labels = panel().labels();
    let mut end = body.text.len().min(DRAWN);
    while !body.text.is_char_boundary(end) {
        end -= 1;
    }
    let text = pretty(body.text.get(..end).unwrap_or_default(), end == body.text.len());
    let secrets = find::in_body(&text);
    let cut = body.cut || end < body.text.len();
    view! {
        <section class:marked=is_marked(source)>
            <h3>{heading}</h3>
            <pre class="body" tabindex="0"><Masked text=text secrets=secrets/></pre>
            {cut.then(|| view! { <p class="plain">{labels.body_cut}</p> })}
        </section>
    }
    .into_any()
}

/// JSON with line breaks; anything else as it is.
fn pretty(text: &str, whole: bool) -> String {
    let json = text.trim_start().starts_with(['{', '[']) && whole;
    json.then(|| serde_json::from_str::<serde_json::Value>(text).ok())
        .flatten()
        .and_then(|value| serde_json::to_string_pretty(&value).ok())
        .unwrap_or_else(|| text.to_owned())
}

/// A name and its value; marked when a piece of evidence pointed here. A name with a `gloss` shows it when it is pressed.
#[component]
pub fn Field(
    source: Option<Source>,
    name: String,
    #[prop(optional_no_strip)] gloss: Option<&'static Term>,
    children: Children,
) -> impl IntoView {
    let marked = source.map(is_marked);
    let name = redact::printable(&name);
    let open = RwSignal::new(false);
    let name = match gloss {
        Some(_) => view! {
            <button
                type="button"
                class="term"
                title=panel().labels().header_hint
                aria-expanded=move || open.get().to_string()
                on:click=on_click(move |_| open.update(|open| *open = !*open))
            >
                {name}
            </button>
        }
        .into_any(),
        None => name.into_any(),
    };
    view! {
        <div class="field" class:marked=move || marked.as_ref().is_some_and(|m| m())>
            <dt>{name}</dt>
            <dd>{children()}</dd>
            {move || gloss.filter(|_| open.get()).map(|term| el("dd", "words gloss", vec![said(term.words, &Values::default())]))}
        </div>
    }
}

/// Whether evidence pointed at this place.
pub fn is_marked(source: Source) -> impl Fn() -> bool + Send + Sync + Clone + 'static {
    let panel = panel();
    move || panel.marked().is_some_and(|mark| same(&mark.from, &source))
}

fn same(a: &Source, b: &Source) -> bool {
    match (a, b) {
        (Source::RequestHeader(a), Source::RequestHeader(b))
        | (Source::ResponseHeader(a), Source::ResponseHeader(b)) => a.eq_ignore_ascii_case(b),
        (Source::Clock, Source::ResponseHeader(name)) => name.eq_ignore_ascii_case("date"),
        (a, b) => a == b,
    }
}
