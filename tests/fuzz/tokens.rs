//! Tokens: no panic, faults and hits within the text, every view of a token can be made.
#![no_main]

use latchkey::http::tokens;
use latchkey::token::{self, compare, find, json, role, signature};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (read, faults) = token::read(text);
    assert!(faults.iter().all(|fault| fault.at <= text.len()));
    json::to_json(&read, &faults);
    role::judge(&read);
    compare::compare(&read, &read);
    if let Some(jws) = read.jws() {
        let _ = signature::plan(jws, "secret", None);
    }
    let mut spots = [find::in_text(text), find::in_url(text), find::in_body(text), find::in_protocols(text)].concat();
    for name in ["Authorization", "Cookie", "Set-Cookie", "Location", "X-Api-Key", "X-Other"] {
        spots.extend(tokens::in_header(name, text));
    }
    assert!(spots.iter().all(|spot| text.get(spot.at.clone()).is_some()));
});
