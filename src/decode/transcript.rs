//! What a terminal showed: a `curl` command and, below it, the answer that `-i` or `-v` prints.

use super::{Decoded, curl, header};
use crate::exchange::{Body, Exchange, Header, Headers, Request, Response};
use crate::fault::Fault;
use crate::instant::Instant;

/// A command with what it got.
#[derive(Clone, Debug, PartialEq)]
pub struct Transcript {
    /// The request that the command makes.
    pub request: Request,
    /// The answer, where one stands below.
    pub answer: Option<Response>,
    /// What is wrong with the command.
    pub faults: Vec<Fault>,
}

/// Reads a command and the answer below it; `None` for what begins with no `curl` command. Of several answers it is the last, but
/// none behind a redirect: that is an answer to another request.
///
/// ```
/// use latchkey::decode::transcript;
///
/// let told = transcript::read("$ curl -i https://a.test/me\nHTTP/1.1 401 Unauthorized\nServer: x\n\nno").unwrap();
/// assert_eq!(told.answer.unwrap().status, 401);
/// ```
pub fn read(text: &str) -> Option<Transcript> {
    let (request, faults) = curl::read(text)?;
    Some(Transcript { request, answer: answer(text), faults })
}

impl Transcript {
    /// What request and answer carry, each piece on its own.
    pub fn decoded(&self) -> Vec<Decoded> {
        let mut all = super::request(&self.request);
        let headers = self.answer.iter().flat_map(|answer| answer.headers.iter());
        let mut names: Vec<&str> = Vec::new();
        for Header { name, .. } in headers {
            if !names.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                names.push(name);
            }
        }
        for name in names {
            let values: Vec<_> = self.answer.iter().flat_map(|a| a.headers.all(name)).map(str::to_owned).collect();
            all.push(header(name, &values));
        }
        all.retain(Decoded::says);
        all
    }

    /// The exchange that it shows, as it would have been recorded; `None` without an answer. When it took place nobody wrote down:
    /// it is the time of the answer's own `Date`, so that no clock is said to be wrong, or `now`.
    pub fn exchange(&self, now: Instant) -> Option<Exchange> {
        let response = self.answer.clone()?;
        let started = response.headers.get("date").and_then(Instant::parse_http_date).unwrap_or(now);
        Some(Exchange { started, request: self.request.clone(), response, ..Exchange::default() })
    }
}

fn answer(text: &str) -> Option<Response> {
    let lines: Vec<&str> = text.lines().map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    // `-v` marks what came, and writes of its own doings between it.
    let marked = lines.iter().any(|line| line.strip_prefix("< ").and_then(status).is_some());
    let mut found = None;
    for (at, line) in lines.iter().enumerate() {
        let Some((code, phrase)) = begin(line, marked) else { continue };
        found = Some((at, code, phrase));
        if (300..400).contains(&code) {
            break;
        }
    }
    let (at, status, phrase) = found?;
    let mut rest = lines.get(at + 1..).unwrap_or_default().iter().copied();
    let mut headers = Vec::new();
    for line in rest.by_ref() {
        if marked && line.starts_with("* ") {
            continue;
        }
        let line = if marked { line.strip_prefix('<').unwrap_or(line).trim_start() } else { line };
        let Some((name, value)) = line.split_once(':') else { break };
        headers.push(Header { name: name.trim().to_owned(), value: value.trim().to_owned() });
    }
    let noise = |line: &&str| marked && ["* ", "{ [", "} ["].iter().any(|mark| line.starts_with(mark));
    let body: Vec<_> = rest.filter(|line| !noise(line)).take_while(|line| begin(line, marked).is_none()).collect();
    let body = body.join("\n");
    let headers: Headers = headers.into_iter().collect();
    let mime_type = headers.get("content-type").unwrap_or_default().split(';').next().unwrap_or_default().trim();
    Some(Response {
        status,
        status_text: phrase.to_owned(),
        mime_type: mime_type.to_owned(),
        body: (!body.trim().is_empty()).then(|| Body::new(body)),
        redirect_url: headers.get("location").map(str::to_owned),
        headers,
        size: None,
    })
}

