//! Properties of the readers of NTLM and SPNEGO.

use latchkey::http::schemes::{ntlm, spnego};
use proptest::prelude::*;

use crate::effort::grows_linearly;

/// Bytes that look like a message for a while.
fn message() -> impl Strategy<Value = Vec<u8>> {
    let noise = proptest::collection::vec(any::<u8>(), 0..120);
    let small = proptest::collection::vec(0u8..100, 0..120);
    let head = prop_oneof![
        Just(b"NTLMSSP\0\x01\0\0\0".to_vec()),
        Just(b"NTLMSSP\0\x02\0\0\0\x10\0\x10\0\x38\0\0\0".to_vec()),
        Just(b"NTLMSSP\0\x03\0\0\0\x18\0\x18\0\x40\0\0\0".to_vec()),
        Just(vec![0x60, 0x40, 0x06, 0x06, 0x2B, 0x06, 0x01, 0x05, 0x05, 0x02, 0xA0, 0x30, 0x30, 0x2E]),
        Just(vec![0xA1, 0x40, 0x30, 0x3E, 0xA2, 0x10, 0x04, 0x0E]),
        Just(vec![0x6E, 0x40, 0x30, 0x3E, 0xA3, 0x20, 0x61, 0x1E, 0x30, 0x1C]),
        Just(vec![0x7E, 0x40, 0x30, 0x3E, 0xA4, 0x11, 0x18, 0x0F]),
        Just(Vec::new()),
    ];
    (head, prop_oneof![noise, small]).prop_map(|(head, tail)| [head, tail].concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn faults_are_in_range(data in message()) {
        prop_assert!(ntlm::read(&data).1.iter().all(|f| f.at <= data.len()));
        let (token, faults) = spnego::read(&data);
        prop_assert!(faults.iter().all(|f| f.at <= data.len()));
        prop_assert_eq!(token.is_none(), data.is_empty());
    }

    #[test]
    fn a_cut_message_is_a_fault(at in 0usize..39) {
        let whole = b"NTLMSSP\0\x01\0\0\0\x07\x82\x08\xa2\x03\0\x03\0\x28\0\0\0\0\0\0\0\0\0\0\0\x0a\0\x61\x4a\0\0\0\x0fABC";
        prop_assert!(ntlm::read(whole).1.is_empty());
        // Some clients end after the flags; that is no fault.
        if !(16..24).contains(&at) {
            prop_assert!(!ntlm::read(&whole[..at]).1.is_empty());
        }
    }
}

#[test]
fn a_megabyte_takes_bounded_time() {
    for unit in
        [&b"\x30\x00"[..], b"\xA0\x84\x00\x0F\xFF\xFF", b"\x60\x80", b"\x01", b"NTLMSSP\0\x02\0\0\0", b"\x04\x01\x00"]
    {
        for head in [&b""[..], b"NTLMSSP\0\x03\0\0\0", b"\xA0\x84\x00\x0F\x00\x00\x30\x84\x00\x0E\xFF\x00"] {
            grows_linearly("a message", 1_000_000, |bytes| {
                let data = [head, &unit.repeat(bytes / unit.len())].concat();
                ntlm::read(&data);
                spnego::read(&data);
            });
        }
    }
}
