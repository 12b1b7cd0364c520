//! Signed URLs, and URLs as such: no panic, places within the text, masks that fit.
#![no_main]

use latchkey::exchange::Address;
use latchkey::http::signed_url;
use latchkey::instant::Instant;
use latchkey::redact;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (signed, faults) = signed_url::read(text);
    assert!(faults.iter().all(|fault| fault.at <= text.len()));
    if let Some(signed) = signed {
        assert!(signed.params.iter().all(|p| text.get(p.value_at.clone()).is_some()));
        signed.at(Instant::from_millis(1_700_000_000_000));
    }
    let secrets = redact::find::in_url(text);
    assert!(secrets.windows(2).all(|two| two[0].end <= two[1].start));
    assert!(secrets.iter().all(|at| text.get(at.clone()).is_some()));
    let address = Address::new(text);
    assert!(address.host().is_ascii());
    redact::url(&address);
    if let Some(joined) = Address::new("https://a.test/b/c").join(text) {
        assert!(joined.host().is_ascii());
    }
});
