//! The one place that reads the clock.
#![expect(clippy::disallowed_methods, reason = "everyone else is told the time")]

use wasm_bindgen::prelude::*;

use crate::instant::Instant;

/// The present by this computer's clock.
pub fn now() -> Instant {
    Instant::from_millis(js_sys::Date::now() as i64)
}

/// Milliseconds since the page began, finer than [`now`], to tell how long work takes.
pub fn elapsed() -> f64 {
    // Asked around every task: each step on the way there costs about as much as to read it.
    thread_local! {
        static CLOCK: Option<web_sys::Performance> = web_sys::window().and_then(|window| window.performance());
    }
    CLOCK.with(|clock| clock.as_ref().map_or(0.0, web_sys::Performance::now))
}

/// How many minutes this computer's local time was ahead of UTC at a moment: in summer it may be more.
pub fn utc_offset(at: Instant) -> i32 {
    // JavaScript counts them the other way round.
    let date = js_sys::Date::new(&(at.millis() as f64).into());
    -(date.get_timezone_offset() as i32)
}

/// Calls `tick` once a second for as long as the page lives.
pub fn every_second(tick: impl Fn(Instant) + 'static) {
    let closure = Closure::<dyn Fn()>::new(move || tick(now()));
    if let Some(window) = web_sys::window() {
        let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(closure.as_ref().unchecked_ref(), 1000);
    }
    closure.forget(); // the page owns it from here on
}
