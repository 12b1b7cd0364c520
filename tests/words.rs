//! Answers in the words of many applications and servers, each with the causes that an expert would name: a rule that learns new
//! words must not lose old ones, and what comes near a refusal must not be taken for one.
//!
//! A line of `tests/words/<family>.jsonl` is one answer. `first` are the causes that are right, `also` those that may come first,
//! too. A `first` that is empty stands for a healthy answer, and `["-"]` for an error of the application that no credential has
//! to do with. `sent` is what the request carries, `worked` whether the same got data a minute before. `missed` says why a line
//! is not understood yet.

mod common;

use std::fmt::Write;

use common::example;
use latchkey::diagnosis::{Diagnosis, diagnose};
use latchkey::finding::{Certainty, Verdict};
use latchkey::history::History;
use serde::Deserialize;
use serde_json::{Map, Value};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    first: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
    of: String,
    status: u16,
    method: String,
    url: String,
    #[serde(rename = "type")]
    kind: String,
    sent: Sent,
    #[serde(default)]
    worked: bool,
    #[serde(default)]
    request: Map<String, Value>,
    #[serde(default)]
    request_body: String,
    response: Map<String, Value>,
    body: String,
    missed: Option<String>,
}

/// What the request carries.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Sent {
    None,
    Cookie,
    Jwt,
    JwtExpired,
    Opaque,
    Basic,
    ApiKey,
}

impl Sent {
    fn line(self) -> &'static str {
        match self {
            Sent::None => "",
            Sent::Cookie => "Cookie: sid=s%3AqX3v9k2LmZ0aY7tR5wB1cD4eF6gH8iJ0.kL2mN4oP6qR8sT0uV2wX4yZ6a; theme=dark\n",
            Sent::Jwt => "Authorization: Bearer {jwt sub=u-17 email=ada@shop.test role=user iat=-10m exp=+50m}\n",
            Sent::JwtExpired => {
                "Authorization: Bearer {jwt sub=u-17 email=ada@shop.test role=user iat=-72m exp=-12m}\n"
            }
            Sent::Opaque => "Authorization: Bearer 7Fjfp0ZBr1KtDRbnfVdmIwq2XcV8\n",
            Sent::Basic => "Authorization: Basic {b64 ada:secret1}\n",
            Sent::ApiKey => "X-API-Key: k3y_9fA7bC5dE3fG1hJ9\n",
        }
    }
}

/// Causes that say no more than that the application found nothing or would not.
const PLAIN: &[&str] = &["resource-not-found", "record-not-found", "forbidden-unspecified", "existence-probe-404"];

#[test]
fn words_of_many_servers_are_understood() {
    let mut problems = Vec::new();
    let mut count = 0;
    let folder = common::root().join("tests/words");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    for path in files {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        for (at, line) in std::fs::read_to_string(&path).unwrap().lines().enumerate() {
            let place = format!("{file}:{}", at + 1);
            let row: Row = serde_json::from_str(line).unwrap_or_else(|fault| panic!("{place}: {fault}"));
            count += 1;
            let diagnosis = judge(&row);
            let fault = fault(&row, &diagnosis);
            match (fault, &row.missed) {
                (Some(fault), None) => problems.push(format!("{place}: {}: {fault}\n    {}", row.of, row.body)),
                (None, Some(_)) => problems.push(format!("{place}: {}: is understood now; take `missed` away", row.of)),
                // A promise is never broken.
                (Some(fault), Some(_)) if fault.contains("certain") => problems.push(format!("{place}: {fault}")),
                _ => {}
            }
        }
    }
    println!("{count} answers");
    assert!(count > 0, "no answers found");
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), problems.join("\n"));
}

fn judge(row: &Row) -> Diagnosis {
    let mut text = String::new();
    if row.worked {
        let origin = row.url.splitn(4, '/').take(3).collect::<Vec<_>>().join("/");
        let carried = row.sent.line();
        let answer = "HTTP/1.1 200 OK\nContent-Type: application/json\n\n{\"id\":17,\"name\":\"Ada\"}";
        write!(text, "@type fetch\nGET {origin}/api/profile\nAccept: */*\n{carried}\n{answer}\n---\n@at +60s\n")
            .unwrap();
    }
    let lines = |headers: &Map<String, Value>| -> String {
        headers.iter().map(|(name, value)| format!("{name}: {}\n", value.as_str().unwrap_or_default())).collect()
    };
    let accept = if row.kind == "document" { "text/html" } else { "*/*" };
    let Row { kind, method, url, status, request_body, body, .. } = row;
    let carried = format!("Accept: {accept}\n{}{}", row.sent.line(), lines(&row.request));
    let request = format!("@type {kind}\n{method} {url}\n{carried}\n{request_body}\n\n");
    write!(text, "{request}HTTP/1.1 {status} \n{}\n{body}", lines(&row.response)).unwrap();
    let mut history = History::default();
    for (index, (exchange, _)) in example::exchanges(&text).into_iter().enumerate() {
        history.push(index, exchange.into());
    }
    let last = history.rows().last().unwrap().id;
    diagnose(&history, last).expect("there is an answer to judge")
}

fn fault(row: &Row, diagnosis: &Diagnosis) -> Option<String> {
    let first = diagnosis.findings.first().filter(|_| diagnosis.verdict == Verdict::Failure);
    let id = first.map_or("nothing", |f| f.cause);
    let is_in = |list: &[String]| list.iter().any(|cause| cause == id);
    let fits = match row.first.as_slice() {
        [] => diagnosis.verdict != Verdict::Failure,
        [none] if none == "-" => first.is_none() || PLAIN.contains(&id) || is_in(&row.also),
        right => is_in(right) || is_in(&row.also),
    };
    let promise = if first.is_some_and(|f| f.certainty == Certainty::Certain) { ", and calls it certain" } else { "" };
    (!fits).then(|| format!("expected {:?}, names {id}{promise}", row.first))
}
