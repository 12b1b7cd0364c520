//! Where tokens are: in headers, query strings, forms, JSON, cookies and WebSocket protocols.
//!
//! Every response passes through here, so the usual case, nothing at all, is told by one walk over
//! the text that looks at its bytes only.

use std::ops::Range;

use super::envelope::decode_percent;
use super::{Token, opaque, read};

/// A token in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The name it stands under: a parameter, a cookie, a JSON path such as `data.access_token`;
    /// empty in free text.
    pub name: String,
    /// Its bytes in the text that was searched, as they stand there: encoded, but without quotes.
    pub at: Range<usize>,
    /// What it is.
    pub token: Token,
}

/// More tokens than these in one text say nothing new.
const MAX_HITS: usize = 64;

/// Texts are searched up to here, in bytes.
const MAX_TEXT: usize = 1 << 20;

/// The shortest token that is looked at: shorter ones are codes and ids.
const MIN_TOKEN: usize = 20;

/// Finds tokens in any text, by their form: JOSE, PASETO, Fernet, and vendors' prefixes.
pub fn find_in_text(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let text = clip(text);
    let mut start = None;
    for (at, byte) in text.bytes().enumerate().chain([(text.len(), b' ')]) {
        let inside = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'+' | b'/' | b'=');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                start = None;
                // A sentence ends with a dot; `name=token` begins with a name.
                let word = text.get(from..at).unwrap_or_default();
                let word = word.trim_end_matches(['.', '/', '~']);
                let lead = word.trim_end_matches('=').rfind('=').map_or(0, |equals| equals + 1);
                let word = word.get(lead..).unwrap_or_default();
                if word.len() >= MIN_TOKEN && looks_like_token(word) {
                    push(&mut hits, "", from + lead, word, word);
                }
            }
            _ => {}
        }
        if hits.len() >= MAX_HITS {
            break;
        }
    }
    hits
}

/// Finds tokens in `a=b&c=d` as it stands in a URL after `?` or `#`: by name or by form. A whole URL
/// may be given, too.
pub fn find_in_query(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let text = clip(text);
    let lead = text.find(['?', '#']).map_or(0, |at| at + 1);
    let mut at = lead;
    for pair in text.get(lead..).unwrap_or_default().split(['&', ';', '#', '?']) {
        if let Some((name, value)) = pair.split_once('=') {
            named(&mut hits, name, at + name.len() + 1, value);
        }
        at += pair.len() + 1;
    }
    hits
}

/// Finds tokens in an `application/x-www-form-urlencoded` body.
pub fn find_in_form(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut at = 0;
    for pair in clip(text).split('&') {
        if let Some((name, value)) = pair.split_once('=') {
            named(&mut hits, name, at + name.len() + 1, value);
        }
        at += pair.len() + 1;
    }
    hits
}

/// Finds tokens in the value of `Cookie`, or in the first pair of `Set-Cookie`.
pub fn find_in_cookies(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut at = 0;
    for pair in clip(text).split(';') {
        if let Some((name, value)) = pair.split_once('=') {
            let start = at + name.len() + 1;
            let inner = value.trim().trim_matches('"');
            let lead = value.find(inner).unwrap_or(0);
            named(&mut hits, name.trim(), start + lead, inner);
        }
        at += pair.len() + 1;
    }
    hits
}

/// Finds tokens in JSON, by the name of the member or by form. The text need not be whole: a cut
/// body gives what stands before the cut.
pub fn find_in_json(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let text = clip(text);
    let (mut path, mut at): (Vec<&str>, usize) = (Vec::new(), 0);
    let mut last: Option<Range<usize>> = None;
    let bytes = text.as_bytes();
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => {
                let end = string_end(bytes, at + 1);
                let string = at + 1..end;
                let after = bytes.get(end + 1..).unwrap_or_default();
                let names = after.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b':');
                if names {
                    last = Some(string);
                } else {
                    let name = last.take().and_then(|range| text.get(range)).unwrap_or_default();
                    let whole =
                        path.iter().copied().filter(|p| !p.is_empty()).chain([name]).collect::<Vec<_>>().join(".");
                    if let Some(value) = text.get(string.clone()) {
                        // Escapes never stand inside a token, but `\/` may.
                        let plain = value.replace("\\/", "/");
                        if wanted(name, &plain) {
                            push(&mut hits, &whole, string.start, value, &plain);
                        }
                    }
                }
                at = end;
            }
            b'{' | b'[' if path.len() < 64 => {
                path.push(last.take().and_then(|range| text.get(range)).unwrap_or_default())
            }
            b'}' | b']' => drop(path.pop()),
            b',' => last = None,
            _ => {}
        }
        at += 1;
        if hits.len() >= MAX_HITS {
            break;
        }
    }
    hits
}

