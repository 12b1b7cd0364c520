//! Examples in raw HTTP, as rules' Markdown holds them:
//!
//! ````text
//! ```http finding certain
//! @type fetch
//! GET https://api.example.com/me
//! Authorization: Bearer {jwt exp=-12m aud=other}
//!
//! HTTP/1.1 401 Unauthorized
//!
//! {"message":"jwt expired"}
//! ```
//! ````
//!
//! The info string is `finding`, `also` or `quiet`, then optionally a certainty, a verdict and `variant="key"`;
//! in a server's file it is `answers` or `other`.
//! Several exchanges are separated by a line `---`; the last one is judged, or the one that has
//! `@judge`. Lines that start with `@` before the request line set what headers cannot: `@type`
//! (`_resourceType`), `@error`, `@at +90s` (start, from 2026-11-20T12:00:00Z), `@initiator`,
//! `@page`, `@service-worker`, `@cache`, `@sanitised`. A response without `Date` gets the time of its exchange;
//! `@no-date` leaves it out. `HTTP/1.1 0` is "no response".
//!
//! `{jwt name=value …}` becomes a signed token: times as `exp=-12m` (from the exchange's start) or as
//! a number, `alg`, `typ` and `kid` go to the header, lists are `aud=[a,b]`, values with spaces are
//! quoted. `{b64 text}` becomes base64.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use latchkey::exchange::{Address, Body, Exchange, Header, Initiator, Place, Request, Response};
use latchkey::finding::{Certainty, Verdict};
use latchkey::history::{ExchangeId, History};
use latchkey::instant::{Instant, Span};
use serde_json::{Map, Value};

pub struct File {
    pub path: String,
    /// The cause: the stem with `-` for `_`.
    pub id: String,
    pub examples: Vec<Example>,
}

pub struct Example {
    pub line: usize,
    pub expect: Expect,
    pub certainty: Option<Certainty>,
    pub verdict: Option<Verdict>,
    pub variant: Option<String>,
    text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    Finding,
    Also,
    Quiet,
    Answers,
    Other,
}

/// Every Markdown file below `folder` with its examples, in order of names.
pub fn files(folder: &str) -> Vec<File> {
    let mut paths = Vec::new();
    collect(&super::root().join(folder), &mut paths);
    // A translation, `token_expired.zh.md`, has no examples of its own.
    paths.retain(|path| !path.file_stem().unwrap().to_str().unwrap().contains('.'));
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
            let id = path.file_stem().unwrap().to_str().unwrap().replace('_', "-");
            let path = path.strip_prefix(super::root()).unwrap().display().to_string();
            let examples = examples(&text, &path);
            File { path, id, examples }
        })
        .collect()
}

fn collect(folder: &std::path::Path, paths: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|e| e == "md") {
            paths.push(path);
        }
    }
}

fn examples(text: &str, path: &str) -> Vec<Example> {
    let mut out = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```http") else { continue };
        let body: Vec<_> = lines.by_ref().map(|(_, l)| l).take_while(|l| !l.starts_with("```")).collect();
        let mut example = Example {
            line: number + 1,
            expect: Expect::Finding,
            certainty: None,
            verdict: None,
            variant: None,
            text: body.join("\n"),
        };
        let (info, variant) = match info.split_once("variant=\"") {
            Some((before, rest)) => (before, Some(rest.trim_end().trim_end_matches('"').to_owned())),
            None => (info, None),
        };
        example.variant = variant;
        for word in info.split_whitespace() {
            match word {
                "finding" => example.expect = Expect::Finding,
                "also" => example.expect = Expect::Also,
                "quiet" => example.expect = Expect::Quiet,
                "answers" => example.expect = Expect::Answers,
                "other" => example.expect = Expect::Other,
                "certain" => example.certainty = Some(Certainty::Certain),
                "likely" => example.certainty = Some(Certainty::Likely),
                "possible" => example.certainty = Some(Certainty::Possible),
                "failure" => example.verdict = Some(Verdict::Failure),
                "expected" => example.verdict = Some(Verdict::Expected),
                other => panic!("{path}:{}: unknown word {other:?} after ```http", number + 1),
            }
        }
        out.push(example);
    }
    out
}

impl Example {
    /// The example's exchanges and the one to judge.
    pub fn history(&self) -> (History, ExchangeId) {
        let mut history = History::default();
        let mut judged = None;
        for (index, (exchange, judge)) in exchanges(&self.text).into_iter().enumerate() {
            let id = history.push(index, exchange.into());
            if judge {
                judged = Some(id);
            }
        }
        let last = history.rows().last().unwrap().id;
        (history, judged.unwrap_or(last))
    }
}

/// The exchanges of a text in this language, each with whether it is to be judged.
pub fn exchanges(text: &str) -> Vec<(Exchange, bool)> {
    let parts = text.split("\n---\n").enumerate();
    parts.map(|(index, part)| (exchange(part, index), part.lines().any(|l| l.trim() == "@judge"))).collect()
}

/// 2026-11-20T12:00:00Z
const START: Instant = Instant::from_millis(1_795_176_000_000);

