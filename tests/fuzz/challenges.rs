//! Challenges: no panic, faults and ranges within the text, print ∘ parse stable, explainable.
#![no_main]

use latchkey::http::{challenge, schemes};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (list, faults) = challenge::parse(text);
    assert!(faults.iter().all(|fault| fault.at <= text.len()));
    for one in &list {
        assert!(text.get(one.at.clone()).is_some());
        for param in one.params.list() {
            assert!(text.get(param.name_at.clone()).is_some() && text.get(param.value_at.clone()).is_some());
        }
        let _ = schemes::explain(one);
    }
    // A field value holds no control characters (RFC 9110 §5.5); what is guessed from one that does need not print the same.
    if !text.contains(|c: char| c.is_ascii_control() && c != '\t') {
        let printed = challenge::print(&list);
        assert_eq!(printed, challenge::print(&challenge::parse(&printed).0), "from {text:?}");
    }
});
