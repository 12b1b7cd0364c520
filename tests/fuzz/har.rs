//! HAR: no panic; what is read can be searched for tokens, diagnosed, and written again.
#![no_main]

use latchkey::exchange::tokens;
use latchkey::{har, report};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Ok(file) = har::read(text) else { return };
    for (_, exchange) in &file.exchanges {
        tokens::of(exchange);
    }
    let written = har::write(file.exchanges.iter().map(|(_, exchange)| exchange), "fuzz");
    assert!(har::read(&written).is_ok(), "{written}");
    let recording = report::Recording::of("fuzz.har", file);
    serde_json::to_string(&report::json::recording(&recording)).unwrap();
    report::text::recording(&recording, None);
});
