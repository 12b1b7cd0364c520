//! Work that is done once a frame, however often it is asked for.

use leptos::prelude::*;

/// A way to ask for `work`: it is done before the next frame is drawn, and not at all once its owner is gone.
pub fn once_a_frame(work: impl Fn() + Copy + 'static) -> impl Fn() + Copy + 'static {
    let waits = StoredValue::new(false);
    move || {
        if !waits.get_value() {
            waits.set_value(true);
            request_animation_frame(move || {
                // What cannot be set is given back.
                if waits.try_set_value(false).is_none() {
                    work();
                }
            });
        }
    }
}
