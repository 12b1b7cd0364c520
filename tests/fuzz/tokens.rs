//! Tokens: no panic, faults and hits within the text, every view of a token can be made.
#![no_main]

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
    for hits in [
        find::find_in_text(text),
        find::find_in_query(text),
        find::find_in_form(text),
        find::find_in_cookies(text),
        find::find_in_json(text),
        find::websocket_protocols(text),
    ] {
        assert!(hits.iter().all(|hit| text.get(hit.at.clone()).is_some()));
    }
});
