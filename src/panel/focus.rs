//! Moving the keyboard focus. Called from event handlers and effects only.

use std::cell::RefCell;

use leptos::ev::KeyboardEvent;
use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

thread_local! {
    /// Where the focus was when the dialog opened. There is one dialog at a time.
    static KEPT: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
}

/// Puts the focus on the element of that id.
pub fn to(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && let Some(element) = element.dyn_ref::<HtmlElement>()
    {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Remembers where the focus is.
pub fn keep() {
    KEPT.set(document().active_element().and_then(|e| e.dyn_into().ok()));
}

/// Puts the focus where it was at [`keep`]; on the element of the id if that is gone.
pub fn give_back(otherwise: &str) {
    let kept = KEPT.take();
    // Somebody may have moved it on since then.
    if document().active_element().is_some_and(|e| e.tag_name() != "BODY") {
        return;
    }
    match kept.filter(|e| e.is_connected() && e.tag_name() != "BODY") {
        Some(element) => {
            // An element that cannot take the focus leaves it where it is.
            let _ = element.focus();
        }
        None => to(otherwise),
    }
}

/// Keeps Tab within the element of that id: behind the last control comes the first.
pub fn stay(id: &str, event: &KeyboardEvent) {
    if event.key() != "Tab" {
        return;
    }
    let Some(sheet) = document().get_element_by_id(id) else { return };
    let all = sheet.get_elements_by_tag_name("*");
    let controls: Vec<HtmlElement> = (0..all.length())
        .filter_map(|at| all.item(at)?.dyn_into::<HtmlElement>().ok())
        .filter(|e| e.tab_index() >= 0 && !e.has_attribute("disabled") && e.offset_height() > 0)
        .collect();
    let (Some(first), Some(last)) = (controls.first(), controls.last()) else { return };
    let now = document().active_element();
    let at = |e: &HtmlElement| now.as_ref().is_some_and(|now| now == e.unchecked_ref::<Element>());
    let next = match event.shift_key() {
        true if at(first) || now.as_ref() == Some(&sheet) => last,
        false if at(last) => first,
        _ => return,
    };
    event.prevent_default();
    // A control that cannot take the focus leaves it where it is.
    let _ = next.focus();
}

/// Whether the focus is in a field in which keys write text.
pub fn is_typing() -> bool {
    document().active_element().is_some_and(|e| {
        let kind = e.get_attribute("type").unwrap_or_default();
        let writes = !matches!(kind.as_str(), "checkbox" | "radio" | "range");
        matches!(e.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") && writes
    })
}

/// Brings what is marked into view.
pub fn to_marked() {
    if let Ok(Some(element)) = document().query_selector(".latchkey .tabpanel .marked") {
        element.scroll_into_view();
    }
}
