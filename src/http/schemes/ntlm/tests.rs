use base64::Engine;

use super::*;

fn decode(text: &str) -> Vec<u8> {
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
}

#[test]
fn reads_a_browsers_opening() {
    let (ntlm, faults) = read(&decode("TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAAKAGFKAAAADw=="));
    let ntlm = ntlm.unwrap();
    assert_eq!(faults, []);
    assert_eq!((ntlm.number(), ntlm.flags.0), (1, 0xA208_8207));
    assert_eq!(ntlm.version, Some(Version { major: 10, minor: 0, build: 19041, revision: 15, reserved: [0; 3] }));
    assert!(ntlm.flags.names().any(|(name, _)| name == "NTLMSSP_NEGOTIATE_128"));
}

#[test]
fn a_message_that_ends_early_is_read_so_far() {
    let (ntlm, faults) = read(b"NTLMSSP\0\x02\0\0\0");
    assert_eq!(ntlm.unwrap().number(), 2);
    assert!(faults.iter().any(|f| f.at == 12 && f.what.contains("flags")), "{faults:?}");
    assert_eq!(read(b"NTLMSSP\0\x02").0, None);
    assert_eq!(read(b"NTLMSSP\0\x04\0\0\0").1[0].at, 8);
    assert_eq!(read(b"").1[0].at, 0);
}

#[test]
fn a_field_past_the_end_is_a_fault() {
    let mut data = b"NTLMSSP\0\x02\0\0\0".to_vec();
    data.extend([4, 0, 4, 0, 32, 0, 0, 0, 1, 0, 0, 0]);
    data.extend([1; 8]);
    data.extend([b'A', 0]);
    let (ntlm, faults) = read(&data);
    let Message::Challenge { target_name, challenge, .. } = ntlm.unwrap().message else { panic!() };
    assert_eq!((target_name.as_deref(), challenge), (Some("A"), [1; 8]));
    assert_eq!((faults.len(), faults[0].at, faults[1].at), (2, 34, 32));
}
