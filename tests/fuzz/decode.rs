//! Decoding: no panic; every fault within its value; text and JSON of whatever field, pasted text or line.
#![no_main]

use latchkey::decode::{self, Decoded};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 14] = [
    "WWW-Authenticate", "Authorization", "Authentication-Info", "Authentication-Control", "DPoP-Nonce", "DPoP",
    "Clear-Site-Data", "Signature-Input", "Set-Cookie", "Cookie", "Location", "Sec-WebSocket-Protocol",
    "Access-Control-Allow-Headers", "X-Api-Key",
];

fuzz_target!(|input: (u8, &str)| {
    let (name, text) = input;
    let name = NAMES[usize::from(name) % NAMES.len()];
    look_at(&decode::header(name, &[text.to_owned(), "x".to_owned()]));
    decode::pasted_lines(text).iter().for_each(look_at);
    let answer = decode::line(text);
    assert!(!answer.contains('\n') && answer.contains("\"faults\""), "{answer}");
});

fn look_at(decoded: &Decoded) {
    for (value, fault) in &decoded.faults {
        assert!(fault.at <= decoded.values[*value].len(), "{fault:?}");
    }
    decoded.to_json();
    let text = decoded.to_text();
    assert!(!text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')), "{text:?}");
}
