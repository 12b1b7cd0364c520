//! Long work in short tasks.

use wasm_bindgen::prelude::*;

use super::clock;
use crate::panel::{Pace, Step};

/// Calls `step` in one task after the other until it says that nothing is left; the first begins after `delay` milliseconds.
/// It is told how many to do.
pub fn work_through(delay: i32, step: Step) {
    later(delay, Pace::new(), step);
}

fn later(delay: i32, mut pace: Pace, mut step: Step) {
    let run = Closure::once_into_js(move || {
        let (size, started) = (pace.size(), clock::elapsed());
        if step(size) {
            pace.took(size, clock::elapsed() - started);
            later(0, pace, step);
        }
    });
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(run.unchecked_ref(), delay);
    }
}
