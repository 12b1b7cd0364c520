//! `Set-Cookie`: http-state's parser and date tests, WPT's cookie attributes and values, and
//! tough-cookie's parse tests.

use latchkey::http::cookie::site::Relation;
use latchkey::http::cookie::{self, Context, Jar, SetCookie, date};
use latchkey::instant::Instant;
use serde_json::{Value, json};
use url::Url;

use crate::report::{Report, corpus};

#[test]
fn set_cookie() {
    let Some(corpus) = corpus("set_cookie") else { return };
    let mut report = Report::new("set_cookie");
    let list = |name: &str| corpus[name].as_array().unwrap().clone();
    for case in list("http_state") {
        // The suite was written in 2011: a date of 2019 still lies ahead.
        let id = case["id"].as_str().unwrap();
        let home = format!("http://home.example.org:8888/cookie-parser?{id}");
        let next = case["location"].as_str().unwrap_or("/cookie-parser-result");
        report.case(id, round_trip(&case, &home, next, "2011-06-01T00:00:00Z"));
    }
    for case in list("wpt") {
        let next = "/cookies/attributes/expires.html";
        let difference = round_trip(&case, "https://web-platform.test/cookies/x.html", next, "2026-11-21T00:00:00Z");
        report.case(case["id"].as_str().unwrap(), difference);
    }
    for case in list("dates") {
        let read = date::parse(case["test"].as_str().unwrap()).map(date::print);
        report.case(case["id"].as_str().unwrap(), differs(&case["expected"], &json!(read)));
    }
    for case in list("tough_cookie_parse") {
        // One case hands `null` to a JavaScript function; a header line is always text.
        if case["set_cookie"][0].is_string() {
            report.case(case["id"].as_str().unwrap(), parse(&case));
        }
    }
    report.finish();
}

/// Stores the lines, asks for the next page, and compares the `Cookie` header.
fn round_trip(case: &Value, home: &str, next: &str, now: &str) -> Option<String> {
    let home = Url::parse(home).unwrap();
    let at = Instant::parse_rfc3339(now).unwrap();
    let mut jar = Jar::default();
    for line in case["set_cookie"].as_array().unwrap() {
        let _ = jar.store(&cookie::parse(&expand(line.as_str().unwrap())).0, &home, at);
    }
    let context = Context { at, method: "GET".into(), relation: Relation::SameOrigin, ..Context::default() };
    let sent: Vec<_> = jar
        .would_send(&home.join(next).unwrap(), &context)
        .into_iter()
        .filter(|(_, outcome)| outcome.sent() == Some(true))
        .map(|(c, _)| if c.name.is_empty() { c.value } else { format!("{}={}", c.name, c.value) })
        .collect();
    let header = if sent.is_empty() { Value::Null } else { json!(sent.join("; ")) };
    differs(&case["expected_cookie_header"], &header)
}

fn parse(case: &Value) -> Option<String> {
    let (read, _) = cookie::parse(&expand(case["set_cookie"][0].as_str().unwrap()));
    let expected = &case["expected_parse"];
    let Some(fields) = expected.as_object() else {
        return read.refused().is_none().then(|| format!("expected nothing, read {read:?}"));
    };
    fields.iter().find_map(|(name, value)| {
        let ours = field(&read, name);
        (ours != *value).then(|| format!("{name}: expected {value}, read {ours}"))
    })
}

/// A field in tough-cookie's words.
fn field(read: &SetCookie, name: &str) -> Value {
    match name {
        "key" => json!(read.name),
        "value" => json!(read.value),
        "domain" => json!(read.domain),
        "path" => json!(read.path),
        "secure" => json!(read.secure),
        "httpOnly" => json!(read.http_only),
        "maxAge" => json!(read.max_age),
        "sameSite" => json!(read.same_site.map(|s| s.word().to_lowercase())),
        "expires" => match read.expires {
            Some(at) => json!(at.iso().replace('Z', ".000Z")),
            None => json!("Infinity"),
        },
        "extensions" => {
            const KNOWN: [&str; 7] = ["expires", "max-age", "domain", "path", "secure", "httponly", "samesite"];
            let known = |name: &str| KNOWN.contains(&name.to_ascii_lowercase().as_str());
            let word = |a: &cookie::Attribute| match a.value.as_str() {
                "" => a.name.clone(),
                value => format!("{}={value}", a.name),
            };
            let list: Vec<_> = read.attributes.iter().filter(|a| !known(&a.name)).map(word).collect();
            if list.is_empty() { Value::Null } else { json!(list) }
        }
        other => panic!("the corpus has a field {other} that this test does not know"),
    }
}

fn differs(expected: &Value, read: &Value) -> Option<String> {
    (expected != read).then(|| format!("expected {expected}\n    read {read}"))
}

/// `<REPEAT x>` stands for 65,535 times `x`.
fn expand(line: &str) -> String {
    match line.split_once("<REPEAT ") {
        Some((head, tail)) => {
            let (unit, rest) = tail.split_once('>').unwrap();
            format!("{head}{}{rest}", unit.repeat(65_535))
        }
        None => line.to_owned(),
    }
}
