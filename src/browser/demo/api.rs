//! Real `fetch` calls to the service worker, recorded as exchanges.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

use super::scenarios::Call;
use crate::browser::clock;
use crate::exchange::{Address, Body, Exchange, Header, Request, Response as Answer};

/// Registers the service worker and waits until it answers.
///
/// # Errors
/// Says in one sentence why the demo cannot run here and what to do.
pub async fn start() -> Result<(), String> {
    let blocked = || {
        "The demo needs a service worker, and this page may not use one. Open it over http://localhost or https://, \
         not from a file and not in a private window."
            .to_owned()
    };
    let window = web_sys::window().ok_or_else(blocked)?;
    let navigator = window.navigator();
    if super::super::reflect::get(navigator.as_ref(), "serviceWorker").is_none() {
        return Err(blocked());
    }
    let workers = navigator.service_worker();
    JsFuture::from(workers.register("demo-api.js")).await.map_err(|_| blocked())?;
    let ready = workers.ready().map_err(|_| blocked())?;
    JsFuture::from(ready).await.map_err(|_| blocked())?;
    if workers.controller().is_none() {
        // The first visit: wait until the worker has claimed this page.
        let claimed = js_sys::Promise::new(&mut |resolve, _| workers.set_oncontrollerchange(Some(&resolve)));
        if workers.controller().is_none() {
            JsFuture::from(claimed).await.map_err(|_| blocked())?;
        }
    }
    Ok(())
}

/// Sends one request and records it with its response.
///
/// # Errors
/// When the page got no response at all.
pub async fn send(call: Call) -> Result<Exchange, String> {
    let window = web_sys::window().ok_or("there is no window")?;
    let base = window.location().href().unwrap_or_default();
    let url = Address::new(base).join(&format!("api/{}", call.path)).ok_or("the demo's address is no URL")?;
    let init = RequestInit::new();
    init.set_method(call.method);
    let headers = Headers::new().map_err(words)?;
    for (name, value) in &call.headers {
        headers.append(name, value).map_err(words)?;
    }
    init.set_headers(headers.as_ref());
    if let Some(body) = call.body {
        init.set_body(&body.into());
    }
    let started = clock::now();
    let response = JsFuture::from(window.fetch_with_str_and_init(url.as_str(), &init)).await.map_err(words)?;
    let response: Response = response.dyn_into().map_err(words)?;
    let text = JsFuture::from(response.text().map_err(words)?).await.map_err(words)?.as_string().unwrap_or_default();
    let headers = lines(&response.headers());
    let sent = call.headers.into_iter().map(|(name, value)| Header { name: name.into(), value });
    let accept = [Header { name: "Accept".into(), value: "*/*".into() }];
    Ok(Exchange {
        started,
        took: Some(clock::now() - started),
        request: Request {
            method: call.method.into(),
            url,
            headers: accept.into_iter().chain(sent).collect(),
            body: call.body.map(|b| Body::new(b.into())),
        },
        response: Answer {
            status: response.status(),
            status_text: response.status_text(),
            mime_type: headers.get("content-type").unwrap_or("").split(';').next().unwrap_or("").trim().into(),
            size: Some(text.len() as u64),
            body: (response.status() >= 400).then(|| Body::new(text)),
            headers,
            redirect_url: None,
        },
        resource_type: Some("fetch".into()),
        from_service_worker: true,
        ..Exchange::default()
    })
}

fn lines(headers: &Headers) -> crate::exchange::Headers {
    let mut lines = Vec::new();
    for pair in headers.entries().into_iter().flatten() {
        let pair = js_sys::Array::from(&pair);
        if let (Some(name), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) {
            lines.push(Header { name, value });
        }
    }
    lines.into_iter().collect()
}

fn words(error: JsValue) -> String {
    let text = error.dyn_ref::<js_sys::Error>().map_or_else(|| "no reason given".into(), |e| String::from(e.message()));
    format!("The browser gave no response: {text}. Load the page again.")
}
