//! Credentials: no panic, faults and ranges within the text, print ∘ parse stable, explainable.
#![no_main]

use latchkey::http::{credentials, schemes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (read, faults) = credentials::parse(text);
    assert!(faults.iter().all(|fault| fault.at <= text.len()));
    let Some(read) = read else { return };
    assert!(text.get(read.at.clone()).is_some());
    let _ = schemes::explain_credentials(&read);
    let printed = credentials::print(&read);
    let again = credentials::parse(&printed).0.map(|read| credentials::print(&read));
    assert_eq!(Some(printed), again, "from {text:?}");
});
