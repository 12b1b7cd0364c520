//! Long work in short tasks.

use wasm_bindgen::prelude::*;

use super::clock;
use crate::panel::Step;

/// How long one task works, in milliseconds. What it changed is drawn in the same task, and no task may hold the page for 50 ms.
const TASK: f64 = 10.0;

/// Calls `step` in one task after the other until it says that nothing is left; the first begins after `delay` milliseconds.
pub fn work_through(delay: i32, mut step: Step) {
    let run = Closure::once_into_js(move || {
        let started = clock::elapsed();
        if step(&|| clock::elapsed() - started < TASK) {
            work_through(0, step);
        }
    });
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(run.unchecked_ref(), delay);
    }
}
