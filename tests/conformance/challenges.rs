//! Challenges and credentials: other libraries' tests, the examples of RFCs, and vendors' headers.

use latchkey::decode;
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

/// What differs from the expectation: a list of challenges, or `"error"` where a fault is due. Read
/// through the JSON of `latchkey decode`, which is what others rely on.
fn compare(case: &Value, expected: &Value) -> Option<String> {
    let header = case["header"].as_str().unwrap();
    let values: Vec<String> =
        case["input"].as_array().unwrap().iter().map(|value| value.as_str().unwrap().to_owned()).collect();
    let decoded = decode::header(header, &values).to_json();
    // Authentication-Info has no auth-scheme; the corpus names the one that was in use.
    let params_only = header.to_ascii_lowercase().ends_with("authentication-info");
    let plain =
        |list: &Value| -> Vec<Value> { list.as_array().unwrap().iter().map(|one| plain(one, params_only)).collect() };
    let right = match expected {
        Value::String(word) if word == "error" => !decoded["faults"].as_array().unwrap().is_empty(),
        Value::Array(_) => plain(expected) == plain(&decoded["challenges"]),
        _ => true,
    };
    (!right).then(|| format!("  input    {}\n  expected {expected}\n  read     {decoded}", case["input"]))
}

/// Scheme and names in lower case, parameters as a map, a repeated name as a list.
fn plain(one: &Value, params_only: bool) -> Value {
    let scheme = if params_only { "" } else { one["scheme"].as_str().unwrap_or("") };
    let mut params = Map::new();
    match &one["params"] {
        Value::Object(map) => params.extend(map.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.clone()))),
        list => {
            for pair in list.as_array().into_iter().flatten() {
                let (name, value) = (pair[0].as_str().unwrap().to_ascii_lowercase(), pair[1].clone());
                match params.get_mut(&name) {
                    None => drop(params.insert(name, value)),
                    Some(Value::Array(list)) => list.push(value),
                    Some(first) => *first = json!([first.clone(), value]),
                }
            }
        }
    }
    json!({ "scheme": scheme.to_ascii_lowercase(), "token68": one["token68"], "params": params })
}
