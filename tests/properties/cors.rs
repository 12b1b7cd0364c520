//! Properties of the CORS judgement.

use latchkey::http::cookie::CredentialsMode;
use latchkey::http::cors::{Fields, Preflight, Request, judge};
use proptest::prelude::*;

use crate::effort::grows_linearly;

fn fields() -> impl Strategy<Value = Vec<(String, String)>> {
    let name = prop_oneof![
        Just("Access-Control-Allow-Origin"),
        Just("Access-Control-Allow-Credentials"),
        Just("Access-Control-Allow-Methods"),
        Just("Access-Control-Allow-Headers"),
        Just("Access-Control-Request-Headers"),
        Just("Access-Control-Request-Method"),
        Just("Access-Control-Expose-Headers"),
        Just("Access-Control-Max-Age"),
        Just("Vary"),
    ];
    let value = prop_oneof![
        Just("*".to_owned()),
        Just("https://app.test".to_owned()),
        Just("true".to_owned()),
        Just("PUT, x-a, authorization".to_owned()),
        "[ ,*a-z:/é]{0,12}",
    ];
    proptest::collection::vec((name.prop_map(str::to_owned), value), 0..8)
}

fn borrow(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn not_knowing_the_mode_means_both(answer in fields(), asked in fields(), status in 0u16..600) {
        let (answer, asked) = (borrow(&answer), borrow(&asked));
        let preflight = Preflight { request: &asked, status, response: &answer };
        let verdict = |credentials| {
            let request = Request { method: "PUT", origin: "https://app.test", headers: &[], credentials };
            let judgement = judge(&request, Some(&answer), Some(&preflight));
            for problem in &judgement.problems {
                if let (Some(line), Some(at)) = (problem.line, &problem.at) {
                    assert!(answer[line].1.get(at.clone()).is_some());
                }
            }
            judgement.allowed
        };
        let (with, without) = (verdict(Some(CredentialsMode::Include)), verdict(Some(CredentialsMode::Omit)));
        prop_assert!(with.is_some() && without.is_some());
        // What is allowed with credentials is allowed without.
        prop_assert!(with != Some(true) || without == Some(true));
        prop_assert_eq!(verdict(None), if with == without { with } else { None });
    }
}

#[test]
fn a_megabyte_takes_bounded_time() {
    grows_linearly("lists of names", 150_000, lists_of_names);
}

fn lists_of_names(count: usize) {
    let many: String = (0..count).map(|n| format!("x{n},")).collect();
    let other: String = (0..count).map(|n| format!("y{n},")).collect();
    let answer = [
        ("Access-Control-Allow-Origin", "https://app.test"),
        ("Access-Control-Allow-Headers", &many),
        ("Access-Control-Allow-Methods", &many),
        ("Access-Control-Expose-Headers", &many),
    ];
    let asked = [("Access-Control-Request-Headers", other.as_str())];
    let lines: Vec<(&str, &str)> = other.split(',').map(|name| (name, "1")).chain(answer).collect();
    let fields: &Fields = &lines;
    let request = Request { method: "PUT", origin: "https://app.test", headers: fields, credentials: None };
    let preflight = Preflight { request: &asked, status: 204, response: &answer };
    let judgement = judge(&request, Some(fields), Some(&preflight));
    assert_eq!(judgement.allowed, Some(false));
    assert!(judgement.problems.len() < 100);
}
