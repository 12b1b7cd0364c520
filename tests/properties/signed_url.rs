//! Properties of signed URLs.

use latchkey::exchange::Address;
use latchkey::http::cookie;
use latchkey::http::signed_url::{read, read_cookies};
use latchkey::instant::Instant;
use proptest::prelude::*;

use crate::effort::grows_linearly;

fn url() -> impl Strategy<Value = String> {
    let name = prop_oneof![
        "X-(Amz|Goog)-(Date|Expires|Signature|Credential|Algorithm)",
        "x-oss-(date|expires|signature|credential)",
        "(Signature|Expires|AWSAccessKeyId|GoogleAccessId|Key-Pair-Id|Policy)",
        "(sig|sv|se|st|sp|sr|ss|srt|skoid|ske|md5|expires|e)",
        "[a-z%&=;é]{0,4}",
    ];
    let value = prop_oneof![
        "2026[01][0-9][0-3][0-9]T[0-2][0-9][0-5][0-9][0-5][0-9]Z",
        "2026-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?Z)?",
        "-?[0-9]{0,20}",
        "[a-zA-Z0-9_-]{22}",
        "[%2BbFé+/ ]{0,6}",
        ".{0,4}",
    ];
    proptest::collection::vec((name, value), 0..10).prop_map(|pairs| {
        let query: Vec<_> = pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("https://s.test/a?{}", query.join("&"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn faults_and_places_are_in_range(url in url(), now in any::<i64>()) {
        let (signed, faults) = read(&url);
        prop_assert!(faults.iter().all(|f| f.at <= url.len()));
        if let Some(signed) = signed {
            prop_assert!(!signed.params.is_empty());
            for param in &signed.params {
                prop_assert!(url.get(param.name_at.clone()).is_some() && url.get(param.value_at.clone()).is_some());
            }
            let _ = signed.at(Instant::from_millis(now));
        }
        let line = url.replace('&', "; CloudFront-");
        let (signed, faults) = read_cookies(&cookie::parse_pairs(&line).0);
        prop_assert!(faults.iter().all(|f| f.at <= line.len()));
        prop_assert!(signed.iter().flat_map(|s| &s.params).all(|p| line.get(p.value_at.clone()).is_some()));
    }
}

#[test]
fn a_megabyte_takes_bounded_time() {
    let head = "https://s.test/?sv=1&se=1&sr=b&sig=x";
    for unit in ["&sig=%2B", "&", "%", "+", "&amp;sp=r", "#", "?", "é", "&sp="] {
        grows_linearly(unit, 1_000_000, |bytes| {
            let (signed, faults) = read(&format!("{head}{}", unit.repeat(bytes / unit.len())));
            assert!(signed.is_some() && faults.len() <= 64);
        });
    }
}

/// Pieces of addresses, so that arbitrary text has hosts in every position.
fn address() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "https:", "http:", "ws:", "file:", "foo:", "/", "//", "\\", "@", ":", "80", "?", "#", "BÜCHER", "bücher", "Ü",
        "%C3%9C", "%", "XN--BCHER-KVA", "xn--", ".", "。", "example", "A", "[::1]", "\t", "\n", " ", "\u{ad}", "İ",
        "ß",
    ]);
    prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 3000, ..ProptestConfig::default() })]

    /// Hosts that are not ASCII make nothing panic, and none is left.
    #[test]
    fn every_host_is_ascii(text in address(), with in address()) {
        let read = Address::new(text.as_str());
        prop_assert!(read.host().is_ascii(), "{:?}", text);
        for base in [read, Address::new("https://a.test/b"), Address::new("file:///b"), Address::new("foo://b/c")] {
            prop_assert!(base.join(&with).is_none_or(|joined| joined.host().is_ascii()), "{:?} {:?}", text, with);
        }
    }
}
