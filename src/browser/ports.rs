//! What the panel asks of the outside, done with the browser's means.

use std::sync::Arc;

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlElement, HtmlInputElement, Window, window};

use super::reflect::{call, get, global};
use crate::exchange::Request;
use crate::panel::{Ports, ReadText};

/// The ports of this page. Inside DevTools some lead there.
pub fn ports() -> Ports {
    let network = global("chrome.devtools.panels.network").is_some();
    let inspected = global("chrome.devtools.inspectedWindow").is_some();
    Ports {
        copy: Arc::new(|text| with_window(|w| copy(w, text))),
        download: Some(Arc::new(|name, text| with_window(|w| download(w, name, text)))),
        open_link: Arc::new(|url| with_window(|w| open_link(w, url))),
        store: Arc::new(|key, value| with_window(|w| store(w, key, value))),
        load: Arc::new(|key| load(&window()?, key)),
        reveal_in_network: network.then(|| Arc::new(|url: &str| reveal_in_network(url)) as _),
        check_again: inspected.then(|| Arc::new(|request: Request| check_again(&request)) as _),
        choose_file: Some(Arc::new(choose_file)),
        read_drop: Some(Arc::new(read_drop)),
        fetch_words: Some(Arc::new(super::words::fetch)),
        languages: languages(),
