//! The extension: takes over what `extension/devtools.js` captured, and follows DevTools' theme.

use wasm_bindgen::prelude::*;

use super::capture::{Event, Queue};
use super::reflect::{call, get, global, member};
use crate::har;
use crate::instant::Instant;

/// Whether this page is a DevTools panel of an extension.
pub fn is_here() -> bool {
    global("chrome.devtools.network").is_some()
}

/// Takes over the capture as soon as the devtools page hands it in: before this page was loaded, or
/// after.
pub fn connect(queue: Queue) {
    if take_over(&queue) {
        return;
    }
    let listener = Closure::<dyn Fn()>::new(move || {
        take_over(&queue);
    });
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback("latchkey-capture", listener.as_ref().unchecked_ref());
    }
    listener.forget(); // the page owns it from here on
    if let Ok(channel) = web_sys::BroadcastChannel::new("latchkey") {
        let _ = channel.post_message(&"ready".into());
    }
}

fn take_over(queue: &Queue) -> bool {
    let Some(capture) = global("latchkeyCapture") else { return false };
    let (queue, names) = (queue.clone(), Names::new());
    let deliver = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        if let Some(event) = read(&event, &names) {
            queue.push(event);
        }
    });
    call(&capture, "connect", deliver.as_ref());
    deliver.forget(); // the devtools page holds it from here on
    true
}

/// The members of an event, made once: as words they would be made anew for each response.
struct Names {
    entry: JsValue,
    navigated: JsValue,
    at: JsValue,
    missed: JsValue,
    recording: JsValue,
}

impl Names {
    fn new() -> Self {
        Names {
            entry: "entry".into(),
            navigated: "navigated".into(),
            at: "at".into(),
            missed: "missed".into(),
            recording: "recording".into(),
        }
    }
}

/// An event has one of the members.
fn read(event: &JsValue, names: &Names) -> Option<Event> {
    let Some(entry) = member(event, &names.entry) else {
        if let Some(url) = member(event, &names.navigated) {
            let at = member(event, &names.at).and_then(|at| at.as_f64()).unwrap_or_default();
            return Some(Event::Navigated(url.as_string().unwrap_or_default(), Instant::from_millis(at as i64)));
        }
        if let Some(count) = member(event, &names.missed) {
            return Some(Event::Missed(count.as_f64().unwrap_or_default() as usize));
        }
        // It is said only while it is off.
        return member(event, &names.recording).map(|_| Event::Paused);
    };
    Some(Event::Exchange(Box::new(move || {
        // As text it crosses to WebAssembly at once, and is read as a file is; field by field takes twice as long.
        let text = js_sys::JSON::stringify(&entry).ok()?.as_string()?;
        // An entry that cannot be read at all has no request; it tells nothing.
        har::exchange(&text)
    })))
}

/// Whether DevTools is dark, now and whenever it changes.
pub fn follow_theme(set_dark: impl Fn(bool) + 'static) {
    let Some(panels) = global("chrome.devtools.panels") else { return };
    let name = get(&panels, "themeName").and_then(|n| n.as_string()).unwrap_or_default();
    set_dark(name == "dark");
    let listener =
        Closure::<dyn Fn(JsValue)>::new(move |name: JsValue| set_dark(name.as_string().as_deref() == Some("dark")));
    // Chromium has a function for it, Firefox an event.
    match get(&panels, "onThemeChanged") {
        Some(event) => call(&event, "addListener", listener.as_ref()),
        None => call(&panels, "setThemeChangeHandler", listener.as_ref()),
    };
    listener.forget(); // DevTools holds it from here on
}
