//! Long work in short tasks.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::clock;
use crate::panel::{Pace, Step};

/// Calls `step` in one task after the other until it says that nothing is left; the first begins after `delay` milliseconds.
/// It is told how many to do.
pub fn work_through(delay: i32, step: Step) {
    work_on(delay, &SharedPace::default(), step);
}

/// How long the last ones of a kind took, for what comes in many parts.
pub type SharedPace = Rc<RefCell<Pace>>;

/// As [`work_through`], with what was learned from the parts before.
pub fn work_on(delay: i32, pace: &SharedPace, step: Step) {
    pace.borrow_mut().begin();
    later(delay, Rc::clone(pace), step);
}

fn later(delay: i32, pace: SharedPace, mut step: Step) {
    let run = Closure::once_into_js(move || {
        let size = pace.borrow().size();
        let started = clock::elapsed();
        if step(size) {
            pace.borrow_mut().took(size, clock::elapsed() - started);
            later(0, pace, step);
        }
    });
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(run.unchecked_ref(), delay);
    }
}
