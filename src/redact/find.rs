//! Where secrets stand in header values and bodies, so that the rest can be shown.

use std::ops::Range;

use super::{MASK, is_secret_name};
use crate::http::cookie;
use crate::http::credentials;
use crate::http::{challenge, schemes};

/// Headers whose whole value is a secret, besides those whose name says so.
const SECRET_HEADERS: &[&str] = &[
    "x-auth-token",
    "x-access-token",
    "x-goog-api-key",
    "ocp-apim-subscription-key",
    "x-functions-key",
    "private-token",
    "x-csrf-token",
    "x-xsrf-token",
    "x-csrftoken",
    "x-jwt",
    "x-amz-security-token",
    "x-amz-cf-id",
    "cf-access-jwt-assertion",
    "x-goog-iap-jwt-assertion",
    "authentication-info",
    "proxy-authentication-info",
];

/// The secret bytes of a header's value, in order and without overlap.
pub fn in_header(name: &str, value: &str) -> Vec<Range<usize>> {
    let is = |other: &str| name.eq_ignore_ascii_case(other);
    let mut found: Vec<Range<usize>> = if is("authorization") || is("proxy-authorization") {
        in_credentials(value)
    } else if is("cookie") {
        cookie::parse_pairs(value).0.into_iter().map(|pair| pair.value_at).collect()
    } else if is("set-cookie") {
        vec![cookie::parse(value).0.value_at]
    } else if is("www-authenticate") || is("proxy-authenticate") {
        let (challenges, _) = challenge::parse(value);
        let explained = challenges.iter().flat_map(|c| schemes::explain(c).params);
        explained.filter(|p| p.secret && p.part_of.is_none()).map(|p| p.at).collect()
    } else if SECRET_HEADERS.iter().any(|other| is(other)) || is_secret_name(name) {
        std::iter::once(0..value.len()).collect()
    } else {
        pairs(value)
    };
    found.extend(jwts(value));
    tidy(found, value)
}

/// The secret bytes of a URL: user and password, and the values of secret parameters.
pub fn in_url(url: &str) -> Vec<Range<usize>> {
    let mut found = pairs(url);
    if let Some(start) = url.find("://").map(|at| at + 3) {
        let authority = url.get(start..).unwrap_or_default();
        let authority = authority.split(['/', '?', '#']).next().unwrap_or_default();
        found.extend(authority.rfind('@').map(|at| start..start + at));
    }
    found.extend(jwts(url));
    tidy(found, url)
}

/// The secret bytes of a body: values of JSON members and form fields whose name says so, and
/// everything that looks like a JWT.
pub fn in_body(text: &str) -> Vec<Range<usize>> {
    let mut found = members(text);
    if !text.trim_start().starts_with(['{', '[', '<']) {
        found.extend(pairs(text));
    }
    found.extend(jwts(text));
    tidy(found, text)
}

