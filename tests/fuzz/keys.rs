//! Keys and signatures: no panic with whatever key is pasted, for tokens of every family of algorithms.
#![no_main]

use latchkey::token::{self, key, verify};
use libfuzzer_sys::fuzz_target;

const TOKENS: [&str; 5] = [
    "eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "eyJhbGciOiJSUzI1NiJ9.e30.AAAA", "eyJhbGciOiJFUzI1NiJ9.e30.AAAA",
    "eyJhbGciOiJFUzI1NksifQ.e30.AAAA", "eyJhbGciOiJFZERTQSJ9.e30.AAAA",
];

fuzz_target!(|text: &str| {
    if key::parse(text).is_err() {
        return;
    }
    for one in TOKENS {
        let (token, _) = token::read(one);
        verify::check_token(&token, one, text, None);
    }
});
