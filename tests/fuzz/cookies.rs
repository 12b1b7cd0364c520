//! Cookies: no panic, faults and ranges within the text, a jar that takes and gives every line.
#![no_main]

use latchkey::http::cookie::{self, Context, Jar};
use latchkey::http::idn;
use latchkey::instant::Instant;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (cookie, faults) = cookie::parse(text);
    assert!(faults.iter().all(|fault| fault.at <= text.len()));
    assert!(text.get(cookie.value_at.clone()).is_some() && text.get(cookie.name_at.clone()).is_some());
    let (pairs, faults) = cookie::parse_pairs(text);
    assert!(faults.iter().all(|fault| fault.at <= text.len()));
    assert!(pairs.iter().all(|pair| text.get(pair.value_at.clone()) == Some(pair.value.as_str())));
    let mut jar = Jar::default();
    for address in ["https://a.example.co.uk/x/y", "http://localhost:3000/"] {
        let Some(url) = idn::parse(address) else { return };
        let _ = jar.store(&cookie, &url, Instant::from_millis(1_700_000_000_000));
        jar.would_send(&url, &Context::default());
    }
    // A host out of the text, as `Location` may bring one.
    if let Some(url) = idn::parse(text) {
        let _ = jar.store(&cookie, &url, Instant::from_millis(0));
        assert!(url.host_str().is_none_or(str::is_ascii));
    }
});
