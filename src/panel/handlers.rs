//! Event handlers. What leptos does around a handler is compiled anew for every closure, half a kilobyte of WebAssembly each
//! time. In a box they are of one type for each kind of event.

use leptos::ev::{Event, FocusEvent, KeyboardEvent, MouseEvent, PointerEvent};

/// A handler of a kind of event.
pub type Handler<E> = Box<dyn FnMut(E)>;

/// A handler for the mouse's buttons.
pub fn on_click(act: impl FnMut(MouseEvent) + 'static) -> Handler<MouseEvent> {
    Box::new(act)
}

/// A handler for keys.
pub fn on_key(act: impl FnMut(KeyboardEvent) + 'static) -> Handler<KeyboardEvent> {
    Box::new(act)
}

/// A handler for what is entered or chosen.
pub fn on_change(act: impl FnMut(Event) + 'static) -> Handler<Event> {
    Box::new(act)
}

/// A handler for a pointer that is pressed, moved or released.
pub fn on_pointer(act: impl FnMut(PointerEvent) + 'static) -> Handler<PointerEvent> {
    Box::new(act)
}

/// A handler for focus that comes or goes.
pub fn on_focus(act: impl FnMut(FocusEvent) + 'static) -> Handler<FocusEvent> {
    Box::new(act)
}
