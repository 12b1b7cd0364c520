//! What the panel asks of the outside, done with the browser's means.

use std::sync::Arc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlElement, HtmlInputElement, ResizeObserver, Response, Window, window};

use super::reflect::{call, get, global};
use crate::exchange::{Place, Request};
use crate::panel::{Failed, Ports, ReadText};
use crate::report::request::settable;

/// The ports of this page. Inside DevTools some lead there.
pub fn ports() -> Ports {
    // Firefox has the object, but not its function.
    let network = global("chrome.devtools.panels.network").is_some_and(|n| get(&n, "show").is_some());
    let opens = global("chrome.devtools.panels").is_some_and(|p| get(&p, "openResource").is_some());
    let inspected = global("chrome.devtools.inspectedWindow").is_some();
    Ports {
        copy: Arc::new(|text| with_window(|w| copy(w, text))),
        download: Some(Arc::new(|name, text| with_window(|w| download(w, name, text)))),
        open_link: Arc::new(|url| with_window(|w| open_link(w, url))),
        store: Arc::new(|key, value| with_window(|w| store(w, key, value))),
        load: Arc::new(|key| load(&window()?, key)),
        reveal_in_network: network.then(|| Arc::new(|url: &str| reveal_in_network(url)) as _),
        open_file: opens.then_some(open_file),
        check_again: inspected.then(|| Arc::new(|request: Request, failed: Failed| check_again(&request, failed)) as _),
        choose_file: Some(Arc::new(choose_file)),
        read_drop: Some(Arc::new(read_drop)),
        verify: super::verify::port(),
        fetch_words: Some(Arc::new(super::words::fetch)),
        languages: languages(),
        example: Some(Arc::new(example)),
        work_through: Some(Arc::new(super::tasks::work_through)),
        badge: inspected.then(|| Arc::new(badge) as _),
        forget: inspected.then(|| Arc::new(forget) as _),
        record,
        watch_size,
        utc_offset: super::clock::utc_offset,
        mac: window().is_some_and(|w| w.navigator().platform().is_ok_and(|p| p.starts_with("Mac"))),
    }
}

/// The reader's languages, best first.
fn languages() -> Vec<String> {
    let tags = window().map(|w| w.navigator().languages()).unwrap_or_default();
    tags.iter().filter_map(|tag| tag.as_string()).collect()
}

fn with_window(act: impl FnOnce(&Window)) {
    if let Some(window) = window() {
        act(&window);
    }
}

/// Puts text on the clipboard. DevTools panels may lack the clipboard API; then a hidden field is used.
pub fn copy(window: &Window, text: &str) {
    let Some(document) = window.document() else { return };
    // In a DevTools panel `navigator.clipboard` is refused by policy; `execCommand` works in both homes.
    let Some(field) =
        document.create_element("textarea").ok().and_then(|e| e.dyn_into::<web_sys::HtmlTextAreaElement>().ok())
    else {
        return;
    };
    field.set_value(text);
    field.set_class_name("off-screen");
    let before = document.active_element().and_then(|e| e.dyn_into::<HtmlElement>().ok());
    if let Some(body) = document.body() {
        let _ = body.append_child(&field);
        field.select();
        call(document.as_ref(), "execCommand", &"copy".into());
        field.remove();
    }
    if let Some(before) = before {
        let _ = before.focus();
    }
}

/// Offers text as a file to save.
pub fn download(window: &Window, name: &str, text: &str) {
    let parts = js_sys::Array::of1(&text.into());
    let Ok(blob) = web_sys::Blob::new_with_str_sequence(&parts) else { return };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else { return };
    let link = window
        .document()
        .and_then(|d| d.create_element("a").ok())
        .and_then(|e| e.dyn_into::<web_sys::HtmlAnchorElement>().ok());
    if let Some(link) = link {
        link.set_href(&url);
        link.set_download(name);
        link.click();
    }
    // The click has started the download; the browser keeps the blob until it is done.
    let _ = web_sys::Url::revoke_object_url(&url);
}

/// Opens an address in a new tab. Only `https:` and `http:` addresses are opened.
pub fn open_link(window: &Window, url: &str) {
    let safe = crate::exchange::Address::new(url);
    if matches!(safe.scheme(), "https" | "http") {
        let _ = window.open_with_url_and_target_and_features(url, "_blank", "noopener,noreferrer");
    }
}

/// Remembers a setting. A browser that forbids storage forgets it.
pub fn store(window: &Window, key: &str, value: &str) {
    if let Ok(Some(storage)) = window.local_storage() {
        let _ = storage.set_item(&format!("latchkey.{key}"), value);
    }
}

/// A remembered setting.
pub fn load(window: &Window, key: &str) -> Option<String> {
    window.local_storage().ok()??.get_item(&format!("latchkey.{key}")).ok()?
}

/// Shows requests of this address in the Network panel (Chromium only: it has no way to show one
/// request, but it can filter).
pub fn reveal_in_network(filter: &str) {
    let Some(network) = global("chrome.devtools.panels.network") else { return };
    let wanted = js_sys::Object::new();
    if js_sys::Reflect::set(&wanted, &"filter".into(), &filter.into()).is_ok() && get(&network, "show").is_some() {
        call(&network, "show", &wanted);
    }
}

/// Shows what came from this address: in Sources where DevTools keep it as a file, else the request in the Network
/// panel (Chromium only).
fn open_file(place: &Place, missing: Box<dyn FnOnce()>) {
    if let Some(panels) = global("chrome.devtools.panels")
        && let Some(open) = get(&panels, "openResource").and_then(|f| f.dyn_into::<js_sys::Function>().ok())
    {
        let answered = Closure::once_into_js(move |found: JsValue, _: JsValue| {
            if get(&found, "isError").is_some_and(|error| error.is_truthy()) {
                missing();
            }
        });
        // Here lines and columns are counted from 0.
        let [line, column] = [place.line, place.column].map(|number| number.unwrap_or(1).saturating_sub(1).into());
        let url = place.url.as_str().into();
        // Chromium before 114 takes no column.
        if open.call4(&panels, &url, &line, &column, &answered).is_err() {
            let _ = open.call3(&panels, &url, &line, &answered);
        }
    }
}