/// Finds tokens in `Sec-WebSocket-Protocol`, where pages put them because the browser lets them set
/// no other header: `v1, access_token, eyJ…`, `bearer.eyJ…`, `base64url.bearer.authorization.k8s.io.…`.
pub fn websocket_protocols(text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    let (mut at, mut before) = (0, "");
    for item in clip(text).split(',') {
        let word = item.trim();
        let start = at + item.find(word).unwrap_or(0);
        at += item.len() + 1;
        let kubernetes = "base64url.bearer.authorization.k8s.io.";
        let lead = [kubernetes, "bearer.", "Bearer.", "access_token.", "jwt.", "token."]
            .iter()
            .find(|lead| word.starts_with(**lead))
            .map_or(0, |lead| lead.len());
        let value = word.get(lead..).unwrap_or_default();
        if lead > 0 || looks_like_token(value) && value.len() >= MIN_TOKEN || is_token_name(before) {
            let decoded = super::base64url::either(value).and_then(|bytes| String::from_utf8(bytes).ok());
            let plain = decoded.filter(|_| word.starts_with(kubernetes));
            let name = if lead > 0 { word.get(..lead - 1).unwrap_or_default() } else { before };
            push(&mut hits, name, start + lead, value, plain.as_deref().unwrap_or(value));
        }
        before = word;
    }
    hits
}

/// The user and password in a URL (RFC 3986 §3.2.1), with their place: between `//` and `@`.
pub fn userinfo(url: &str) -> Option<Range<usize>> {
    let start = url.find("//")? + 2;
    let rest = url.get(start..)?;
    let authority = rest.get(..rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()))?;
    authority.rfind('@').filter(|at| *at > 0).map(|at| start..start + at)
}

/// Whether a parameter, member or cookie of this name usually holds a token.
pub fn is_token_name(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "access_token",
        "accesstoken",
        "id_token",
        "idtoken",
        "refresh_token",
        "refreshtoken",
        "token",
        "jwt",
        "auth_token",
        "authtoken",
        "bearer",
        "id_token_hint",
        "logout_token",
        "assertion",
        "client_assertion",
        "subject_token",
        "actor_token",
        "samlresponse",
        "samlrequest",
        "wresult",
        "session_token",
        "sessiontoken",
        "api_key",
        "apikey",
        "x-amz-security-token",
        "csrf_token",
        "csrftoken",
        "xsrf-token",
        "authorization",
        "device_token",
        "sso_token",
    ];
    let last = name.rsplit('.').next().unwrap_or(name);
    NAMES.iter().any(|known| known.eq_ignore_ascii_case(last))
}

