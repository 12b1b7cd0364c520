//! Tokens made with biscuit-python 0.4.0; what they say is what its `block_source` writes.

use super::*;
use crate::token::Token;
use crate::token::reading::Reading;

/// One block of authority, open.
const SIMPLE: &str = "Eo0BCiMKBDEyMzQYAyIJCgcIChIDGIAIMg4KDAoCCBsSBggDEgIYABIkCAASINUPGSsxL73S-jFyB3MV-LpEcghNS8QeviK0aautOAjlGkBMIWpPBkHADg6HGYmEKwv3jgzof1AL0wqlMcXPOOk7iw4ORgLA-5EkHwKS2e1DGG5WzhQSGm7RIRYCrAMGFWILIiIKIOVY51JKFUfWlFpISItlVRjOpVvAlVjZngFifaQ5fU6d";

/// Every kind of term and operation, a second block, and a third one by a third party.
const FULL: &str = "CAMS1wgK6gcKBDEyMzQKBWZpbGUxCgdhImJAYy5kCgFuCgR3aGVuCgNyYXcKBGZsYWcKB25vdGhpbmcKBHRhZ3MKAWEKAWIKBGxpc3QKAXgKBmNvbmZpZwoBawoBegoBeQoFZW1wdHkKB2FsbG93ZWQKAXUKAWYKBGZpbGUKBHJvb3QKAXQKAm9wCgFwCgFxCgZzdHJpbmcKAWcKCF5bYS16XSskGAYiCQoHCAoSAxiACCINCgsIBBIDGIEIEgIYACIJCgcIDhIDGIIIIhIKEAiDCBILEPn__________wEiDQoLCIQIEgYgpevcygYiCwoJCIUIEgQqAgD_IgkKBwiGCBICMAEiCQoHCIcIEgJCACITChEIiAgSDDoKCgMYiQgKAxiKCCIaChgIiwgSE0oRCgIQAQoDGIwICgZKBAoCMAEiNAoyCI0IEi1SKwoICgIIAxICEAQKCQoDEI4IEgIQAQoUCgMQjwgSDVILCgkKAxCQCBICEAIiCQoHCJEIEgI6ACpYCggIkggSAwiTCBIHCAoSAwiTCBILCAQSAwiUCBICGAAaFAoFCgMIlAgKBQoDGJUICgQaAggGGiAKBQoDCJMICgUKAxiWCAoEGgIIFQoEEgIIAQoEEgIIADI2CiYKAggbEgcIBRIDCJcIGhcKBQoDCJcICggKBiCAse-GBwoEGgIIAgoMCgIIGxIGCA0SAjABMi4KKgoCCBsSBwgDEgMImAgaGwoMCgo6CAoCGAAKAhgBCgUKAwiYCAoEGgIIBRABMnIKbgoCCBsSBwgKEgMIkwgaXwoFCgMIkwgKBBICCAIKBAoCEAIKBAoCEAEKBAoCEAMKBBoCCAsKBBoCCAkKBBoCCAAKJiIkEgQKAhABEgQKAhACEgQaAggSEgQSAggBEgQKAhADEgQaAggWCgQaAggXEAIycgpwCgIIGxouCgwKCkoICgIQAQoCEAIKGCIWCJkIEgUKAwiZCBIECgIQARIEGgIIAQoEGgIIGho6CggKBkoECgIQAQooIiYImggSBQoDCJoIEgQKAhABEgQaAggVEggiBhIECgIwABIEGgIIGAoEGgIIGTKtAQqqAQoCCBsSBwgKEgMIkwgaGgoFCgMIkwgKBBICCAMKBQoDGJsICgQaAggVGhYKBQoDCJMICgQKAhABCgcaBQgcEJQIGhAKBQoDCJMICgcSBQgEEJwIGhQKBQoDCJMICgUKAxidCAoEGgIICBoTCgUKAwiTCAoECgIQAwoEGgIIFBoqCg8KDVILCgkKAxCJCBICEAEKBQoDGIkICgQaAggbCgQKAhABCgQaAggVMhIKEAoCCBsaBgoECgIwASICCAESJAgAEiDsy650D1eyBoaGCLFd8i1c-M1_7vola2Dg7WXbdwgnvxpAdNG9tGw7YWf4vbsb05M6RqfjbQPP-px7O5qPuSM3-RUorlUKw03Y2oZK3UeNYU2zATvlBVjN42VVuAHnSUcKBSgBGqgBCjwKBWV4dHJhCgpuZXcgc3ltYm9sGAMiCQoHCAoSAxiACCIKCggInggSAxifCDIOCgwKAggbEgYIAxICGAASJAgAEiBpDnl8lS-ErDSZhYXJI_q8xhjIhLWpAc2ZXZs2fGY03hpAE5jZDTaTtvRq51VG0g3_4R7OiOY05FiQyFumwlyyn_Rz09cPaP4I6IWxdPuS1UoYRC_Yql82ijdbjGYgaT4ZCygBGrYCCmAKATkKBW90aGVyGAUiCAoGCA8SAhgNIgkKBwgKEgMYgAgyFwoVCgIIGxIHCA8SAxiBCCICCAAiAhAAQiQIABIgQT7hJlX6pZ6e7gUlyUpjF1oBiCcjyS5Kq2-VFSL4zG8SJAgAEiAK_tDkvDEQSzxPwV5n5qI3D_dbTw0JeGa2yKLMNbzObRpA2GC-hpipEiACG5XEQ59QGhmpmih9Ns4IDs1IQxAh8RERJdoQSB3P2o1UztOV0zdk7oU5Xe-Zthn0F7zHjymhBCJoCkDIdDRyc5otIK0t-qdRPfQqvpROTFa1XTD94YOw9xteyOlo1fr51U4H0vm4L2EjeHj6VGa0qH7hEqjARl74RVECEiQIABIgQT7hJlX6pZ6e7gUlyUpjF1oBiCcjyS5Kq2-VFSL4zG8oASIiCiBVSs9g0QhyAZJXko9FnMEQTost3eB-DA6QoNuOh4i3Dw==";

