//! A request to run again elsewhere, secrets masked unless the user asked for them.

use crate::exchange::{Header, Request};
use crate::redact::{self, find};

/// Headers that the program which sends the request sets by itself.
const AUTOMATIC: &[&str] =
    &["host", "connection", "content-length", "accept-encoding", "transfer-encoding", "upgrade-insecure-requests"];

/// Headers that a page may not set (Fetch §2.2.2, forbidden request-headers) and that tell nothing of
/// the app, besides those of [`AUTOMATIC`].
const BROWSERS_OWN: &[&str] = &[
    "accept-charset", "access-control-request-headers", "access-control-request-method",
    "access-control-request-private-network", "cookie", "cookie2", "date", "dnt", "expect", "keep-alive", "origin",
    "referer", "set-cookie", "te", "trailer", "upgrade", "user-agent", "via",
];

/// Whether secrets are written out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Secrets {
    /// A mask stands in their place.
    #[default]
    Masked,
    /// They are there. Only after the user asked for it and read what that means.
    Shown,
}

/// For which program a request is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// curl in a POSIX shell.
    #[default]
    Curl,
    /// curl in Windows' `cmd.exe`.
    CurlCmd,
    /// HTTPie in a POSIX shell.
    Httpie,
    /// `fetch` in JavaScript.
    Fetch,
}

/// The request in that form.
pub fn write(form: Form, request: &Request, secrets: Secrets) -> String {
    let parts = Parts::of(request, secrets);
    match form {
        Form::Curl => curl(&parts, shell, " \\\n  "),
        Form::CurlCmd => curl(&parts, cmd, " ^\r\n  "),
        Form::Httpie => httpie(&parts),
        Form::Fetch => fetch(&parts),
    }
}

/// The headers that a page may set when it repeats a request; the browser adds its own.
pub fn settable(request: &Request) -> impl Iterator<Item = &Header> {
    request.headers.iter().filter(|h| {
        let name = h.name.to_ascii_lowercase();
        let own = name.starts_with(':') || name.starts_with("sec-") || name.starts_with("proxy-");
        !own && !AUTOMATIC.contains(&name.as_str()) && !BROWSERS_OWN.contains(&name.as_str())
    })
}

/// What is written, masked or not.
struct Parts {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
    /// The headers that a page may set.
    settable: Vec<(String, String)>,
    cookies: bool,
}

impl Parts {
    fn of(request: &Request, secrets: Secrets) -> Self {
        let shown = |text: &str, find: &dyn Fn(&str) -> Vec<std::ops::Range<usize>>| match secrets {
            Secrets::Masked => redact::printable(&find::masked(text, &find(text))),
            Secrets::Shown => text.to_owned(),
        };
        let header =
            |h: &Header| (shown(&h.name, &|_| Vec::new()), shown(&h.value, &|value| find::in_header(&h.name, value)));
        let sent = |h: &&Header| !h.name.starts_with(':') && !AUTOMATIC.iter().any(|a| h.name.eq_ignore_ascii_case(a));
        Parts {
            method: shown(&request.method, &|_| Vec::new()),
            url: shown(request.url.as_str(), &find::in_url),
            headers: request.headers.iter().filter(sent).map(header).collect(),
            body: request.body.as_ref().map(|b| shown(&b.text, &find::in_body)),
            settable: settable(request).map(header).collect(),
            cookies: request.headers.has("cookie"),
        }
    }
}

fn curl(parts: &Parts, quote: fn(&str) -> String, next: &str) -> String {
    let mut words = vec![format!("curl {}", quote(&parts.url))];
    // curl takes brackets in a URL for ranges.
    if parts.url.contains(['[', ']', '{', '}']) {
        words.push("--globoff".into());
    }
    match parts.method.as_str() {
        "GET" if parts.body.is_none() => {}
        // With -X it would wait for a body that never comes.
        "HEAD" => words.push("--head".into()),
        method => words.push(format!("-X {}", quote(method))),
    }
    words.extend(parts.headers.iter().map(|(name, value)| {
        // A header without a value ends in a semicolon; with a colon curl would leave it out.
        let line = if value.is_empty() { format!("{name};") } else { format!("{name}: {value}") };
        format!("-H {}", quote(&line))
    }));
    words.extend(parts.body.as_ref().map(|body| format!("--data-raw {}", quote(body))));
    words.join(next)
}