fn exchange(text: &str, index: usize) -> Exchange {
    let mut out =
        Exchange { started: START + Span::seconds(index as i64), took: Some(Span(80)), ..Exchange::default() };
    let mut dated = true;
    let mut rest = text.trim_start_matches('\n');
    while let Some(line) = rest.lines().next().filter(|l| l.starts_with('@')) {
        let (key, value) = line[1..].split_once(' ').unwrap_or((&line[1..], ""));
        let value = value.trim();
        match key {
            "type" => out.resource_type = Some(value.into()),
            "error" => out.error = Some(value.into()),
            "at" => out.started = START + duration(value).unwrap_or_else(|| panic!("{line}")),
            "initiator" => {
                out.initiator =
                    Some(Initiator { place: Place { url: value.into(), ..Place::default() }, callers: Vec::new() })
            }
            "page" => out.page = Some(value.into()),
            "service-worker" => out.from_service_worker = true,
            "cache" => out.from_cache = true,
            "sanitised" => out.sanitised = true,
            "no-date" => dated = false,
            "judge" => {}
            _ => panic!("unknown line {line:?}"),
        }
        rest = rest[line.len()..].trim_start_matches('\n');
    }
    let expanded = expand(rest, out.started);
    let at = if expanded.starts_with("HTTP/") { 0 } else { expanded.find("\nHTTP/").map_or(expanded.len(), |i| i + 1) };
    let (request, response) = expanded.split_at(at);
    out.request = parse_request(request.trim_end());
    out.response = parse_response(response.trim_end());
    if dated && out.response.status != 0 && !out.response.headers.has("date") && !out.from_cache {
        let date = httpdate::fmt_http_date(
            std::time::UNIX_EPOCH + std::time::Duration::from_millis(out.ended().millis() as u64),
        );
        let lines: Vec<_> =
            out.response.headers.iter().cloned().chain([Header { name: "Date".into(), value: date }]).collect();
        out.response.headers = lines.into_iter().collect();
    }
    out
}

fn parse_request(text: &str) -> Request {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let (method, url) = lines.next().unwrap().split_once(' ').expect("a request line is `METHOD url`");
    Request {
        method: method.into(),
        url: Address::new(url.trim()),
        headers: lines.map(header).collect(),
        body: (!body.is_empty()).then(|| Body::new(body.into())),
    }
}

fn parse_response(text: &str) -> Response {
    if text.is_empty() {
        return Response::default();
    }
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let mut lines = head.lines();
    let mut status = lines.next().unwrap().splitn(3, ' ').skip(1);
    let headers: latchkey::exchange::Headers = lines.map(header).collect();
    let mime = headers.get("content-type").unwrap_or("").split(';').next().unwrap().trim().to_ascii_lowercase();
    Response {
        status: status.next().unwrap().parse().unwrap(),
        status_text: status.next().unwrap_or("").into(),
        mime_type: mime,
        size: Some(body.len() as u64),
        body: (!body.is_empty()).then(|| Body::new(body.into())),
        redirect_url: None,
        headers,
    }
}

fn header(line: &str) -> Header {
    let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no header: {line:?}"));
    Header { name: name.into(), value: value.trim().into() }
}

fn expand(text: &str, now: Instant) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("{jwt").into_iter().chain(rest.find("{b64 ")).min() {
        out.push_str(&rest[..at]);
        let end = at + rest[at..].find('}').expect("{jwt …} ends with }");
        let inner = &rest[at + 1..end];
        match inner.strip_prefix("b64 ") {
            Some(plain) => out.push_str(&STANDARD.encode(plain)),
            None => out.push_str(&jwt(inner.strip_prefix("jwt").unwrap(), now)),
        }
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    out
}

fn jwt(spec: &str, now: Instant) -> String {
    let (mut header, mut claims) = (Map::new(), Map::new());
    header.insert("alg".into(), "HS256".into());
    header.insert("typ".into(), "JWT".into());
    for (name, value) in pairs(spec) {
        let target = if matches!(name.as_str(), "alg" | "typ" | "kid" | "jku") { &mut header } else { &mut claims };
        target.insert(name, claim(&value, now));
    }
    let part = |map: Map<String, Value>| URL_SAFE_NO_PAD.encode(Value::Object(map).to_string());
    let signature =
        if header.get("alg") == Some(&Value::from("none")) { String::new() } else { URL_SAFE_NO_PAD.encode([7; 32]) };
    format!("{}.{}.{signature}", part(header), part(claims))
}

fn pairs(spec: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut rest = spec.trim_start();
    while let Some((name, after)) = rest.split_once('=') {
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').expect("a quoted value ends with a quote"),
            None => after.split_once(' ').unwrap_or((after, "")),
        };
        out.push((name.trim().to_owned(), value.to_owned()));
        rest = after.trim_start();
    }
    out
}

fn claim(value: &str, now: Instant) -> Value {
    if let Some(span) = value.starts_with(['+', '-']).then(|| duration(value)).flatten() {
        return ((now + span).millis() / 1000).into();
    }
    if let Some(span) = value.strip_suffix("ms").filter(|v| v.starts_with(['+', '-'])).and_then(duration) {
        return (now + span).millis().into();
    }
    if let Some(list) = value.strip_prefix('[').and_then(|v| v.strip_suffix(']')) {
        return list.split(',').map(Value::from).collect();
    }
    value
        .parse::<i64>()
        .map(Value::from)
        .or_else(|_| value.parse::<bool>().map(Value::from))
        .unwrap_or_else(|_| value.into())
}

/// `+90s`, `-12m`, `+2h`, `-3d`.
fn duration(text: &str) -> Option<Span> {
    let (number, unit) = text.split_at(text.len().checked_sub(1)?);
    let number: i64 = number.parse().ok()?;
    let seconds = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86400,
        _ => return None,
    };
    Some(Span::seconds(number * seconds))
}
