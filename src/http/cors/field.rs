//! One CORS header on its own: what each of its values says, and what browsers will not take.

use std::borrow::Cow;
use std::ops::Range;

use super::What;
use super::headers::is_token;
use crate::fault::Fault;

/// One value of a CORS header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// As it stands there.
    pub value: String,
    /// Its bytes in the field value.
    pub at: Range<usize>,
    /// What it says, in plain words without a full stop.
    pub meaning: Cow<'static, str>,
}

/// So many items of a list are shown.
const MOST: usize = 500;

/// Reads `Origin`, `Access-Control-*` or `Timing-Allow-Origin` (Fetch §3.2). `None` for another header.
pub fn read(name: &str, value: &str) -> Option<(Vec<Line>, Vec<Fault>)> {
    let start = value.len() - value.trim_start_matches([' ', '\t']).len();
    let text = value.trim_matches([' ', '\t']);
    let mut out = (Vec::new(), Vec::new());
    match name.to_ascii_lowercase().as_str() {
        "origin" => {
            let meaning = match text {
                "null" => "a page without an origin of its own: sandboxed, a local file, or redirected across origins",
                _ => "the origin of the page that asks",
            };
            origin(text, start, &mut out.1);
            out.0.push(line(text, start, meaning));
        }
        "access-control-allow-origin" => {
            let meaning = match text {
                "*" => "any page may read the answer, as long as the request has no credentials",
                "null" => "pages without an origin of their own may read the answer",
                _ => {
                    origin(text, start, &mut out.1);
                    match out.1.is_empty() {
                        true => "the one origin whose pages may read the answer",
                        false => "no origin as browsers write it: it matches no page",
                    }
                }
            };
            if text == "null" {
                out.1.push(Fault::new(start, What::AllowsNull.words()));
            }
            out.0.push(line(text, start, meaning));
        }
        "access-control-allow-credentials" => {
            if text != "true" {
                out.1.push(Fault::new(start, What::CredentialsNotTrue.words()));
            }
            let meaning = match text {
                "true" => "the page may read the answer to a request with cookies or a login",
                _ => "nothing: the answer to a request with cookies or a login stays hidden",
            };
            out.0.push(line(text, start, meaning));
        }
        "access-control-allow-methods" => list(text, start, &mut out, &|item| match item {
            "*" => "any method, as long as the request has no credentials",
            _ => "a method that the page may use",
        }),
        "access-control-allow-headers" => list(text, start, &mut out, &|item| match item {
            "*" => "any request header but Authorization, as long as the request has no credentials",
            _ => "a request header that the page may set",
        }),
        "access-control-expose-headers" => list(text, start, &mut out, &|item| match item {
            "*" => "the page may read any response header, as long as the request has no credentials",
            _ => "a response header that the page may read",
        }),
        "access-control-request-headers" => {
            list(text, start, &mut out, &|_| "a request header that the page wants to set")
        }
        "access-control-request-method" => {
            out.0.push(line(text, start, "the method that the page wants to use"));
            tokens(text, start, &mut out.1);
        }
        "access-control-max-age" => {
            if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
                out.1.push(Fault::new(start, "a whole number of seconds is meant; browsers take 5 (Fetch §4.9)"));
            }
            let meaning =
                "for so many seconds the browser may remember the preflight; Chromium stops at 7200, Firefox at 86400";
            out.0.push(line(text, start, meaning));
        }
        "access-control-request-private-network" | "access-control-request-local-network" => {
            out.0.push(line(text, start, "the page asks for a device of the local network"));
        }
        "access-control-allow-private-network" | "access-control-allow-local-network" => {
            if text != "true" {
                out.1.push(Fault::new(start, What::NoPrivateNetwork.words()));
            }
            out.0.push(line(text, start, "pages of public networks may reach this device"));
        }
        "timing-allow-origin" => list_of(text, start, &mut out.0, &|_| "an origin whose pages may see detailed timing"),
        _ => return None,
    }
    Some(out)
}

fn line(value: &str, start: usize, meaning: impl Into<Cow<'static, str>>) -> Line {
    Line { value: value.to_owned(), at: start..start + value.len(), meaning: meaning.into() }
}

