//! Challenges and credentials: other libraries' tests, the examples of RFCs, and vendors' headers.

use latchkey::fault::Fault;
use latchkey::http::auth_info;
use latchkey::http::challenge::{self, Params};
use latchkey::http::credentials;
use serde_json::{Map, Value, json};

use crate::report::{Report, corpus};

/// 347 of the 466 cases state what a parser should return.
#[test]
fn challenges() {
    let Some(corpus) = corpus("challenges") else { return };
    let mut report = Report::new("challenges");
    for case in corpus["cases"].as_array().unwrap() {
        let (id, expected) = (case["id"].as_str().unwrap(), &case["expected"]);
        let difference = compare(case, expected);
        if !expected.is_null() {
            report.case(id, difference);
        }
    }
    report.finish();
}

#[test]
fn rfc_examples() {
    let Some(corpus) = corpus("rfc_examples") else { return };
    let mut report = Report::new("rfc_examples");
    for (index, case) in corpus.as_array().unwrap().iter().enumerate() {
        let id = format!("rfc{}/{}#{index}", case["rfc"].as_str().unwrap(), case["section"].as_str().unwrap_or(""));
        report.case(&id, compare(case, &case["expected"]));
    }
    report.finish();
}

#[test]
fn vendor_examples() {
    let Some(corpus) = corpus("vendor_examples") else { return };
    let mut report = Report::new("vendor_examples");
    for (index, case) in corpus.as_array().unwrap().iter().enumerate() {
        let id = format!("{}/{}#{index}", case["vendor"].as_str().unwrap(), case["case"].as_str().unwrap_or(""));
        report.case(&id, compare(case, &case["expected"]));
    }
    report.finish();
}

/// What differs from the expectation: a list of challenges, or `"error"` where a fault is due.
fn compare(case: &Value, expected: &Value) -> Option<String> {
    let header = case["header"].as_str().unwrap();
    let params_only = header.to_ascii_lowercase().ends_with("authentication-info");
    let (mut read, mut faults) = (Vec::new(), Vec::new());
    for value in case["input"].as_array().unwrap() {
        let (list, found) = parse(header, value.as_str().unwrap());
        read.extend(list.iter().map(|(scheme, params)| plain(if params_only { "" } else { scheme }, params)));
        faults.extend(found);
    }
    let right = match expected {
        Value::String(word) if word == "error" => !faults.is_empty(),
        Value::Array(list) => {
            let expected = list.iter().map(|one| {
                let scheme = if params_only { "" } else { one["scheme"].as_str().unwrap_or("") };
                let token68 = one["token68"].as_str().map_or(Value::Null, Value::from);
                let mut params = Map::new();
                for (name, value) in one["params"].as_object().into_iter().flatten() {
                    params.insert(name.to_ascii_lowercase(), value.clone());
                }
                json!({ "scheme": scheme.to_ascii_lowercase(), "token68": token68, "params": params })
            });
            expected.collect::<Vec<_>>() == read
        }
        _ => true,
    };
    (!right).then(|| {
        format!(
            "  input    {}\n  expected {expected}\n  read     {}\n  faults   {faults:?}",
            case["input"],
            json!(read)
        )
    })
}

fn parse(header: &str, value: &str) -> (Vec<(String, Params)>, Vec<Fault>) {
    if header.eq_ignore_ascii_case("Authorization") || header.eq_ignore_ascii_case("Proxy-Authorization") {
        let (credentials, faults) = credentials::parse(value);
        (credentials.map(|one| (one.scheme, one.params)).into_iter().collect(), faults)
    } else if header.to_ascii_lowercase().ends_with("authentication-info") {
        let (params, faults) = auth_info::parse(value);
        (vec![(String::new(), Params::List(params))], faults)
    } else {
        let (challenges, faults) = challenge::parse(value);
        (challenges.into_iter().map(|one| (one.scheme, one.params)).collect(), faults)
    }
}

/// The corpus's form: names in lower case, a repeated name as a list, a bare name as null.
fn plain(scheme: &str, params: &Params) -> Value {
    let mut map = Map::new();
    for param in params.list().iter().filter(|param| !param.name.is_empty()) {
        let value = if param.is_bare() { Value::Null } else { Value::from(param.value.as_str()) };
        match map.entry(param.name.to_ascii_lowercase()) {
            serde_json::map::Entry::Vacant(entry) => {
                entry.insert(value);
            }
            serde_json::map::Entry::Occupied(mut entry) => match entry.get_mut() {
                Value::Array(list) => list.push(value),
                first => *first = json!([first.clone(), value]),
            },
        }
    }
    json!({ "scheme": scheme.to_ascii_lowercase(), "token68": params.token68(), "params": map })
}
