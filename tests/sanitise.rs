//! Sanitised recordings: no secret is left, and the causes are the same.

mod common;
#[path = "properties/effort.rs"]
mod effort;

use std::collections::BTreeSet;

use common::example;
use effort::grows_linearly;
use latchkey::diagnosis::diagnose;
use latchkey::exchange::Exchange;
use latchkey::har::{self, HarFile};
use latchkey::history::{ExchangeId, History};
use latchkey::redact::sanitise;
use proptest::prelude::*;
use serde_json::Value;

/// Sanitised, written as a HAR, and read again.
fn round_trip(exchanges: &[&Exchange]) -> (String, Vec<Exchange>) {
    let shown = sanitise::recording(exchanges.iter().copied());
    let text = har::write(&shown, "sanitised");
    let HarFile { exchanges, notes, .. } = har::read(&text).unwrap();
    assert!(notes.is_empty(), "{notes:?}");
    (text, exchanges.into_iter().map(|(_, exchange)| exchange).collect())
}

/// The first cause and the verdict of an exchange, in words.
fn first(history: &History, id: ExchangeId) -> String {
    let Some(diagnosis) = diagnose(history, id) else { return "none".into() };
    let cause = diagnosis.findings.first().map_or("-", |f| f.cause);
    format!("{} {cause}", diagnosis.verdict.id())
}

fn history(exchanges: impl IntoIterator<Item = Exchange>) -> History {
    let mut history = History::default();
    for (index, exchange) in exchanges.into_iter().enumerate() {
        history.push(index, exchange.into());
    }
    history
}

/// Compares every exchange before and after; gives how many there were, and what changed.
fn compare(name: &str, exchanges: Vec<Exchange>, changed: &mut Vec<String>) -> usize {
    let (_, again) = round_trip(&exchanges.iter().collect::<Vec<_>>());
    let (before, after) = (history(exchanges), history(again));
    assert_eq!(before.rows().len(), after.rows().len());
    let mut count = 0;
    for row in before.rows() {
        let (one, two) = (first(&before, row.id), first(&after, row.id));
        count += 1;
        if one != two {
            changed.push(format!("{name} {}: {one} → {two}", row.exchange.request.url.as_str()));
        }
    }
    count
}

fn recordings() -> Vec<(String, String)> {
    let Some(folder) = common::shared("traces/dev") else { return Vec::new() };
    let mut found: Vec<_> = std::fs::read_dir(folder).unwrap().flatten().map(|e| e.path().join("trace.har")).collect();
    found.sort();
    found.iter().map(|p| (p.display().to_string(), std::fs::read_to_string(p).unwrap())).collect()
}

#[test]
fn recordings_keep_their_causes() {
    let (mut all, mut changed) = (0, Vec::new());
    for (name, text) in recordings() {
        let mut exchanges = har::read(&text).unwrap().exchanges;
        exchanges.sort_by_key(|(index, exchange)| (exchange.started, *index));
        all += compare(&name, exchanges.into_iter().map(|(_, e)| e).collect(), &mut changed);
    }
    assert!(changed.is_empty(), "{} of {all} changed:\n{}", changed.len(), changed.join("\n"));
}

#[test]
fn the_examples_of_rules_keep_their_causes() {
    let (mut all, mut changed) = (0, Vec::new());
    for file in example::files("src/rules") {
        for example in &file.examples {
            let (history, _) = example.history();
            let exchanges = history.rows().iter().map(|r| (*r.exchange).clone()).collect();
            all += compare(&format!("{}:{}", file.path, example.line), exchanges, &mut changed);
        }
    }
    assert!(all > 500, "{all} exchanges");
    assert!(changed.is_empty(), "{} of {all} changed:\n{}", changed.len(), changed.join("\n"));
}

#[test]
fn recordings_keep_no_secret() {
    let mut seen = 0;
    for (name, text) in recordings() {
        let file: Value = serde_json::from_str(&text).unwrap();
        let secrets = secrets(&file);
        let exchanges = har::read(&text).unwrap().exchanges;
        let (shown, _) = round_trip(&exchanges.iter().map(|(_, e)| e).collect::<Vec<_>>());
        for secret in &secrets {
            assert!(!shown.contains(secret.as_str()), "{name} still holds {secret}");
        }
        seen += secrets.len();
    }
    assert!(seen == 0 || seen > 100, "only {seen} secrets were looked for");
}

/// The secrets of a HAR, found without the help of the code under test.
fn secrets(file: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in file["log"]["entries"].as_array().unwrap() {
        for side in ["request", "response"] {
            for header in entry[side]["headers"].as_array().unwrap() {
                let (name, value) = (header["name"].as_str().unwrap(), header["value"].as_str().unwrap());
                match name.to_ascii_lowercase().as_str() {
                    "authorization" | "proxy-authorization" => {
                        // Of AWS's parameters the signature is secret; the rest says what was signed.
                        let public =
                            |part: &&str| !["Credential=", "SignedHeaders="].iter().any(|p| part.starts_with(p));
                        let parts = value.split_whitespace().skip(1).filter(public);
                        found.extend(parts.map(|part| part.trim_start_matches("Signature=").to_owned()));
                    }
                    "cookie" => found.extend(value.split("; ").filter_map(|p| Some(p.split_once('=')?.1.to_owned()))),
                    "set-cookie" => {
                        let pair = value.split(';').next().unwrap_or_default();
                        found.extend(pair.split_once('=').map(|(_, v)| v.to_owned()));
                    }
                    "x-csrftoken" | "x-csrf-token" | "x-xsrf-token" | "x-api-key" | "apikey" => {
                        found.insert(value.to_owned());
                    }
                    _ => {}
                }
            }
        }
        let sent = entry["request"]["postData"]["text"].as_str().unwrap_or_default();
        let got = entry["response"]["content"]["text"].as_str().unwrap_or_default();
        for text in [sent, got] {
            if let Ok(Value::Object(members)) = serde_json::from_str::<Value>(text) {
                for name in ["access_token", "refresh_token", "id_token", "password", "client_secret", "token"] {
                    found.extend(members.get(name).and_then(Value::as_str).map(str::to_owned));
                }
            }
        }
        for (name, value) in url::form_urlencoded::parse(sent.as_bytes()) {
            if ["password", "refresh_token", "code", "client_secret", "code_verifier"].contains(&&*name) {
                found.insert(value.into_owned());
            }
        }
    }
    // Of a JWT the signature is the secret.
    let part = |secret: String| match secret.split('.').collect::<Vec<_>>()[..] {
        [header, _, signature] if header.starts_with("ey") => signature.to_owned(),
        _ => secret,
    };
    let random = |s: &String| {
        s.len() >= 10 && s.bytes().any(|b| b.is_ascii_digit()) && s.bytes().any(|b| b.is_ascii_alphabetic())
    };
    found.into_iter().map(|s| part(s.trim_matches('"').to_owned())).filter(random).collect()
}