/// Whether a text is an origin as browsers write it: scheme, host, port; nothing after it.
fn origin(text: &str, start: usize, faults: &mut Vec<Fault>) {
    let at = |c: &[char]| start + text.find(c).unwrap_or(0);
    let rest = text.split_once("://").map(|(_, rest)| rest);
    let problem = if text == "null" {
        return;
    } else if text.is_empty() {
        Some((start, "the value is missing".to_owned()))
    } else if text.contains([',', ' ']) {
        Some((at(&[',', ' ']), What::SeveralOrigins.words()))
    } else if text.contains('*') {
        Some((at(&['*']), What::PartialWildcard.words()))
    } else if text.contains(['"', '\'']) {
        Some((at(&['"', '\'']), "an origin does not stand in quotes".to_owned()))
    } else {
        match rest {
            None => Some((start, What::NoScheme.words())),
            Some(rest) => rest.find(['/', '?', '#']).map(|slash| {
                let alone = rest.len() == slash + 1;
                let what = if alone { What::TrailingSlash.words() } else { "an origin has no path".to_owned() };
                (start + text.len() - rest.len() + slash, what)
            }),
        }
    };
    let upper = text.find(|c: char| c.is_ascii_uppercase()).map(|n| (start + n, What::OriginCase.words()));
    faults.extend(problem.or(upper).map(|(at, what)| Fault::new(at, what)));
}

type Read = (Vec<Line>, Vec<Fault>);

fn list(text: &str, start: usize, out: &mut Read, meaning: &dyn Fn(&str) -> &'static str) {
    list_of(text, start, &mut out.0, meaning);
    for item in &out.0 {
        tokens(&item.value, item.at.start, &mut out.1);
    }
    if text.split(',').count() > MOST {
        let end = out.0.last().map_or(start, |item| item.at.end);
        out.1.push(Fault::new(end, format!("only the first {MOST} items are read")));
    }
    out.1.truncate(64);
}

fn list_of(text: &str, start: usize, out: &mut Vec<Line>, meaning: &dyn Fn(&str) -> &'static str) {
    let mut at = start;
    for item in text.split(',').take(MOST) {
        let plain = item.trim_matches([' ', '\t']);
        let lead = item.len() - item.trim_start_matches([' ', '\t']).len();
        if !plain.is_empty() {
            out.push(line(plain, at + lead, meaning(plain)));
        }
        at += item.len() + 1;
    }
}

/// A name with a character that names do not have spoils the whole list; standard methods have one case.
fn tokens(item: &str, start: usize, faults: &mut Vec<Fault>) {
    const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"];
    if !is_token(item) {
        faults.push(Fault::new(start, What::BadList.words()));
    } else if !METHODS.contains(&item) && METHODS.iter().any(|m| m.eq_ignore_ascii_case(item)) {
        faults.push(Fault::new(start, "methods have case; the browser asks for them in capitals"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_header_says_what_it_means() {
        for (name, value, items, fault) in [
            ("Access-Control-Allow-Origin", "https://app.test", 1, None),
            ("access-control-allow-origin", "https://app.test/", 1, Some((16, "no slash"))),
            ("Access-Control-Allow-Origin", "https://a.test, https://b.test", 1, Some((14, "one origin"))),
            ("Access-Control-Allow-Origin", "https://*.test", 1, Some((8, "lone *"))),
            ("Access-Control-Allow-Origin", "app.test", 1, Some((0, "https://"))),
            ("Access-Control-Allow-Origin", "https://App.test", 1, Some((8, "lower case"))),
            ("Access-Control-Allow-Origin", "null", 1, Some((0, "sandboxed"))),
            ("Access-Control-Allow-Origin", "*", 1, None),
            ("Access-Control-Allow-Credentials", "True", 1, Some((0, "lower case"))),
            ("Access-Control-Allow-Methods", "GET, post", 2, Some((5, "capitals"))),
            ("Access-Control-Allow-Headers", "authorization, x y", 2, Some((15, "whole list"))),
            ("Access-Control-Max-Age", "1h", 1, Some((0, "seconds"))),
            ("Access-Control-Request-Headers", "authorization,content-type", 2, None),
            ("Origin", "null", 1, None),
            ("Origin", "https://app.test:8443", 1, None),
        ] {
            let (lines, faults) = read(name, value).unwrap();
            assert_eq!(lines.len(), items, "{name}: {value}");
            assert!(lines.iter().all(|l| value[l.at.clone()] == l.value), "{lines:?}");
            let first = faults.first();
            assert_eq!(first.map(|f| f.at), fault.map(|(at, _)| at), "{name}: {value}: {faults:?}");
            assert!(first.zip(fault).is_none_or(|(f, (_, what))| f.what.contains(what)), "{name}: {value}: {faults:?}");
        }
        assert_eq!(read("Accept", "x"), None);
        let (lines, faults) = read("Access-Control-Allow-Headers", &"x,".repeat(100_000)).unwrap();
        assert_eq!(lines.len(), MOST);
        assert!(faults.iter().any(|f| f.what.contains("only the first")));
    }
}
