//! Work that is done once in a while, however often it is asked for.

use leptos::prelude::*;
use std::time::Duration;

/// A way to ask for `work`: it is done before the next frame is drawn, and not at all once its owner is gone.
pub fn once_a_frame(work: impl Fn() + Copy + 'static) -> impl Fn() + Copy + 'static {
    once(work, request_animation_frame)
}

/// A way to ask for `work`: it is done `span` after it was first asked for, and not at all once its owner is gone.
pub fn once_in(span: Duration, work: impl Fn() + Copy + 'static) -> impl Fn() + Copy + 'static {
    once(work, move |done| set_timeout(done, span))
}

fn once(work: impl Fn() + Copy + 'static, later: impl Fn(Box<dyn FnOnce()>) + Copy + 'static) -> impl Fn() + Copy {
    let waits = StoredValue::new(false);
    move || {
        if !waits.get_value() {
            waits.set_value(true);
            later(Box::new(move || {
                // What cannot be set is given back.
                if waits.try_set_value(false).is_none() {
                    work();
                }
            }));
        }
    }
}
