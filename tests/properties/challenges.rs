//! Challenges, credentials, `Authentication-Info`: print ∘ parse is stable as well.

use std::ops::Range;

use latchkey::fault::Fault;
use latchkey::http::challenge::{self, Params};
use latchkey::http::{LONGEST, MOST_FAULTS, MOST_ITEMS, auth_info, credentials};
use proptest::prelude::*;

use crate::effort::grows_linearly;

/// Pieces that real and broken header lines are made of.
fn line() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "Basic", "Bearer", "Digest", "NTLM", "Negotiate", "Foo", " ", "  ", "\t", "\r\n ", ",", ", ", ",,", "=",
            " = ", "==", "\"", "\\", "'", ";", "realm", "realm=", "realm=\"", "error=\"invalid_token\"", "title*=",
            "UTF-8''%c3%a9", "abc==", "a68/+", "x=1", "é", "服", "Ã©", "@", "\u{7f}", "\r", "\n", "", "undefined",
        ])
        .prop_map(str::to_owned),
        "[ -~]{0,6}",
        ".{0,3}",
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn assert_faults(text: &str, faults: &[Fault]) {
    for fault in faults {
        assert!(fault.at <= text.len(), "{fault:?} lies outside {text:?}");
        assert!(!fault.what.ends_with('.'), "{fault:?}");
    }
    // Besides: that further ones are left out, where bytes and items were cut, that nothing was read.
    assert!(faults.len() <= MOST_FAULTS + 4);
}

fn assert_range(text: &str, at: &Range<usize>) {
    assert!(text.get(at.clone()).is_some(), "{at:?} is no range of {text:?}");
}

fn assert_params(text: &str, params: &Params) {
    if let Params::Token68 { value, at } = params {
        assert_range(text, at);
        assert_eq!(text.get(at.clone()), Some(value.as_str()));
    }
    for param in params.list() {
        assert_range(text, &param.name_at);
        assert_range(text, &param.value_at);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn challenges(text in line()) {
        let (list, faults) = challenge::parse(&text);
        assert_faults(&text, &faults);
        for one in &list {
            assert_range(&text, &one.at);
            assert_params(&text, &one.params);
        }
        let printed = challenge::print(&list);
        let again = challenge::print(&challenge::parse(&printed).0);
        prop_assert_eq!(&printed, &again, "from {:?}", text);
    }

    #[test]
    fn credentials(text in line()) {
        let (read, faults) = credentials::parse(&text);
        assert_faults(&text, &faults);
        prop_assert_eq!(read.is_none(), text.trim_matches([' ', '\t', '\r', '\n']).is_empty());
        if let Some(read) = read {
            assert_range(&text, &read.at);
            assert_params(&text, &read.params);
            let printed = credentials::print(&read);
            let again = credentials::print(&credentials::parse(&printed).0.unwrap());
            prop_assert_eq!(&printed, &again, "from {:?}", text);
        }
    }

    #[test]
    fn authentication_info(text in line()) {
        let (params, faults) = auth_info::parse(&text);
        assert_faults(&text, &faults);
        assert_params(&text, &Params::List(params));
    }

    /// What follows the grammar is read without a fault, and gives back what was put in.
    #[test]
    fn valid_challenges(
        list in prop::collection::vec(
            ("[A-Za-z][A-Za-z0-9-]{0,8}", prop::collection::btree_map("[a-z_]{1,8}", "[ -~é€]{0,12}", 1..5)),
            1..5,
        )
    ) {
        let quote = |value: &str| value.replace('\\', "\\\\").replace('"', "\\\"");
        let line: Vec<String> = list
            .iter()
            .map(|(scheme, params)| {
                let params: Vec<String> = params.iter().map(|(n, v)| format!("{n}=\"{}\"", quote(v))).collect();
                format!("{scheme} {}", params.join(", "))
            })
            .collect();
        let (read, faults) = challenge::parse(&line.join(", "));
        prop_assert_eq!(&faults, &[]);
        prop_assert_eq!(read.len(), list.len());
        for (one, (scheme, params)) in read.iter().zip(&list) {
            prop_assert_eq!(&one.scheme, scheme);
            let got: Vec<_> = one.params.list().iter().map(|p| (p.name.clone(), p.value.clone())).collect();
            let put: Vec<_> = params.iter().map(|(n, v)| (n.clone(), v.clone())).collect();
            prop_assert_eq!(got, put);
        }
    }
}

/// Inputs that a careless reader takes quadratic time for.
#[test]
fn huge_lines_take_linear_time() {
    let pieces = [
        "Basic realm=\"x\", ", "NTLM,", "a,", ",", " ", "\"", "\\\"", "x='a ", "x=\"a", "a=\"b\"c ", "a=\"b\"c\"",
        "realm=a b ", "==", "= ", "Basic , ", "a b ", "\r\n ", "é", ", n=\"", "\",x=", "a\t", "'", ";",
    ];
    for piece in pieces {
        let text = |bytes: usize| format!("Foo x=1, {}", piece.repeat(bytes / piece.len() + 8));
        grows_linearly(piece, LONGEST, |bytes| {
            let text = text(bytes);
            challenge::parse(&text);
            auth_info::parse(&text);
            credentials::parse(&text);
        });
        let text = text(LONGEST);
        let (list, faults) = challenge::parse(&text);
        let (_, info_faults) = auth_info::parse(&text);
        let (_, credential_faults) = credentials::parse(&text);
        assert!(list.iter().map(|one| 1 + one.params.list().len()).sum::<usize>() <= MOST_ITEMS + 2, "{piece:?}");
        for faults in [faults, info_faults, credential_faults] {
            assert_faults(&text, &faults);
            assert!(faults.iter().any(|fault| fault.what.starts_with("only the first")), "{piece:?}");
        }
    }
}

#[test]
fn a_hundred_thousand_challenges_are_cut_and_the_fault_says_where() {
    let text = "Basic realm=\"x\", ".repeat(100_000);
    let (list, faults) = challenge::parse(&text);
    assert_eq!(list.len(), MOST_ITEMS / 2);
    let cut = faults.iter().find(|fault| fault.what.contains("challenges and parameters")).unwrap();
    assert_eq!(cut.at, list.last().unwrap().at.end + 2);
}

/// What fuzzing found: each of these once printed differently the second time.
#[test]
fn printing_is_stable_for_what_fuzzing_found() {
    for text in [
        "Basic param='single quot\r\r\r\re'", "Basic nonce=\"a\r\\ b\r\nz",
        "Basic fok, nonce='h &&2 ealm='blah &&234',w'", "Basic realm='it''s", // an apostrophe that closes nothing
        "Basic realm='\r\n '", // a line break is all that the quotes hold
        "Basic realm='a\r\n ', qop=' \r\n \r\nb'", "Foo title*='\r\n ', x=\"\r\n \"",
    ] {
        let printed = challenge::print(&challenge::parse(text).0);
        assert_eq!(printed, challenge::print(&challenge::parse(&printed).0), "from {text:?}");
        let printed = credentials::print(&credentials::parse(text).0.unwrap());
        assert_eq!(printed, credentials::print(&credentials::parse(&printed).0.unwrap()), "from {text:?}");
    }
}
