//! Names and values in a text, whatever the values are: the ways through a query, a form, JSON and
//! multipart. No value is decoded, and a cut text gives what stands before the cut.

use std::ops::Range;

use percent_encoding::percent_decode_str;

/// A value with the name it stands under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// As written, percent-decoded in a query or form; for JSON the path, `data.access_token`.
    pub name: String,
    /// The bytes of the value, without quotes around it.
    pub at: Range<usize>,
}

/// Deeper JSON has no names that say anything.
const MAX_DEPTH: usize = 64;

/// `a=b&c=d`, as it stands in a query, a fragment or an `application/x-www-form-urlencoded` body.
/// `;` separates, too, as in older forms. `from` is where it begins in the text.
pub fn pairs(text: &str, from: usize) -> Vec<Named> {
    let mut found = Vec::new();
    let mut at = from;
    for pair in text.get(from..).unwrap_or_default().split(['&', ';', '#', '?']) {
        if let Some((name, value)) = pair.split_once('=') {
            let start = at + name.len() + 1;
            found.push(Named { name: decoded(name.trim()), at: start..start + value.len() });
        }
        at += pair.len() + 1;
    }
    found
}

/// `name=value` anywhere in the value of a header or in a form, with or without quotes around the value.
pub fn params(text: &str) -> Vec<Named> {
    let ends = |c: char| matches!(c, '?' | '&' | '#' | ';' | ',' | ' ' | '\n' | '"' | '<' | '>');
    let mut found = Vec::new();
    let mut word = 0;
    let mut skip = 0;
    for (at, c) in text.char_indices() {
        if at < skip {
            continue;
        }
        if ends(c) {
            word = at + c.len_utf8();
        } else if c == '=' && at > word {
            let name = decoded(text.get(word..at).unwrap_or_default());
            let quote = usize::from(text.get(at + 1..).is_some_and(|rest| rest.starts_with('"')));
            let start = at + 1 + quote;
            let rest = text.get(start..).unwrap_or_default();
            let stop = if quote == 1 { rest.find('"') } else { rest.find(ends) };
            let end = start + stop.unwrap_or(rest.len());
            found.push(Named { name, at: start..end });
            skip = end + quote;
            word = skip;
        }
    }
    found
}

/// The strings and numbers of JSON, with the path of their names. The text need not be valid.
pub fn json(text: &str) -> Vec<Named> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let (mut path, mut too_deep): (Vec<&str>, usize) = (Vec::new(), 0);
    let mut name: Option<&str> = None;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = string_end(bytes, at + 1);
                let string = at + 1..end;
                let after = bytes.get(end + 1..).unwrap_or_default();
                if after.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b':') {
                    name = text.get(string);
                } else {
                    found.push(Named { name: join(&path, name.take()), at: string });
                }
                at = end;
            }
            b'0'..=b'9' | b'-' if name.is_some() => {
                let length = bytes.get(at..).unwrap_or_default().iter().take_while(|b| is_number(**b)).count();
                found.push(Named { name: join(&path, name.take()), at: at..at + length });
                at += length.max(1) - 1;
            }
            b'{' | b'[' if path.len() < MAX_DEPTH => path.push(name.take().unwrap_or_default()),
            b'{' | b'[' => too_deep += 1,
            b'}' | b']' if too_deep > 0 => too_deep -= 1,
            b'}' | b']' => drop(path.pop()),
            b',' => name = None,
            _ => {}
        }
        at += 1;
    }
    found
}

/// The fields of a `multipart/form-data` body (RFC 7578 §4.2).
pub fn multipart(text: &str) -> Vec<Named> {
    let mut found = Vec::new();
    let boundary = text.lines().next().unwrap_or_default().trim_end();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.find("name=\"")).map(|n| at + n + 6) {
        let rest = text.get(start..).unwrap_or_default();
        let name = rest.split('"').next().unwrap_or_default();
        let head = rest.find("\r\n\r\n").map(|n| (n, 4)).or_else(|| rest.find("\n\n").map(|n| (n, 2)));
        let Some(value) = head.map(|(n, width)| start + n + width) else { break };
        let rest = text.get(value..).unwrap_or_default();
        let length = rest.find(boundary).unwrap_or(rest.len());
        let inner = rest.get(..length).unwrap_or_default().trim_end_matches(['\r', '\n']);
        found.push(Named { name: name.to_owned(), at: value..value + inner.len() });
        at = value + length;
    }
    found
}

/// As a form writes `user[password]`: `user%5Bpassword%5D`.
fn decoded(name: &str) -> String {
    percent_decode_str(name).decode_utf8_lossy().into_owned()
}

fn join(path: &[&str], name: Option<&str>) -> String {
    let mut out = String::new();
    for part in path.iter().copied().chain(name).filter(|part| !part.is_empty()) {
        if !out.is_empty() {
            out.push('.');
        }
        out.push_str(part);
    }
    out
}

fn is_number(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E')
}

/// Where a JSON string that begins at `at` ends: its closing quote, or the end of the text.
fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'"' => return end,
            b'\\' => end += 2,
            _ => end += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, found: Vec<Named>, expect: &[(&str, &str)]) {
        let found: Vec<(&str, &str)> = found.iter().map(|n| (n.name.as_str(), &text[n.at.clone()])).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn walks_each_form() {
        let text = "/x?a=1&b=&c#d=2";
        check(text, pairs(text, 3), &[("a", "1"), ("b", ""), ("d", "2")]);
        let text = "0;url=https://a.b/?t=1, x=\"y z\"; q=5";
        check(text, params(text), &[("url", "https://a.b/"), ("t", "1"), ("x", "y z"), ("q", "5")]);
        let text = r#"{"a": {"b": "x\"y", "n": -1.5}, "list": ["u", {"c": "v"}], "cut": "w"#;
        check(text, json(text), &[("a.b", "x\\\"y"), ("a.n", "-1.5"), ("list", "u"), ("list.c", "v"), ("cut", "w")]);
        let text = "--b1\r\nContent-Disposition: form-data; name=\"p\"\r\n\r\nsecret\r\n--b1\r\nContent-Disposition: form-data; name=\"q\"; filename=\"f\"\r\n\r\nx\r\n--b1--\r\n";
        check(text, multipart(text), &[("p", "secret"), ("q", "x")]);
    }

    #[test]
    fn deep_json_keeps_its_paths() {
        let text = format!("{{\"a\":{}\"x\"{},\"b\":\"y\"}}", "[".repeat(10_000), "]".repeat(10_000));
        check(&text, json(&text), &[("a", "x"), ("b", "y")]);
    }
}
