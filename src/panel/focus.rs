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

/// Scrolls what is around the element of that id until it is seen.
pub fn show(id: &str, around: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        bring(&element, &[around]);
    }
}

/// Scrolls the elements of these ids to their beginning.
pub fn to_top(ids: &[&str]) {
    for element in ids.iter().filter_map(|id| document().get_element_by_id(id)) {
        element.set_scroll_top(0);
    }
}

/// Remembers where the focus is.
pub fn keep() {
    KEPT.set(document().active_element().and_then(|e| e.dyn_into().ok()));
}

/// Forgets what had the focus at [`keep`]: what was done since leads elsewhere.
pub fn go_on() {
    KEPT.set(None);
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
            // A line of a menu that was closed since: its head is there.
            let head = || element.closest("details").ok()??.first_element_child()?.dyn_into::<HtmlElement>().ok();
            if is_nowhere()
                && let Some(head) = head()
            {
                let _ = head.focus();
            }
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

/// Whether nothing has the focus.
pub fn is_nowhere() -> bool {
    document().active_element().is_none_or(|e| e.tag_name() == "BODY")
}

/// Whether the focus is in an element that `selector` matches, and not in something that is open there.
pub fn is_within(selector: &str) -> bool {
    let near = |selector: &str| document().active_element()?.closest(selector).ok()?;
    near(selector).is_some() && near("details[open]").is_none()
}

/// Scrolls the element of that id with the keys of the element around it, which has the focus itself.
pub fn scroll(id: &str, event: &KeyboardEvent) {
    if event.target() != event.current_target() || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let Some(inner) = document().get_element_by_id(id).filter(|e| e.scroll_height() > e.client_height()) else {
        return;
    };
    let page = inner.client_height() * 9 / 10;
    let by = match event.key().as_str() {
        "ArrowDown" => 40,
        "ArrowUp" => -40,
        "PageDown" | " " => page,
        "PageUp" => -page,
        "Home" => -inner.scroll_height(),
        "End" => inner.scroll_height(),
        _ => return,
    };
    event.prevent_default();
    inner.set_scroll_top(inner.scroll_top() + by);
}

/// Whether the focus is in a field in which keys write text.
pub fn is_typing() -> bool {
    document().active_element().is_some_and(|e| {
        let kind = e.get_attribute("type").unwrap_or_default();
        let writes = !matches!(kind.as_str(), "checkbox" | "radio" | "range");
        matches!(e.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT") && writes
    })
}

/// Gives the class `marked` to the places that `is_it` knows by their `data-at` and, inside them, by
/// the name that a line begins with; a place without such a part is marked as a whole, and where there is none at all, the
/// heading of `otherwise`. Brings the first marked place into view.
pub fn mark(is_it: &dyn Fn(&str, Option<&str>) -> bool, otherwise: &str) {
    let each = |within: &Element, attribute: &str| -> Vec<Element> {
        let all = within.get_elements_by_tag_name("*");
        (0..all.length())
            .filter_map(|at| all.item(at))
            .filter(|e| attribute.is_empty() || e.has_attribute(attribute))
            .collect()
    };
    let Some(panel) = document().get_element_by_id("tabpanel") else { return };
    let mut marked = usize::from(panel.query_selector(".marked").is_ok_and(|e| e.is_some()));
    let places = each(&panel, "data-at");
    for place in &places {
        let at = place.get_attribute("data-at").unwrap_or_default();
        // The lines of tables and lists begin with their name.
        let name = |line: &Element| line.first_element_child().and_then(|first| first.text_content());
        let named: Vec<_> = each(place, "")
            .into_iter()
            .filter(|e| e.tag_name() == "TR" || e.class_list().contains("field"))
            .filter(|line| name(line).is_some_and(|name| is_it(&at, Some(name.trim()))))
            .collect();
        let whole = (named.is_empty() && is_it(&at, None)).then(|| place.clone());
        for element in named.into_iter().chain(whole) {
            let _ = element.class_list().add_1("marked");
            marked += 1;
        }
    }
    if marked == 0 {
        let general = places.iter().find(|p| p.get_attribute("data-at").as_deref() == Some(otherwise));
        let _ = general.map(|place| place.class_list().add_1("marked"));
    }
    // The evidence that was pressed went with its tab.
    if is_nowhere() {
        to("tabpanel");
    }
    if let Ok(Some(first)) = panel.query_selector(".marked") {
        bring(&first, &["tabpanel", "detail"]);
    }
}

/// Scrolls the first of these elements that can be scrolled until `element`, which is inside, stands in its upper part or is
/// wholly seen. Not `scrollIntoView`: that moves DevTools' own page around the panel, too.
fn bring(element: &Element, around: &[&str]) {
    let scrolls = |id: &&str| document().get_element_by_id(id).filter(|e| e.scroll_height() > e.client_height());
    let Some(outer) = around.iter().find_map(scrolls) else { return };
    // What scrolls is positioned, see the style sheet: places inside are counted from it.
    let mut top = 0;
    let mut at = element.clone().dyn_into::<HtmlElement>().ok();
    let high = at.as_ref().map_or(0, HtmlElement::offset_height);
    while let Some(inner) = at.filter(|inner| inner.unchecked_ref::<Element>() != &outer) {
        top += inner.offset_top();
        at = inner.offset_parent().and_then(|parent| parent.dyn_into().ok());
    }
    let (from, seen) = (outer.scroll_top(), outer.client_height());
    if top < from || top + high > from + seen {
        outer.set_scroll_top(top - seen / 8);
    }
}