/// Repeats a request in the inspected page, with the page's own cookies and origin. The code that runs there is
/// made of JSON literals only, so nothing in the request can act as code.
fn check_again(request: &Request, failed: Failed) {
    let headers: serde_json::Map<_, _> = settable(request).map(|h| (h.name.clone(), h.value.clone().into())).collect();
    let init = serde_json::json!({
        "method": request.method,
        "headers": headers,
        "body": request.body.as_ref().map(|b| b.text.as_str()),
        // With cookies where there were none, another origin would refuse what it allowed before.
        "credentials": if request.headers.has("cookie") { "include" } else { "same-origin" },
        "cache": "no-store",
    });
    let url = serde_json::Value::from(request.url.as_str());
    // U+2028 and U+2029 are line ends in older JavaScript; JSON leaves them as they are.
    let code = format!("void fetch({url}, {init}).catch(() => {{}})")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    let Some(inspected) = global("chrome.devtools.inspectedWindow") else { return };
    let told = Closure::once_into_js(move |_: JsValue, problem: JsValue| {
        let text = |key: &str| get(&problem, key).and_then(|v| v.as_string()).filter(|t| !t.is_empty());
        if let Some(what) = text("description").or_else(|| text("value")).or_else(|| text("code")) {
            failed(what);
        }
    });
    if let Some(eval) = get(&inspected, "eval").and_then(|f| f.dyn_into::<js_sys::Function>().ok()) {
        let _ = eval.call2(&inspected, &code.into(), &told);
    }
}

/// Hands the number of failures to the devtools page, which alone can reach the toolbar icon.
fn badge(failures: usize) {
    if let Some(capture) = global("latchkeyCapture") {
        call(&capture, "badge", &(failures as f64).into());
    }
}

/// Tells the devtools page, which hands all that it holds to a panel that is loaded again.
fn forget() {
    if let Some(capture) = global("latchkeyCapture") {
        call(&capture, "forget", &JsValue::UNDEFINED);
    }
}

/// Tells the devtools page whether requests are recorded: it keeps that for a panel that is loaded again.
fn record(on: bool) {
    if let Some(capture) = global("latchkeyCapture") {
        call(&capture, "record", &on.into());
    }
}

/// Tells of elements that get another size. In a panel that is not seen nothing is laid out, and nothing told.
pub fn watch_size(elements: &[Element], changed: Box<dyn Fn()>) -> Box<dyn FnOnce()> {
    let told = Closure::<dyn Fn()>::new(changed);
    let Ok(observer) = ResizeObserver::new(told.as_ref().unchecked_ref()) else { return Box::new(|| ()) };
    for element in elements {
        observer.observe(element);
    }
    Box::new(move || {
        observer.disconnect();
        drop(told);
    })
}

/// Reads the recording of typical refusals that lies beside this page.
fn example(read: ReadText) {
    let failed = |_| "The example could not be loaded. Load the panel again, or reload the extension".to_owned();
    spawn_local(async move {
        read(text_of("example.har").await.map(|text| ("example.har".to_owned(), text)).map_err(failed));
    });
}

async fn text_of(file: &str) -> Result<String, JsValue> {
    let window = window().ok_or(JsValue::NULL)?;
    let response: Response = JsFuture::from(window.fetch_with_str(file)).await?.dyn_into()?;
    if !response.ok() {
        return Err(JsValue::NULL);
    }
    JsFuture::from(response.text()?).await?.as_string().ok_or(JsValue::NULL)
}

/// Lets the user choose a file and reads it as text.
fn choose_file(read: ReadText) {
    let input = window().and_then(|w| w.document()).and_then(|d| d.create_element("input").ok());
    let Some(input) = input.and_then(|e| e.dyn_into::<HtmlInputElement>().ok()) else { return };
    input.set_type("file");
    input.set_accept(".har,.json,application/json");
    let chosen = input.clone();
    let listener = Closure::once_into_js(move || {
        let Some(file) = chosen.files().and_then(|files| files.get(0)) else { return };
        read_file(file, read);
    });
    input.set_onchange(Some(listener.unchecked_ref()));
    input.click();
}

/// Reads the first file of a drop.
fn read_drop(event: leptos::ev::DragEvent, read: ReadText) {
    if let Some(file) = event.data_transfer().and_then(|d| d.files()).and_then(|files| files.get(0)) {
        read_file(file, read);
    }
}

/// A text of this many bytes still fits, with what is read from it, into WebAssembly's 4 GiB.
const LARGEST: f64 = 800.0 * 1024.0 * 1024.0;

fn read_file(file: web_sys::File, read: ReadText) {
    if file.size() > LARGEST {
        let what = format!(
            "{} is larger than 800 MB. Export a shorter recording, or read it with `latchkey explain`",
            file.name()
        );
        return read(Err(what));
    }
    spawn_local(async move {
        // As bytes: a string would cross to WebAssembly letter by letter.
        let buffer = JsFuture::from(file.array_buffer()).await;
        let text = buffer.ok().map(|buffer| text(js_sys::Uint8Array::new(&buffer).to_vec()));
        read(match text {
            Some(text) => Ok((file.name(), text)),
            None => Err(format!("{} could not be read; choose it again", file.name())),
        });
    });
}

/// What is not UTF-8 becomes U+FFFD.
fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