/// The begin of an answer.
fn begin(line: &str, marked: bool) -> Option<(u16, &str)> {
    status(if marked { line.strip_prefix("< ")? } else { line })
}

/// Code and phrase of a status line (RFC 9112 §4), or of the one that curl writes for HTTP/2 and HTTP/3.
fn status(line: &str) -> Option<(u16, &str)> {
    let (version, rest) = line.strip_prefix("HTTP/")?.split_once(' ')?;
    let (code, phrase) = rest.split_once(' ').unwrap_or((rest, ""));
    let known = version.bytes().all(|b| b.is_ascii_digit() || b == b'.') && code.len() == 3;
    Some((code.parse().ok().filter(|_| known)?, phrase.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let Some(Response { status, status_text, headers, body, mime_type, .. }) = read(text).unwrap().answer else {
            return "none".into();
        };
        let headers: Vec<_> = headers.iter().map(|h| format!("{}: {}", h.name, h.value)).collect();
        format!("{status} {status_text}|{}|{mime_type}|{}", headers.join("|"), body.map_or(String::new(), |b| b.text))
    }

    #[test]
    fn the_answer_below_a_command_is_read() {
        for (text, expected) in [
            ("curl https://a.test/", "none"),
            (
                "$ curl -i https://a.test/\nHTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM\r\n\r\nno\nno\n",
                "401 Unauthorized|WWW-Authenticate: NTLM||no\nno",
            ),
            (
                "curl -i https://a.test/\nHTTP/2 403 \ncontent-type: text/html; charset=x\n\n",
                "403 |content-type: text/html; charset=x|text/html|",
            ),
            (
                "curl -v https://a.test/\n* Trying 1.2.3.4:443...\n> GET / HTTP/2\n> accept: */*\n>\n* Mark bundle\n< HTTP/2 401\n< server: x\n* Added cookie a=b\n< date: y\n<\n{ [3 bytes data]\n{\"a\":\n 1}\n* Connection #0 to host a.test left intact",
                "401 |server: x|date: y||{\"a\":\n 1}",
            ),
            // The handshake's second answer is the one that counts.
            (
                "curl -i --digest -u a:b https://a.test/\nHTTP/1.1 401 Unauthorized\nA: 1\n\nHTTP/1.1 404 Not Found\nB: 2\n\nx",
                "404 Not Found|B: 2||x",
            ),
            // What follows a redirect answers another URL.
            (
                "curl -iL https://a.test/\nHTTP/1.1 302 Found\nLocation: /login\n\nHTTP/1.1 200 OK\n\nx",
                "302 Found|Location: /login||",
            ),
            ("curl https://a.test/\nHTTP/x 401 no\nHTTP/1.1 4010 no", "none"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn an_exchange_has_the_time_of_its_answer() {
        let now = Instant::parse_rfc3339("2026-11-22T12:00:00Z").unwrap();
        let told = read("curl -i https://a.test/\nHTTP/1.1 401 x\nDate: Sat, 21 Nov 2026 02:45:24 GMT").unwrap();
        assert_eq!(told.exchange(now).unwrap().started.iso(), "2026-11-21T02:45:24Z");
        let told = read("curl -i https://a.test/\nHTTP/1.1 401 x").unwrap();
        assert_eq!(told.exchange(now).unwrap().started, now);
        assert_eq!(read("curl https://a.test/").unwrap().exchange(now), None);
    }

    #[test]
    fn what_both_carry_is_decoded() {
        let told = read("curl -i https://a.test/ -H 'Authorization: Basic YTpi'\nHTTP/1.1 401 x\nWWW-Authenticate: NTLM\nServer: x\nwww-authenticate: Negotiate").unwrap();
        let names: Vec<_> = told.decoded().into_iter().map(|d| (d.header.unwrap(), d.values.len())).collect();
        assert_eq!(names, [("Authorization".into(), 1), ("WWW-Authenticate".into(), 2)]);
    }
}
