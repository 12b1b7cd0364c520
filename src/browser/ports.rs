//! What the panel asks of the outside, done with the browser's means.

use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, Window};

use super::reflect::{call, get, global};

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