/// The text with a mask in place of each range.
pub fn masked(text: &str, secrets: &[Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for secret in secrets {
        out.push_str(text.get(at..secret.start).unwrap_or_default());
        out.push_str(MASK);
        at = secret.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// The auth-scheme is no secret; of what follows, only the parameters that prove nothing are shown.
fn in_credentials(value: &str) -> Vec<Range<usize>> {
    let (Some(read), _) = credentials::parse(value) else { return Vec::new() };
    let explained = schemes::explain_credentials(&read);
    let named = explained.params.iter().filter(|p| p.part_of.is_none());
    let shown: Vec<_> = named.clone().filter(|p| !p.secret && !p.name.is_empty()).collect();
    if read.scheme.is_empty() || shown.is_empty() {
        return vec![read.at];
    }
    named.filter(|p| p.secret || p.name.is_empty()).map(|p| p.at.clone()).collect()
}

/// Values of `name=value` whose name says that they are secret: in URLs, forms and parameters.
fn pairs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (equals, _) in text.match_indices('=') {
        let before = text.get(..equals).unwrap_or_default();
        let start = before.rfind(['?', '&', '#', ';', ',', ' ', '\n', '"']).map_or(0, |at| at + 1);
        let name = before.get(start..).unwrap_or_default();
        if !is_secret_name(name.trim()) {
            continue;
        }
        let value = text.get(equals + 1..).unwrap_or_default();
        let length = value.find(['&', '#', ';', ',', ' ', '\n']).unwrap_or(value.len());
        found.push(equals + 1..equals + 1 + length);
    }
    found
}

/// String values of JSON members whose name says that they are secret, in text that need not be
/// valid JSON.
fn members(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(name) = string(text, at) {
        at = name.end + 1;
        let rest = text.get(at..).unwrap_or_default();
        let Some(value) = rest.trim_start().strip_prefix(':') else { continue };
        let start = text.len() - value.trim_start().len();
        if text.get(start..).is_some_and(|t| t.starts_with('"'))
            && let Some(value) = string(text, start)
        {
            at = value.end + 1;
            if text.get(name).is_some_and(is_secret_name) {
                found.push(value);
            }
        }
    }
    found
}

/// The inside of the next string in double quotes from byte `from` on.
fn string(text: &str, from: usize) -> Option<Range<usize>> {
    let start = from + text.get(from..)?.find('"')? + 1;
    let mut escaped = false;
    for (at, c) in text.get(start..)?.char_indices() {
        match c {
            '"' if !escaped => return Some(start..start + at),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}

/// Everything that looks like a JOSE object in compact form: `eyJ` is `{"` in base64url.
fn jwts(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find("eyJ")).map(|at| from + at) {
        let rest = text.get(start..).unwrap_or_default();
        let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '=');
        let length = rest.find(|c| !inside(c)).unwrap_or(rest.len());
        if rest.get(..length).is_some_and(|token| token.contains('.') || length > 40) {
            found.push(start..start + length);
        }
        from = start + length.max(3);
    }
    found
}

/// In order, inside the text, without overlap or empty ones.
fn tidy(mut found: Vec<Range<usize>>, text: &str) -> Vec<Range<usize>> {
    found.retain(|r| text.get(r.clone()).is_some_and(|t| !t.is_empty()));
    found.sort_by_key(|r| r.start);
    let mut out: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_keep_what_is_no_secret() {
        for (name, value, shown) in [
            ("Authorization", "Bearer abc.def", "Bearer •••"),
            ("authorization", "Basic dXNlcjpwYXNz", "Basic •••"),
            ("Authorization", "eyJhbGciOiJub25lIn0.e30.", "•••"),
            ("Cookie", "sid=123; theme=dark", "sid=•••; theme=•••"),
            ("Set-Cookie", "sid=123; Path=/; HttpOnly", "sid=•••; Path=/; HttpOnly"),
            ("X-Api-Key", "k-123", "•••"),
            ("Location", "https://a.test/cb?code=4711&view=2", "https://a.test/cb?code=•••&view=2"),
            ("WWW-Authenticate", "Bearer realm=\"api\"", "Bearer realm=\"api\""),
            ("X-Debug", "got eyJhbGciOiJub25lIn0.e30.x in", "got ••• in"),
            ("Accept", "text/html, */*;q=0.8", "text/html, */*;q=0.8"),
            ("Authorization", "", ""),
        ] {
            assert_eq!(masked(value, &in_header(name, value)), shown, "{name}: {value}");
        }
    }

    #[test]
    fn urls_keep_what_is_no_secret() {
        for (url, shown) in [
            ("https://u:p@a.test/x?page=2&access_token=t#top", "https://•••@a.test/x?page=2&access_token=•••#top"),
            ("https://a.test/@user?mail=a@b.test", "https://a.test/@user?mail=a@b.test"),
            ("/relative?code=1", "/relative?code=•••"),
        ] {
            assert_eq!(masked(url, &in_url(url)), shown, "{url}");
        }
    }

    #[test]
    fn bodies_keep_what_is_no_secret() {
        for (text, shown) in [
            ("grant_type=refresh_token&refresh_token=r-1", "grant_type=refresh_token&refresh_token=•••"),
            (
                "{\"access_token\": \"a\\\"b\", \"expires_in\": 3600}",
                "{\"access_token\": \"•••\", \"expires_in\": 3600}",
            ),
            (
                "{\"message\": \"token expired\", \"password\":\"x\"",
                "{\"message\": \"token expired\", \"password\":\"•••\"",
            ),
            ("<a href=\"/?token=x\">", "<a href=\"/?token=x\">"),
            ("", ""),
        ] {
            assert_eq!(masked(text, &in_body(text)), shown, "{text}");
        }
    }
}