fn httpie(parts: &Parts) -> String {
    let mut words = vec![format!("http {} {}", shell(&parts.method), shell(&parts.url))];
    words.extend(parts.headers.iter().map(|(name, value)| match value.strip_prefix('=') {
        _ if value.is_empty() => shell(&format!("{name};")),
        // `name:=` would begin a field of JSON.
        Some(rest) => shell(&format!("{name}:\\={rest}")),
        None => shell(&format!("{name}:{value}")),
    }));
    words.extend(parts.body.as_ref().map(|body| format!("--raw {}", shell(body))));
    words.join(" \\\n  ")
}

/// A call of `fetch`. Headers that a page may not set are left out.
fn fetch(parts: &Parts) -> String {
    let mut lines = Vec::new();
    if parts.method != "GET" {
        lines.push(format!("  method: {},", string(&parts.method)));
    }
    if !parts.settable.is_empty() {
        lines.push("  headers: {".into());
        lines.extend(parts.settable.iter().map(|(name, value)| format!("    {}: {},", string(name), string(value))));
        lines.push("  },".into());
    }
    lines.extend(parts.body.as_ref().map(|body| format!("  body: {},", string(body))));
    if parts.cookies {
        lines.push("  credentials: \"include\",".into());
    }
    match lines.is_empty() {
        true => format!("await fetch({});", string(&parts.url)),
        false => format!("await fetch({}, {{\n{}\n}});", string(&parts.url), lines.join("\n")),
    }
}

/// In single quotes, inside which a POSIX shell takes everything as it is. Characters that a terminal
/// would act on are written as escapes, in the `$'…'` of bash, zsh and ksh.
fn shell(text: &str) -> String {
    if redact::printable(text) == text {
        return format!("'{}'", text.replace('\'', r"'\''"));
    }
    let mut out = String::from("$'");
    for c in text.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if redact::printable(c.encode_utf8(&mut [0; 4])).len() > c.len_utf8() => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out + "'"
}

/// In quotes for `cmd.exe`, which acts on its own characters before curl sees the line, and inside
/// quotes, too: each is escaped by `^`, quotes and backslashes for curl by `\`.
fn cmd(text: &str) -> String {
    let mut out = String::from("^\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\^\""),
            '\\' => out.push_str("\\\\"),
            // A line end must be escaped, and needs a second one to be there.
            '\n' => out.push_str("^\r\n\r\n"),
            '\r' => {}
            '%' => out.push_str("^%^"),
            '&' | '|' | '<' | '>' | '^' | '!' | '(' | ')' | '@' | '#' | '$' | '{' | '}' | '[' | ']' => {
                out.extend(['^', c])
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out + "^\""
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
        for form in [Form::Curl, Form::CurlCmd, Form::Httpie, Form::Fetch] {
            let masked = write(form, &request(), Secrets::Masked);
            assert!(!masked.contains("hush"), "{masked}");
            let shown = write(form, &request(), Secrets::Shown);
            assert!(shown.matches("hush").count() >= 3, "{shown}");
        }
    }

    #[test]
    fn curl_is_quoted_for_the_shell() {
        assert_eq!(
            write(Form::Curl, &request(), Secrets::Masked),
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
            write(Form::Fetch, &request(), Secrets::Masked),
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

    #[test]
    fn httpie_is_quoted_for_the_shell() {
        let mut request = request();
        request.headers = [("x-empty", ""), ("x-json", "=1"), ("x-note", "it's")].into_iter().collect();
        assert_eq!(
            write(Form::Httpie, &request, Secrets::Shown),
            r#"http 'POST' 'https://api.example.com/me?access_token=hush' \
  'x-empty;' \
  'x-json:\=1' \
  'x-note:it'\''s' \
  --raw '{"password":"hush","name":"a"}'"#
        );
    }

    #[test]
    fn a_terminal_acts_on_nothing() {
        assert_eq!(shell("a\u{1b}[31m'\u{202e}"), r"$'a\u001b[31m\'\u202e'");
        assert_eq!(shell("two\nlines"), "'two\nlines'");
        assert_eq!(cmd(r#"a & "b" 100%PATH% \"#), r#"^"a ^& \^"b\^" 100^%^PATH^%^ \\^""#);
    }

    #[test]
    fn curl_takes_the_url_and_the_method_as_they_are() {
        let request =
            Request { method: "HEAD".into(), url: Address::new("https://a.test/?x[]=1"), ..Request::default() };
        assert_eq!(
            write(Form::Curl, &request, Secrets::Masked),
            "curl 'https://a.test/?x[]=1' \\\n  --globoff \\\n  --head"
        );
    }
}
