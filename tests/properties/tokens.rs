//! Tokens: nothing panics, every fault and hit is in range, large input takes bounded time.

use latchkey::http::tokens;
use latchkey::token::{self, compare, find, json::to_json, key, role, signature, verify};
use proptest::prelude::*;

use crate::effort::grows_linearly;

/// Pieces of tokens of every kind, so that arbitrary text gets past the first look of each reader.
const PIECES: &[&str] = &[
    "eyJhbGciOiJIUzI1NiJ9", ".", "..", "eyJzdWIiOiJhIn0", "eyJlbmMiOiJBMTI4R0NNIn0", "=", "~", "v4.public.",
    "v2.local.", "MDAxY2xvY2F0aW9u", "AgEOaHR0cA", "gAAAAAB", "eyJpdiI6", "--", ":", "Issuer=", "&HMACSHA256=", "ZXlK",
    "%2E", "%25", " ", "\"", "Bearer ", "<saml:Assertion urn:oasis:names:tc:SAML:2.0", ">", "{\"signatures\":[{",
    "\"protected\":\"", "\"}]}", "{\"kty\":\"oct\"", "{\"keys\":[", "\\ud800", "\u{e9}", "\u{feff}", "AAAA",
    "access_token", ",", ";", "ghp_", "eJw", "1kaiuM",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => prop::sample::select(PIECES).prop_map(str::to_owned), 1 => ".{0,6}", 1 => "[A-Za-z0-9_-]{0,40}"];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn look_at(text: &str) {
    let (token, faults) = token::read(text);
    for fault in &faults {
        assert!(fault.at <= text.len(), "{text:?}: {fault:?}");
        assert!(!fault.what.is_empty());
    }
    to_json(&token, &faults);
    role::judge(&token);
    compare::compare(&token, &token);
    if let Some(jws) = token.jws() {
        for at in &jws.parts {
            assert!(at.start <= at.end);
        }
        let _ = signature::plan(jws, "secret", None);
        verify::check(jws, "secret", None);
    }
    let _ = key::parse(text);
    for spots in [find::in_text(text), find::in_url(text), find::in_body(text), find::in_protocols(text)] {
        for spot in spots {
            assert!(text.get(spot.at.clone()).is_some(), "{text:?}: {spot:?}");
        }
    }
    for name in ["Authorization", "Cookie", "Set-Cookie", "Location", "Sec-WebSocket-Protocol", "X-Api-Key", "X-Other"]
    {
        for spot in tokens::in_header(name, text) {
            assert!(text.get(spot.at.clone()).is_some(), "{name}: {text:?}: {spot:?}");
        }
    }
    assert!(find::userinfo(text).is_none_or(|at| text.get(at).is_some()));
}

proptest! {
    #[test]
    fn tokens(text in pieces()) {
        look_at(&text);
    }

    #[test]
    fn any_text(text in ".{0,200}") {
        look_at(&text);
    }

    /// Each cut of a good token keeps its faults in range, and what was read stays readable.
    #[test]
    fn cut_tokens(end in 0usize..170) {
        let whole = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwiZXhwIjoxNzAwMDAwMDAwfQ.c2lnbmF0dXJlLW9mLXRoaXJ0eS10d28tYnl0ZXMhISE";
        let text = &whole[..end.min(whole.len())];
        look_at(text);
        if end > 60 && end < whole.len() {
            let (token, _) = token::read(text);
            prop_assert_eq!(token.jws().and_then(|jws| jws.alg()), Some("HS256"));
        }
    }
}

#[test]
fn large_input_takes_bounded_time() {
    use base64::Engine;
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;
    let nested = |n: usize| {
        let json = format!("{{\"alg\":\"HS256\",\"a\":{}{}}}", "[".repeat(n), "]".repeat(n));
        BASE64_URL_SAFE_NO_PAD.encode(json)
    };
    let many = |n: usize| BASE64_URL_SAFE_NO_PAD.encode(format!("{{\"alg\":\"HS256\"{}}}", ",\"a\":1".repeat(n / 6)));
    grows_linearly("nested", 1 << 18, |n| look_at(&format!("{}.e30.AAAA", nested(n / 2))));
    grows_linearly("many", 1 << 18, |n| look_at(&format!("{}.{}.AAAA", many(n / 2), many(n / 2))));
    for (lead, unit) in [
        ("", "eyJhbGciOiJIUzI1NiJ9."),
        ("", "A"),
        ("", "%25"),
        ("", "{\"a\":"),
        ("", "<a urn:oasis:names:tc:SAML:2.0>"),
        ("MDAx", "A"),
        ("", "access_token=eyJhbGciOiJIUzI1NiJ9.e30.AAAA&"),
    ] {
        grows_linearly(unit, 1 << 20, |n| look_at(&format!("{lead}{}", unit.repeat(n / unit.len()))));
    }
    let nested = nested(10_000);
    let (token, faults) = token::read(&format!("{nested}.e30.AAAA"));
    assert_eq!(token.jws().and_then(|jws| jws.alg()), Some("HS256"));
    let cut = faults.iter().find(|fault| fault.what.contains("levels deep")).unwrap();
    assert!(cut.at > 0 && cut.at < nested.len(), "the fault says where: {cut:?}");
    // A megabyte and more: read up to a limit, and the fault says where it ends.
    let (_, faults) = token::read(&"A".repeat(3 << 20));
    assert!(faults.iter().any(|f| f.at == token::MAX_BYTES && f.what.contains("only the first")), "{faults:?}");
}