fn clip(text: &str) -> &str {
    let mut end = text.len().min(MAX_TEXT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Adds a named value, percent-decoded, if it is a token or has a token's name.
fn named(hits: &mut Vec<Hit>, name: &str, at: usize, value: &str) {
    if hits.len() >= MAX_HITS || value.len() < 8 {
        return;
    }
    let plain = if value.contains('%') {
        String::from_utf8(decode_percent(value).0).unwrap_or_else(|_| value.to_owned())
    } else {
        value.to_owned()
    };
    let name = String::from_utf8_lossy(&decode_percent(name).0).into_owned();
    if wanted(&name, &plain) {
        push(hits, &name, at, value, &plain);
    }
}

fn wanted(name: &str, value: &str) -> bool {
    value.len() >= 8 && is_token_name(name)
        || value.len() >= MIN_TOKEN && (looks_like_token(value) || is_other_kind(value))
}

fn push(hits: &mut Vec<Hit>, name: &str, at: usize, written: &str, plain: &str) {
    let (token, _) = read(plain);
    hits.push(Hit { name: name.to_owned(), at: at..at + written.len(), token });
}

/// Whether a word has the form of a token that stands out by itself. Cheap: looks at its beginning.
fn looks_like_token(word: &str) -> bool {
    let jose = word.starts_with("ey") && word.bytes().filter(|b| *b == b'.').count() >= 2;
    let paseto = ["v1.", "v2.", "v3.", "v4."].iter().any(|v| word.starts_with(v))
        && (word.get(3..10) == Some("public.") || word.get(3..9) == Some("local."));
    jose || paseto || word.starts_with("gAAAAA") || opaque::vendor(word).is_some()
}

/// Signed and encrypted cookies: recognized by trying, so only for values that stand alone.
fn is_other_kind(value: &str) -> bool {
    let signs = value.contains("--") || value.contains(':') || value.starts_with("eyJpdiI6") || value.contains('.');
    signs && matches!(read(value).0, Token::Other(_))
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

    const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    fn check(text: &str, hits: Vec<Hit>, expect: &[(&str, &str)]) {
        let found: Vec<(&str, &str)> = hits.iter().map(|hit| (hit.name.as_str(), &text[hit.at.clone()])).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn finds_tokens_in_each_place() {
        let text = format!("Authorization: Bearer {JWT}. And token={JWT}");
        check(&text, find_in_text(&text), &[("", JWT), ("", JWT)]);
        let text = format!("https://a.b/c?x=1&access_token={JWT}&y=2#id_token={JWT}");
        check(&text, find_in_query(&text), &[("access_token", JWT), ("id_token", JWT)]);
        let encoded = JWT.replace('.', "%2E");
        let text = format!("grant_type=x&assertion={encoded}");
        let hits = find_in_form(&text);
        assert!(hits[0].token.jws().is_some());
        check(&text, hits, &[("assertion", &encoded)]);
        let text = format!("theme=dark; sid=\"{JWT}\"; a=b");
        check(&text, find_in_cookies(&text), &[("sid", JWT)]);
        let text = format!(r#"{{"data":{{"access_token": "{JWT}", "n": ["x"]}}, "refresh_token":"opaque-refresh"}}"#);
        check(&text, find_in_json(&text), &[("data.access_token", JWT), ("refresh_token", "opaque-refresh")]);
        let text = format!("graphql-ws, bearer.{JWT}");
        check(&text, websocket_protocols(&text), &[("bearer", JWT)]);
        let text = format!("access_token, {JWT}");
        check(&text, websocket_protocols(&text), &[("access_token", JWT)]);
    }

    #[test]
    fn a_cut_body_gives_what_stands_before() {
        let text = format!(r#"{{"access_token":"{JWT}","refr"#);
        check(&text, find_in_json(&text), &[("access_token", JWT)]);
    }

    #[test]
    fn finds_nothing_in_ordinary_text() {
        for text in [
            "",
            "https://www.example.com/a/b.html?q=some+words&page=2",
            "{\"name\":\"Ann\",\"list\":[1,2,3],\"url\":\"https://a.b/c-d--e\"}",
            "a very ordinary sentence with some-long-hyphenated-words_and_underscores.html",
            "_ga=GA1.2.1234567890.1600000000; theme=dark",
        ] {
            for hits in
                [find_in_text(text), find_in_query(text), find_in_json(text), find_in_cookies(text), find_in_form(text)]
            {
                assert_eq!(hits, [], "{text}");
            }
        }
    }

    #[test]
    fn userinfo_has_its_place() {
        let check = |url: &str, expect: Option<&str>| assert_eq!(userinfo(url).map(|at| &url[at]), expect, "{url}");
        check("https://ann:secret@host/path", Some("ann:secret"));
        check("https://ann@host?x=a@b", Some("ann"));
        check("https://host/a@b", None);
        check("https://@host/", None);
        check("mailto:a@b", None);
    }
}
