//! A request to run again elsewhere, secrets masked.

use crate::exchange::Request;
use crate::redact::{self, find};

/// Headers that the program which sends the request sets by itself.
const AUTOMATIC: &[&str] =
    &["host", "connection", "content-length", "accept-encoding", "transfer-encoding", "upgrade-insecure-requests"];

/// A curl command for a POSIX shell.
pub fn curl(request: &Request) -> String {
    let mut out = format!("curl {}", shell(&address(request)));
    if request.method != "GET" {
        out.push_str(&format!(" \\\n  -X {}", shell(&redact::printable(&request.method))));
    }
    for (name, value) in headers(request) {
        out.push_str(&format!(" \\\n  -H {}", shell(&format!("{name}: {value}"))));
    }
    if let Some(body) = body(request) {
        out.push_str(&format!(" \\\n  --data-raw {}", shell(&body)));
    }
    out
}

/// A call of `fetch` in JavaScript. Headers that a page may not set are left out.
pub fn fetch(request: &Request) -> String {
    let mut lines = Vec::new();
    if request.method != "GET" {
        lines.push(format!("  method: {},", string(&redact::printable(&request.method))));
    }
    let settable = |name: &str| {
        let lower = name.to_ascii_lowercase();
        !lower.starts_with("sec-") && !matches!(lower.as_str(), "cookie" | "origin" | "referer" | "user-agent")
    };
    let headers: Vec<_> = headers(request).filter(|(name, _)| settable(name)).collect();
    if !headers.is_empty() {
        lines.push("  headers: {".into());
        lines.extend(headers.iter().map(|(name, value)| format!("    {}: {},", string(name), string(value))));
        lines.push("  },".into());
    }
    lines.extend(body(request).map(|body| format!("  body: {},", string(&body))));
    if request.headers.has("cookie") {
        lines.push("  credentials: \"include\",".into());
    }
    match lines.is_empty() {
        true => format!("await fetch({});", string(&address(request))),
        false => format!("await fetch({}, {{\n{}\n}});", string(&address(request)), lines.join("\n")),
    }
}

fn address(request: &Request) -> String {
    let url = request.url.as_str();
    redact::printable(&find::masked(url, &find::in_url(url)))
}

fn headers(request: &Request) -> impl Iterator<Item = (String, String)> {
    request
        .headers
        .iter()
        .filter(|h| !h.name.starts_with(':') && !AUTOMATIC.iter().any(|a| h.name.eq_ignore_ascii_case(a)))
        .map(|h| {
            let value = find::masked(&h.value, &find::in_header(&h.name, &h.value));
            (redact::printable(&h.name), redact::printable(&value))
        })
}

fn body(request: &Request) -> Option<String> {
    let text = &request.body.as_ref()?.text;
    Some(redact::printable(&find::masked(text, &find::in_body(text))))
}

/// In single quotes, inside which a POSIX shell takes everything as it is.
fn shell(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A string of JavaScript; JSON's strings are that, too (ECMAScript 2019).
fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{Address, Body};

    fn request() -> Request {
        Request {
            method: "POST".into(),
            url: Address::new("https://api.example.com/me?access_token=hush"),
            headers: [
                ("Host", "api.example.com"),
                ("authorization", "Bearer hush"),
                ("cookie", "sid=hush"),
                ("x-note", "it's; $(rm)"),
            ]
            .into_iter()
            .collect(),
            body: Some(Body::new("{\"password\":\"hush\",\"name\":\"a\"}".into())),
        }
    }

    #[test]
    fn no_secret_is_copied() {
        let (curl, fetch) = (curl(&request()), fetch(&request()));
        assert!(!curl.contains("hush") && !fetch.contains("hush"), "{curl}\n{fetch}");
    }

    #[test]
    fn curl_is_quoted_for_the_shell() {
        assert_eq!(
            curl(&request()),
            r#"curl 'https://api.example.com/me?access_token=•••' \
  -X 'POST' \
  -H 'authorization: Bearer •••' \
  -H 'cookie: sid=•••' \
  -H 'x-note: it'\''s; $(rm)' \
  --data-raw '{"password":"•••","name":"a"}'"#
        );
    }

    #[test]
    fn fetch_leaves_out_what_a_page_may_not_set() {
        assert_eq!(
            fetch(&request()),
            r#"await fetch("https://api.example.com/me?access_token=•••", {
  method: "POST",
  headers: {
    "authorization": "Bearer •••",
    "x-note": "it's; $(rm)",
  },
  body: "{\"password\":\"•••\",\"name\":\"a\"}",
  credentials: "include",
});"#
        );
    }
}
