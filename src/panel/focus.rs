//! Moving the keyboard focus. Called from event handlers only.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// Puts the focus on the element of that id.
pub fn to(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && let Some(element) = element.dyn_ref::<HtmlElement>()
    {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}

/// Whether the focus is in a field in which keys write text.
pub fn is_typing() -> bool {
    document().active_element().is_some_and(|e| {
        let writes = e.get_attribute("type").is_none_or(|t| t != "checkbox" && t != "radio");
        matches!(e.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") && writes
    })
}

/// Brings what is marked into view.
pub fn to_marked() {
    if let Ok(Some(element)) = document().query_selector(".latchkey .tabpanel .marked") {
        element.scroll_into_view();
    }
}
