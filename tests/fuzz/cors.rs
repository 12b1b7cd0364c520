//! CORS: no panic, faults within the value, problems within the field they name.
#![no_main]

use latchkey::http::cookie::CredentialsMode;
use latchkey::http::cors::{Preflight, Request, field, judge};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (String, Vec<(u8, String)>, bool)| {
    const NAMES: [&str; 12] = [
        "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Allow-Methods",
        "Access-Control-Allow-Headers", "Access-Control-Expose-Headers", "Access-Control-Max-Age",
        "Access-Control-Request-Method", "Access-Control-Request-Headers", "Access-Control-Allow-Private-Network",
        "Origin", "Vary", "Content-Type",
    ];
    let (origin, list, with) = input;
    let fields: Vec<(&str, &str)> =
        list.iter().map(|(n, value)| (NAMES[usize::from(*n) % NAMES.len()], value.as_str())).collect();
    for (name, value) in &fields {
        if let Some((lines, faults)) = field::read(name, value) {
            assert!(lines.iter().all(|line| value.get(line.at.clone()) == Some(line.value.as_str())));
            assert!(faults.iter().all(|fault| fault.at <= value.len()));
        }
    }
    let credentials = with.then_some(CredentialsMode::Include);
    let method = list.first().map_or("GET", |(_, value)| value.as_str());
    let request = Request { method, origin: &origin, headers: &fields, credentials };
    let preflight = Preflight { request: &fields, status: 204, response: &fields };
    for judgement in [judge(&request, Some(&fields), None), judge(&request, Some(&fields), Some(&preflight))] {
        for problem in &judgement.problems {
            let (Some(line), Some(at)) = (problem.line, problem.at.clone()) else { continue };
            assert!(fields[line].1.get(at).is_some(), "{problem:?}");
        }
    }
});