proptest! {
    /// Whatever the secret, wherever it stands: it is not in the file, and equal ones stay equal.
    #[test]
    fn no_secret_survives(secret in "[A-Za-z0-9_~.+/-]{6,40}[0-9][a-z][A-Z]{2}", place in 0..9_usize) {
        let mut entry = serde_json::json!({
            "request": { "method": "POST", "url": "https://api.test/x?page=1", "headers": [] },
            "response": { "status": 401, "headers": [], "content": { "text": format!("{{\"message\":\"no {secret} here\"}}") } },
        });
        let header = |name: &str, value: String| serde_json::json!([{ "name": name, "value": value }]);
        let encoded: String = url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
        match place {
            0 => entry["request"]["headers"] = header("Authorization", format!("Bearer {secret}")),
            1 => entry["request"]["headers"] = header("cookie", format!("a=1; sid={secret}")),
            2 => entry["response"]["headers"] = header("Set-Cookie", format!("sid={secret}; Path=/")),
            3 => entry["request"]["url"] = format!("https://api.test/x?access_token={encoded}").into(),
            4 => entry["request"]["url"] = format!("https://ann:{encoded}@api.test/x").into(),
            5 => entry["request"]["postData"]["text"] = format!("user=ann&password={encoded}").into(),
            6 => entry["request"]["postData"]["text"] = serde_json::json!({ "clientSecret": secret }).to_string().into(),
            7 => entry["request"]["headers"] = header("X-Api-Key", secret.clone()),
            _ => entry["request"]["headers"] = header("Authorization", format!("ApiKey {secret}")),
        }
        let file = serde_json::json!({ "log": { "entries": [entry.clone(), entry] } }).to_string();
        let exchanges = har::read(&file).unwrap().exchanges;
        let (text, again) = round_trip(&exchanges.iter().map(|(_, e)| e).collect::<Vec<_>>());
        prop_assert!(!text.contains(&secret), "{text}");
        prop_assert!(!text.contains(&encoded), "{text}");
        prop_assert_eq!(&again[0], &again[1]);
    }

    /// Any text is read, and nothing panics.
    #[test]
    fn any_text_can_be_sanitised(url in "\\PC{0,60}", name in "[A-Za-z-]{1,20}", value in any::<String>(), body in any::<String>()) {
        let exchange = Exchange {
            request: latchkey::exchange::Request {
                url: latchkey::exchange::Address::new(url),
                headers: [(name.as_str(), value.as_str()), ("authorization", value.as_str()), ("cookie", body.as_str())].into_iter().collect(),
                body: Some(latchkey::exchange::Body::new(body.clone())),
                ..Default::default()
            },
            ..Exchange::default()
        };
        let once = sanitise::recording([&exchange]);
        prop_assert_eq!(once.len(), 1);
    }
}

#[test]
fn a_large_body_is_sanitised_in_bounded_time() {
    for pattern in
        ["=", "\"", "eyJ", "<", "name=\"", "<a token=", "\\\"", "--\nname=\"x\"", "a.", "password=", "{\"token\":\""]
    {
        for start in ["", "<", "{", "--"] {
            grows_linearly(pattern, 64 << 10, |bytes| {
                let body = pattern.repeat(bytes / pattern.len());
                latchkey::redact::find::in_body(&format!("{start}{body}"));
            });
        }
    }
}

#[test]
fn the_command_line_sanitises() {
    let har = r#"{"log":{"entries":[{"request":{"method":"GET","url":"https://api.test/me","headers":[{"name":"Authorization","value":"Bearer abcdef0123456789"}]},"response":{"status":401}}]}}"#;
    let folder = std::env::temp_dir().join(format!("latchkey-sanitise-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("in.har");
    std::fs::write(&file, har).unwrap();
    let run = |args: &[&str]| {
        std::process::Command::new(env!("CARGO_BIN_EXE_latchkey")).arg("sanitise").args(args).output().unwrap()
    };
    let out = run(&[file.to_str().unwrap()]);
    let text = String::from_utf8(out.stdout).unwrap();
    assert!(out.status.success() && !text.contains("abcdef0123456789"), "{text}");
    assert!(har::read(&text).is_ok_and(|har| har.exchanges.len() == 1));
    let written = folder.join("out.har");
    assert!(run(&["--out", written.to_str().unwrap(), file.to_str().unwrap()]).status.success());
    assert_eq!(std::fs::read_to_string(&written).unwrap(), text);
    let missing = run(&["nowhere.har"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(String::from_utf8(missing.stderr).unwrap().contains("nowhere.har"));
    std::fs::remove_dir_all(folder).unwrap();
}
