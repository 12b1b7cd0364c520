//! NTLM, SPNEGO and Kerberos: no panic, faults within the message.
#![no_main]

use latchkey::http::schemes::{ntlm, spnego};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let (_, faults) = ntlm::read(data);
    assert!(faults.iter().all(|fault| fault.at <= data.len()));
    let (_, faults) = spnego::read(data);
    assert!(faults.iter().all(|fault| fault.at <= data.len()));
});
