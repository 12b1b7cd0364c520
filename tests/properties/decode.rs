//! Decoding a pasted text or a line of `--lines` never fails, whatever it holds.

use latchkey::decode;
use proptest::prelude::*;
use serde_json::{Value, json};

const HEADERS: &[&str] = &[
    "WWW-Authenticate", "Authorization", "Authentication-Info", "Authentication-Control", "DPoP-Nonce", "DPoP",
    "Clear-Site-Data", "Set-Cookie", "Cookie", "Signature-Input", "Access-Control-Allow-Headers", "X-Other",
];

/// Values whose schemes take them apart, with pieces cut off and put in.
fn value() -> impl Strategy<Value = String> {
    let seed = prop::sample::select(vec![
        "Basic QWxpOm9wZW4=",
        "Bearer realm=\"https://a.b/t\", service=\"r\", scope=\"repository:a/b:pull\"",
        "Bearer error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7InZhbHVlIjoiMTYwMyJ9fX0=\"",
        "AWS4-HMAC-SHA256 Credential=A/20150830/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=5d",
        "PrivateToken challenge=\"AAIADmlzc3Vlci5leGFtcGxlAAAOb3JpZ2luLmV4YW1wbGU=\"",
        "SharedKey a:b=",
        "SCRAM-SHA-256 data=biwsbj11c2VyLHI9YQ==",
        "NTLM TlRMTVNTUAABAAAAB4IIogAAAAAAAAAAAAAAAAAAAAA=",
        "Negotiate YIIJvwYGKwYBBQUCoIIJszCCCa+gJDAi",
        "vapid t=a.b.c, k=BA1H",
        "\"cookies\", \"*\"",
        "a=b; Secure",
        "sig1=(\"@method\" \"date\";req);created=1618884473;keyid=\"k\", sig2=()",
        "AWS AKIA:c2lnbmVk=",
        "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.AAAA",
        "",
    ]);
    (seed, 0_usize..80, 0_usize..8, ".{0,4}").prop_map(|(seed, at, cut, put)| {
        let mut chars: Vec<char> = seed.chars().collect();
        let at = at.min(chars.len());
        let end = (at + cut).min(chars.len());
        chars.splice(at..end, put.chars());
        chars.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fields(header in prop::sample::select(HEADERS), value in value()) {
        let decoded = decode::header(header, std::slice::from_ref(&value));
        for (_, fault) in &decoded.faults {
            prop_assert!(fault.at <= value.len(), "{:?} lies outside {:?}", fault, value);
        }
        prop_assert!(decoded.to_json()["faults"].is_array());
        prop_assert!(!decoded.to_text().chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t')));
        let _ = decode::pasted(&value).to_text();
        let _ = decode::pasted_lines(&format!("{value}\n{value}")).iter().map(decode::Decoded::to_text).count();
    }

    #[test]
    fn lines(id in ".{0,8}", header in ".{0,12}", value in value(), cut in 0_usize..400) {
        let asked = json!({ "id": id, "header": header, "values": [value] }).to_string();
        let answer: Value = serde_json::from_str(&decode::line(&asked)).unwrap();
        prop_assert_eq!(&answer["id"], &json!(id));
        let mut cut = cut.min(asked.len());
        while !asked.is_char_boundary(cut) {
            cut -= 1;
        }
        let part = &asked[..cut];
        let answer: Value = serde_json::from_str(&decode::line(part)).unwrap();
        for fault in answer["faults"].as_array().unwrap() {
            prop_assert!(fault["at"].as_u64().unwrap() as usize <= part.len());
        }
    }
}
