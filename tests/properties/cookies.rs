//! Properties of the cookie parsers and of the jar over arbitrary text.

use latchkey::http::cookie::{self, Context, Jar, SetCookie, date, site};
use latchkey::instant::Instant;
use proptest::prelude::*;

use crate::effort::grows_linearly;
use url::Url;

/// Text that is likely to reach the corners of the grammar.
fn line() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-z]{0,5}",
        Just("Domain".to_owned()),
        Just("Expires=Wed, 09 Jun 2021 10:18:14 GMT".to_owned()),
        Just("Max-Age=-9999999999999999999999".to_owned()),
        Just("SameSite=None".to_owned()),
        Just("__Host-".to_owned()),
        Just("Path=/".to_owned()),
        Just("Priority=high; Secure; HttpOnly; Partitioned".to_owned()),
        "[=;, \t.\"/:\u{0}\n\rßé€-]{0,4}",
        ".{0,3}",
    ];
    proptest::collection::vec(word, 0..12).prop_map(|words| words.concat())
}

/// A line without the places where things stood.
fn without_places(set: SetCookie) -> SetCookie {
    SetCookie { name_at: 0..0, value_at: 0..0, attributes: Vec::new(), control_at: set.control_at.map(|_| 0), ..set }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn faults_and_places_are_in_range(line in line()) {
        let (set, faults) = cookie::parse(&line);
        prop_assert!(faults.iter().all(|f| f.at <= line.len()));
        prop_assert_eq!(&line[set.value_at.clone()], &set.value);
        prop_assert_eq!(&line[set.name_at.clone()], &set.name);
        prop_assert!(set.attributes.iter().all(|a| line[a.value_at.clone()] == a.value));
        let (pairs, faults) = cookie::parse_pairs(&line);
        prop_assert!(faults.iter().all(|f| f.at <= line.len()));
        prop_assert!(pairs.iter().all(|p| line[p.value_at.clone()] == p.value));
    }

    #[test]
    fn printing_keeps_what_was_read(line in line()) {
        let (set, _) = cookie::parse(&line);
        // A name in a line with a control character may itself hold one; browsers drop all of it.
        if set.control_at.is_none() {
            prop_assert_eq!(without_places(cookie::parse(&set.print()).0), without_places(set));
        }
        let (pairs, _) = cookie::parse_pairs(&line);
        let again = cookie::parse_pairs(&cookie::print_pairs(&pairs)).0;
        let plain = |list: &[cookie::Pair]| list.iter().map(|p| (p.name.clone(), p.value.clone())).collect::<Vec<_>>();
        prop_assert_eq!(plain(&again), plain(&pairs));
    }

    #[test]
    fn dates_are_read_back(seconds in -11_644_473_600_i64..253_402_300_800) {
        let at = Instant::from_millis(seconds * 1000);
        prop_assert_eq!(date::parse(&date::print(at)), Some(at));
    }

    #[test]
    fn dates_never_panic(text in "[0-9a-zA-Z:, \u{0}-\u{20}é-]{0,40}") {
        let _ = date::parse(&text);
    }

    #[test]
    fn hosts_never_panic(host in "[a-z0-9.\\[\\]:é-]{0,20}") {
        let registrable = site::registrable(&host);
        prop_assert!(registrable.is_none_or(|r| host.contains(r)));
        site::is_public_suffix(&host);
    }

    #[test]
    fn what_is_refused_is_never_sent(lines in proptest::collection::vec(line(), 1..6), millis in any::<i64>()) {
        let (mut jar, url) = (Jar::default(), Url::parse("http://app.example.com/a/b").unwrap());
        let at = Instant::from_millis(millis);
        for line in &lines {
            let set = cookie::parse(line).0;
            let refused = jar.store(&set, &url, at).is_err();
            let context = Context { at, ..Context::default() };
            let all = jar.would_send(&url, &context);
            prop_assert!(!refused || all.iter().any(|(_, outcome)| outcome.sent() == Some(false)));
            prop_assert!(all.iter().all(|(_, outcome)| !outcome.words().is_empty()));
        }
    }
}

#[test]
fn a_megabyte_takes_bounded_time() {
    for unit in ["a", ";", "=", ",", ", a", "a=b; ", "\"", " ", "\u{0}", "é", "Domain=.;", "1:1:1 ", ".", ",a=b;"] {
        grows_linearly(unit, 1_000_000, |bytes| look_at(&unit.repeat(bytes / unit.len())));
    }
}

fn look_at(line: &str) {
    let (set, _) = cookie::parse(line);
    cookie::parse_pairs(line);
    date::parse(line);
    site::registrable(line);
    let url = Url::parse("https://example.com/").unwrap();
    let mut jar = Jar::default();
    let _ = jar.store(&set, &url, Instant::default());
    jar.would_send(&url, &Context::default());
}
