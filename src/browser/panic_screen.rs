//! What the user sees when Latchkey itself fails: never a blank panel.

use std::panic::PanicHookInfo;

use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement};

/// Shows the screen on every panic from now on, and writes the details to the console.
pub fn install() {
    std::panic::set_hook(Box::new(|info: &PanicHookInfo| {
        console_error_panic_hook::hook(info);
        let place = info.location().map_or(String::new(), |l| format!(" at {}:{}", l.file(), l.line()));
        let text = info
            .payload()
            .downcast_ref::<&str>()
            .map(|s| (*s).to_owned())
            .or_else(|| info.payload().downcast_ref::<String>().cloned())
            .unwrap_or_else(|| "no message".into());
        show(&format!("{text}{place}"));
    }));
}

/// Puts the screen over the page. Uses the document only: after a panic nothing else can be relied on.
pub fn show(details: &str) {
    // A screen that cannot be built leaves the console message.
    let _ = build(details);
}

fn build(details: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    if document.get_element_by_id("latchkey-panic").is_some() {
        return None;
    }
    let screen = element(&document, "section", None)?;
    screen.set_id("latchkey-panic");
    screen.set_attribute("role", "alertdialog").ok()?;
    screen.set_attribute("aria-label", "Latchkey has stopped").ok()?;
    screen.append_child(&element(&document, "h1", Some("Latchkey has stopped"))?.into()).ok()?;
    let words = "A fault in Latchkey stopped the panel. Your page is not affected. The captured requests are kept: \
                 press Restart and they are shown again.";
    screen.append_child(&element(&document, "p", Some(words))?.into()).ok()?;
    let full = format!("Latchkey {}\n{details}", env!("CARGO_PKG_VERSION"));
    screen.append_child(&element(&document, "pre", Some(&full))?.into()).ok()?;
    let copy = button(&document, "Copy details", move || {
        if let Some(window) = web_sys::window() {
            super::ports::copy(&window, &full);
        }
    })?;
    let restart = button(&document, "Restart", || {
        if let Some(window) = web_sys::window() {
            let _ = window.location().reload();
        }
    })?;
    screen.append_child(&restart).ok()?;
    screen.append_child(&copy).ok()?;
    document.body()?.append_child(&screen).ok()?;
    restart.focus().ok()
}

fn element(document: &Document, name: &str, text: Option<&str>) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    element.set_text_content(text);
    Some(element)
}

fn button(document: &Document, label: &str, click: impl Fn() + 'static) -> Option<HtmlElement> {
    let button: HtmlElement = element(document, "button", Some(label))?.dyn_into().ok()?;
    let closure = Closure::<dyn Fn()>::new(click);
    button.set_onclick(Some(closure.as_ref().unchecked_ref()));
    closure.forget(); // the screen stays until the page is loaded again
    Some(button)
}
