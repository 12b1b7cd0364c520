//! The Chrome DevTools Protocol over one WebSocket, without an async runtime.
//!
//! All targets share the connection; each attached one has a session id (“flat” mode). Answers are matched by number;
//! events that arrive meanwhile are kept until somebody asks for them.

use crate::step::{Context, Failure, Result};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::io::ErrorKind;
use std::net::TcpStream;
use std::thread::sleep;
use std::time::{Duration, Instant};
use tungstenite::{Error, Message, WebSocket};

/// Longer than any healthy answer; a browser that takes longer hangs.
const ANSWER: Duration = Duration::from_secs(30);
const POLL: Duration = Duration::from_millis(40);
/// Old events are dropped past this number, so that a long run cannot fill the memory.
const EVENTS: usize = 2_000;

pub struct Cdp {
    socket: WebSocket<TcpStream>,
    number: u64,
    events: VecDeque<Value>,
}

/// An attached target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session(pub String);

/// What `Target.getTargets` says of a tab, an iframe, a worker …
#[derive(Debug, Clone)]
pub struct Target {
    pub id: String,
    pub kind: String,
    pub url: String,
    pub attached: bool,
}

impl Cdp {
    /// Connects to a browser's `/devtools/browser/…` path on the loopback `port`.
    pub fn connect(port: u16, path: &str) -> Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port)).context("connecting to the browser")?;
        stream.set_nodelay(true).context("connecting to the browser")?;
        let (socket, _) = tungstenite::client(format!("ws://127.0.0.1:{port}{path}"), stream)
            .context("opening the browser's WebSocket")?;
        Ok(Self { socket, number: 0, events: VecDeque::new() })
    }

    /// Calls a method of the browser itself.
    pub fn browser(&mut self, method: &str, params: Value) -> Result<Value> {
        self.call(None, method, params)
    }

    /// Calls a method of an attached target.
    pub fn session(&mut self, session: &Session, method: &str, params: Value) -> Result<Value> {
        self.call(Some(session), method, params)
    }

    /// Evaluates an expression, awaiting promises; an exception is a failure with its text.
    pub fn evaluate(&mut self, session: &Session, expression: &str) -> Result<Value> {
        let params =
            json!({ "expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true });
        let answer = self.session(session, "Runtime.evaluate", params)?;
        match answer.get("exceptionDetails") {
            None => Ok(answer.pointer("/result/value").cloned().unwrap_or(Value::Null)),
            Some(details) => {
                let text = details
                    .pointer("/exception/description")
                    .or(details.get("text"))
                    .and_then(Value::as_str)
                    .unwrap_or("unknown exception");
                Err(Failure::new(format!("evaluating `{}`: {text}", shorten(expression)), ""))
            }
        }
    }

    /// Repeats `look` until it finds something. Errors count as “not yet”; the last one is told when time runs out.
    pub fn wait<T>(
        &mut self,
        what: &str,
        limit: Duration,
        mut look: impl FnMut(&mut Self) -> Result<Option<T>>,
    ) -> Result<T> {
        let started = Instant::now();
        loop {
            let last = match look(self) {
                Ok(Some(found)) => return Ok(found),
                Ok(None) => String::new(),
                Err(failure) => format!(": {}", failure.what),
            };
            if started.elapsed() > limit {
                return Err(Failure::new(format!("waited {} s in vain for {what}{last}", limit.as_secs()), ""));
            }
            sleep(POLL);
        }
    }

    /// Waits until a JavaScript expression is truthy, and returns its value.
    pub fn wait_for(&mut self, session: &Session, what: &str, limit: Duration, expression: &str) -> Result<Value> {
        self.wait(what, limit, |cdp| {
            let value = cdp.evaluate(session, expression)?;
            let falsy = value.is_null() || value == json!(false) || value == json!("") || value == json!(0);
            Ok((!falsy).then_some(value))
        })
    }

    /// All targets, iframes and workers included.
    pub fn targets(&mut self) -> Result<Vec<Target>> {
        // Without the empty filter the browser leaves iframes out.
        let answer = self.browser("Target.getTargets", json!({ "filter": [{}] }))?;
        let text = |info: &Value, key: &str| info.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let infos = answer.get("targetInfos").and_then(Value::as_array).cloned().unwrap_or_default();
        Ok(infos
            .iter()
            .map(|info| Target {
                id: text(info, "targetId"),
                kind: text(info, "type"),
                url: text(info, "url"),
                attached: info.get("attached") == Some(&json!(true)),
            })
            .collect())
    }

    pub fn attach(&mut self, target: &str) -> Result<Session> {
        let answer = self.browser("Target.attachToTarget", json!({ "targetId": target, "flatten": true }))?;
        Ok(Session(string(&answer, "sessionId")?))
    }

    /// Takes the events named `method` of `session` that have arrived so far.
    pub fn take_events(&mut self, session: &Session, method: &str) -> Vec<Value> {
        let wanted = |event: &Value| {
            event.get("method") == Some(&json!(method)) && event.get("sessionId") == Some(&json!(session.0))
        };
        let (taken, kept) = self.events.drain(..).partition(wanted);
        self.events = kept;
        taken.into()
    }

    fn call(&mut self, session: Option<&Session>, method: &str, params: Value) -> Result<Value> {
        self.number += 1;
        let mut message = json!({ "id": self.number, "method": method, "params": params });
        if let (Some(session), Some(fields)) = (session, message.as_object_mut()) {
            fields.insert("sessionId".to_owned(), json!(session.0));
        }
        self.socket.send(Message::text(message.to_string())).context(method)?;
        let until = Instant::now() + ANSWER;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Failure::new(
                    format!("the browser did not answer {method} within {} s", ANSWER.as_secs()),
                    "",
                ));
            }
            self.socket.get_mut().set_read_timeout(Some(left)).context(method)?;
            let text = match self.socket.read() {
                Ok(Message::Text(text)) => text,
                Ok(_) => continue,
                Err(Error::Io(error))
                    if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted) =>
                {
                    continue;
                }
                Err(error) => return Err(Failure::new(format!("{method}: the browser has gone ({error})"), "")),
            };
            let answer: Value = serde_json::from_str(&text).context(method)?;
            if answer.get("id") == Some(&json!(self.number)) {
                return match answer.get("error") {
                    Some(error) => Err(Failure::new(
                        format!("{method}: {}", error.get("message").and_then(Value::as_str).unwrap_or("refused")),
                        "",
                    )),
                    None => Ok(answer.get("result").cloned().unwrap_or(Value::Null)),
                };
            }
            if answer.get("method").is_some() {
                self.events.push_back(answer);
                if self.events.len() > EVENTS {
                    self.events.pop_front();
                }
            }
        }
    }
}

/// A text field of an answer that must be there.
pub fn string(answer: &Value, key: &str) -> Result<String> {
    let text = answer.get(key).and_then(Value::as_str).map(str::to_owned);
    text.ok_or_else(|| Failure::new(format!("the browser's answer lacks {key}: {answer}"), ""))
}

fn shorten(expression: &str) -> String {
    let line: String = expression.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() > 120 { line.chars().take(120).chain(['…']).collect() } else { line }
}