fn check(text: &str) -> (Reading, Vec<Fault>) {
    match read(text) {
        Some((Token::Other(reading), faults)) => (reading, faults),
        other => panic!("{other:?}"),
    }
}

fn lines<'r>(reading: &'r Reading, names: [&str; 3]) -> Vec<&'r str> {
    reading.fields.iter().filter(|field| names.contains(&&*field.name)).map(|field| field.value.as_str()).collect()
}

#[test]
fn says_what_a_block_says() {
    for text in [SIMPLE.to_owned(), format!("biscuit:{SIMPLE}"), SIMPLE.trim_end_matches('=').to_owned()] {
        let (reading, faults) = check(&text);
        assert_eq!(faults, []);
        assert_eq!(reading.get("blocks"), Some("1 of authority, 0 that restrict it"));
        assert!(reading.get("state").unwrap().starts_with("open"));
        assert_eq!(reading.get("fact"), Some("user(\"1234\")"));
        assert_eq!(reading.get("check"), Some("check if operation(\"read\")"));
    }
}

#[test]
fn writes_datalog_as_biscuit_does() {
    let (reading, faults) = check(FULL);
    assert_eq!(faults, []);
    assert_eq!(reading.get("root key id"), Some("3"));
    let authority = [
        r#"user("1234")"#,
        r#"right("file1", "read")"#,
        r#"email("a\"b@c.d")"#,
        r#"n(-7)"#,
        r#"when(2026-01-02T03:04:05Z)"#,
        r#"raw(hex:00ff)"#,
        r#"flag(true)"#,
        r#"nothing(null)"#,
        r#"tags({"a", "b"})"#,
        r#"list([1, "x", [true]])"#,
        r#"config({3: 4, "k": 1, "z": {"y": 2}})"#,
        r#"empty({,})"#,
        r#"allowed($u) <- user($u), right($f, "read"), $f.starts_with("file"), !($u == "root")"#,
        r#"check if time($t), $t <= 2030-01-01T00:00:00Z or admin(true)"#,
        r#"check all operation($op), {"read", "write"}.contains($op)"#,
        r#"reject if user($u), $u.length() < 2 + 1 * 3 && (1 | 2) != 3"#,
        r#"check if [1, 2].any($p -> $p > 1), [1].all($q -> $q == 1 || false)"#,
        r#"check if user($u), $u.type() == "string", $u.extern::f(1), $u.extern::g(), $u.matches("^[a-z]+$"), $u !== 3, {"a": 1}.get("a") == 1"#,
        r#"check if true trusting previous"#,
    ];
    assert_eq!(lines(&reading, ["fact", "rule", "check"]), authority);
    let restricts = [r#"user("1234")"#, r#"extra("new symbol")"#, r#"check if operation("read")"#];
    assert_eq!(lines(&reading, ["block 1 fact", "block 1 rule", "block 1 check"]), restricts);
    let third = [
        r#"group("admin")"#,
        r#"user("9")"#,
        r#"check if group("other") trusting authority, ed25519/413ee12655faa59e9eee0525c94a63175a01882723c92e4aab6f951522f8cc6f"#,
    ];
    assert_eq!(lines(&reading, ["block 2 fact", "block 2 rule", "block 2 check"]), third);
    assert!(reading.get("block 2 signed by a third party").unwrap().starts_with("ed25519/413e"));
}

#[test]
fn what_is_left_of_a_cut_biscuit_is_shown() {
    let (reading, faults) = check(&FULL[..2000]);
    assert_eq!((reading.get("fact"), faults.len()), (Some("user(\"1234\")"), 1));
    assert_eq!((faults[0].at, faults[0].what.contains("too early")), (2000, true));
    // Without its authority block nothing tells it from other base64.
    assert_eq!(read(&SIMPLE[..120]), None);
}

#[test]
fn broken_datalog_is_named() {
    use base64::Engine;
    use base64::prelude::BASE64_URL_SAFE;
    let bytes = BASE64_URL_SAFE.decode(SIMPLE).unwrap();
    // The fact names a word that no table holds.
    let at = bytes.windows(3).position(|three| three == [0x18, 0x80, 0x08]).unwrap();
    let mut broken = bytes.clone();
    broken[at + 1] = 0xff;
    let (reading, faults) = check(&BASE64_URL_SAFE.encode(&broken));
    assert_eq!((reading.get("fact"), reading.get("check")), (None, Some("check if operation(\"read\")")));
    assert!(faults[0].what.contains("authority block"), "{faults:?}");
    for at in 0..bytes.len() {
        for value in [0, 0x7f, 0xff] {
            let mut changed = bytes.clone();
            changed[at] = value;
            let _ = read(&BASE64_URL_SAFE.encode(&changed));
        }
    }
}

#[test]
fn much_is_cut() {
    use base64::Engine;
    use base64::prelude::BASE64_URL_SAFE;
    let field = |number: u8, value: &[u8]| {
        let mut length = value.len();
        let mut out = vec![number << 3 | 2];
        while length > 0x7f {
            out.push(length as u8 | 0x80);
            length >>= 7;
        }
        [out.as_slice(), &[length as u8], value].concat()
    };
    let predicate = field(1, &[&[8, 10][..], &field(2, &[0x18, 0x80, 8]).repeat(9)].concat());
    let block = [field(1, "long ".repeat(300).as_bytes()), field(4, &predicate).repeat(9000)].concat();
    let signed = [field(1, &block), field(2, &[8, 0]), field(3, &[7; 64])].concat();
    let token = [field(2, &signed), field(4, &field(1, &[9; 32]))].concat();
    let (reading, faults) = check(&BASE64_URL_SAFE.encode(token));
    assert_eq!(lines(&reading, ["fact", "", ""]).len(), 222);
    assert!(faults[0].what.contains("too long"), "{faults:?}");
}
