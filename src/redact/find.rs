//! Where secrets stand in header values and bodies, so that the rest can be shown.

use std::ops::Range;

use super::MASK;
use super::names::{is_secret_member, is_secret_name};
use crate::http::{challenge, cookie, credentials, schemes, signed_url, tokens};
use crate::token::find as token;
use crate::token::find::walk::{self, Named};

mod markup;

/// Headers whose whole value is a secret, besides those whose name says so.
const SECRET_HEADERS: &[&str] = &[
    "x-functions-key", "x-jwt", "x-amz-cf-id", "cf-access-jwt-assertion", "x-goog-iap-jwt-assertion",
    "authentication-info", "proxy-authentication-info",
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
        let mut found = named(&walk::params(value), value);
        found.extend(token::userinfo(value));
        found
    };
    found.extend(tokens::in_header(name, value).into_iter().map(|spot| spot.at));
    found.extend(token::in_text(value).into_iter().map(|spot| spot.at));
    tidy(found, value)
}

/// The secret bytes of a URL: user and password, tokens, and the values of secret parameters.
pub fn in_url(url: &str) -> Vec<Range<usize>> {
    let start = url.find(['?', '#']).map_or(url.len(), |at| at + 1);
    let mut found = named(&walk::pairs(url, start), url);
    // A signed URL has secrets of its own, under names that are harmless elsewhere.
    let (signed, _) = signed_url::read(url);
    found.extend(signed.into_iter().flat_map(|s| s.params).filter(|p| p.secret).map(|p| p.value_at));
    found.extend(token::userinfo(url));
    found.extend(token::in_url(url).into_iter().map(|spot| spot.at));
    tidy(found, url)
}

/// The secret bytes of a body: tokens, and the values of JSON members, form fields and elements whose
/// name says so.
pub fn in_body(text: &str) -> Vec<Range<usize>> {
    let lead = text.trim_start();
    let mut found = members(text);
    if lead.starts_with('<') {
        found.extend(markup::secrets(text));
    } else if lead.starts_with("--") {
        found.extend(named(&walk::multipart(text), text));
    } else if !lead.starts_with(['{', '[']) {
        found.extend(named(&walk::params(text), text));
    }
    found.extend(token::in_body(text).into_iter().map(|spot| spot.at));
    tidy(found, text)
}

/// The text with a mask in place of each range.
pub fn masked(text: &str, secrets: &[Range<usize>]) -> String {
    replaced(text, secrets, |_| MASK.to_owned())
}

/// The text with what `by` makes of each range in its place.
pub fn replaced(text: &str, secrets: &[Range<usize>], mut by: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for secret in secrets {
        out.push_str(text.get(at..secret.start).unwrap_or_default());
        out.push_str(&by(text.get(secret.clone()).unwrap_or_default()));
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

/// The secret members of JSON, and of JSON in its strings.
fn members(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for one in walk::json(text) {
        let value = text.get(one.at.clone()).unwrap_or_default();
        let at = one.at.start;
        if is_secret_member(&one.name, value) {
            found.push(one.at);
        } else if value.contains("\\\"") {
            // Inside a string the quotes are escaped. What stands in for them here is as long.
            let inner = value.replace("\\\"", " \"");
            for inner in walk::json(&inner)
                .into_iter()
                .filter(|i| is_secret_member(&i.name, value.get(i.at.clone()).unwrap_or_default()))
            {
                let escape = usize::from(value.get(..inner.at.end).is_some_and(|v| v.ends_with('\\')));
                found.push(at + inner.at.start..at + inner.at.end - escape);
            }
        }
    }
    found
}

/// The values whose name says that they are secret.
fn named(list: &[Named], text: &str) -> Vec<Range<usize>> {
    let secret = |one: &&Named| {
        // Of a JSON path the last name; and `a=password=x` has two.
        is_secret_name(one.name.rsplit('.').next().unwrap_or_default())
            || text.get(one.at.clone()).and_then(|v| v.split_once('=')).is_some_and(|(name, _)| is_secret_name(name))
    };
    list.iter().filter(secret).map(|one| one.at.clone()).collect()
}

/// In order, inside the text, without overlap or empty ones.
fn tidy(mut found: Vec<Range<usize>>, text: &str) -> Vec<Range<usize>> {
    found.retain(|r| text.get(r.clone()).is_some_and(|t| !t.is_empty()));
    crate::sorted::by_key(&mut found, |r| r.start);
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
            ("Referer", "https://a.test/?user%5Bpassword%5D=x", "https://a.test/?user%5Bpassword%5D=•••"),
            ("Link", "<https://u:p@a.test/?token=x>; rel=next", "<https://•••@a.test/?token=•••>; rel=next"),
            ("Sec-WebSocket-Protocol", "v1, access_token, opaque", "v1, access_token, •••"),
            ("X-Session-Token", "opaque", "•••"),
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
            ("https://a.test/#access_token=t&state=s", "https://a.test/#access_token=•••&state=•••"),
            ("/reset/eyJhbGciOiJub25lIn0.e30.x", "/reset/•••"),
            ("/x?q=eyJhbGciOiJub25lIn0.e30.x&p=1", "/x?q=•••&p=1"),
        ] {
            assert_eq!(masked(url, &in_url(url)), shown, "{url}");
        }
    }

    #[test]
    fn bodies_keep_what_is_no_secret() {
        for (text, shown) in [
            ("grant_type=refresh_token&refresh_token=r-1", "grant_type=refresh_token&refresh_token=•••"),
            ("user%5Bname%5D=a&user%5Bpassword%5D=x&b=1", "user%5Bname%5D=a&user%5Bpassword%5D=•••&b=1"),
            (
                "{\"access_token\": \"a\\\"b\", \"expires_in\": 3600}",
                "{\"access_token\": \"•••\", \"expires_in\": 3600}",
            ),
            (
                "{\"message\": \"token expired\", \"password\":\"x\"",
                "{\"message\": \"token expired\", \"password\":\"•••\"",
            ),
            ("{\"code\": \"token_not_valid\", \"key\": 401}", "{\"code\": \"token_not_valid\", \"key\": 401}"),
            (
                r#"{"body":"{\"user\":\"ann\",\"password\":\"hush\"}"}"#,
                r#"{"body":"{\"user\":\"ann\",\"password\":\"•••\"}"}"#,
            ),
            ("<a href=\"/?token=x\">", "<a href=\"/?token=•••\">"),
            (
                "<input name=\"csrfmiddlewaretoken\" value='v1'><p>x</p>",
                "<input name=\"csrfmiddlewaretoken\" value='•••'><p>x</p>",
            ),
            ("<meta content=\"v1\" name=\"csrf-token\"/>", "<meta content=\"•••\" name=\"csrf-token\"/>"),
            (
                "<wsse:Password Type=\"t\">hush</wsse:Password><Key>report.pdf</Key>",
                "<wsse:Password Type=\"t\">•••</wsse:Password><Key>report.pdf</Key>",
            ),
            ("call ghp_abcdefghijklmnopqrstuvwxyz0123456789 now", "call ••• now"),
            ("{\"user\": {\"otp\": 123456, \"id\": 7}}", "{\"user\": {\"otp\": •••, \"id\": 7}}"),
            (
                "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\nhunter2\r\n--b--",
                "--b\r\nContent-Disposition: form-data; name=\"password\"\r\n\r\n•••\r\n--b--",
            ),
            ("<p>eyJhbGciOiJub25lIn0.e30.x</p>", "<p>•••</p>"),
            ("", ""),
        ] {
            assert_eq!(masked(text, &in_body(text)), shown, "{text}");
        }
    }
}
