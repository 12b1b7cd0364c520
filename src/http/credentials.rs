//! `Authorization` and `Proxy-Authorization`: one set of credentials (RFC 9110 §11.4).

use std::ops::Range;

use super::challenge::{Params, print_one};
use super::chars::{is_tchar, is_token, is_token68_char};
use super::cursor::{Cursor, LONGEST};
use super::items::{self, Mode};
use super::schemes::{self, Takes};
use crate::fault::Fault;

/// Reads a field value as credentials. `None` only for a value of white space.
///
/// A scheme that takes a token68 and nothing else (Basic, Bearer, DPoP, Negotiate, NTLM …) gets all
/// that follows as its token68, so that a token in quotes, or with another scheme in front, is seen
/// as it was sent; a fault names the first byte that has no place there.
pub fn parse(value: &str) -> (Option<Credentials>, Vec<Fault>) {
    let text = value.trim_matches([' ', '\t', '\r', '\n']);
    if text.is_empty() {
        return (None, vec![Fault::new(0, "there are no credentials here (RFC 9110 §11.4)")]);
    }
    let start = value.len() - value.trim_start_matches([' ', '\t', '\r', '\n']).len();
    let end = (start + text.len()).min(LONGEST.max(start));
    let word = start + text.find([' ', '\t', '\r', '\n']).unwrap_or(text.len());
    let first = value.get(start..word).unwrap_or("");
    if word == start + text.len() && is_lone_token(first) {
        return lone_token(value, start..end);
    }
    let rest = value.get(word..).unwrap_or("");
    let takes = schemes::credentials_of(first);
    let is_token = match takes {
        Some(Takes::Token | Takes::Pair) => true,
        Some(Takes::Token68) => !holds_params(rest),
        Some(Takes::Params | Takes::BareParams) => false,
        None => is_one_token(rest),
    };
    if is_token {
        let (read, mut faults) = token68(value, first, word, end);
        if takes == Some(Takes::Pair) {
            faults.retain(|fault| value.as_bytes().get(fault.at) != Some(&b':'));
        }
        return (read, faults);
    }
    let (list, mut faults) = items::read(value, Mode::Credentials);
    if takes == Some(Takes::BareParams) {
        faults.retain(|fault| !fault.what.ends_with(items::BARE_VALUE));
    }
    let credentials = list.into_iter().next().map(|one| {
        let from = (one.at.start + one.scheme.len()).min(one.at.end);
        let from = from + value.get(from..one.at.end).map_or(0, |rest| rest.len() - rest.trim_start().len());
        Credentials { scheme: one.scheme, params: one.params, at: from..one.at.end.max(from) }
    });
    // Nothing but separators or broken pieces: faithful as an opaque value.
    let credentials = credentials.or_else(|| {
        let params = Params::Token68 { value: value.get(start..end).unwrap_or(text).to_owned(), at: start..end };
        Some(Credentials { scheme: String::new(), params, at: start..end })
    });
    (credentials, faults)
}

/// Writes credentials in canonical form. What [`parse`] reads from it prints the same again.
pub fn print(credentials: &Credentials) -> String {
    let mut out = String::new();
    print_one(&credentials.scheme, &credentials.params, &mut out);
    out
}

/// Credentials: an auth-scheme with the proof of identity. Everything but the scheme is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// The auth-scheme as written; empty when the value is a lone token of a known kind (a JWT
    /// without `Bearer` in front).
    pub scheme: String,
    /// What follows; for Bearer a `Token68`, even when it holds characters that token68 forbids
    /// (a fault says so).
    pub params: Params,
    /// The bytes of what follows the scheme.
    pub at: Range<usize>,
}

impl Credentials {
    /// Whether this is the auth-scheme `name`, without regard to case.
    pub fn is(&self, name: &str) -> bool {
        self.scheme.eq_ignore_ascii_case(name)
    }

    /// The token68, where there is one.
    pub fn token68(&self) -> Option<&str> {
        self.params.token68()
    }

    /// The value of the first auth-param of that name, without regard to case.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.get(name)
    }
}

/// Whether a value of one word is a token without its scheme rather than a scheme without token: it
/// has characters that no scheme has, or the form of a JWT or of a well-known key.
fn is_lone_token(word: &str) -> bool {
    const KEYS: [&str; 14] = [
        "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "sk-", "sk_live_",
        "sk_test_", "npm_", "AIza",
    ];
    if schemes::is_known(word) {
        return false;
    }
    let jwt = word.starts_with("eyJ") && word.matches('.').count() >= 1;
    let key = KEYS.iter().any(|key| word.starts_with(key) && word.len() >= key.len() + 12);
    let padding = word.trim_end_matches('=');
    let base64 = !padding.is_empty()
        && padding.bytes().all(is_token68_char)
        && (padding.len() < word.len() || !padding.bytes().all(is_tchar));
    jwt || key || base64
}

fn lone_token(value: &str, at: Range<usize>) -> (Option<Credentials>, Vec<Fault>) {
    let mut faults = vec![Fault::new(at.start, "the auth-scheme is missing in front of the token (RFC 9110 §11.4)")];
    faults.extend(cut(value, at.end));
    let params = Params::Token68 { value: value.get(at.clone()).unwrap_or("").to_owned(), at: at.clone() };
    (Some(Credentials { scheme: String::new(), params, at }), faults)
}

/// Whether parameters follow a scheme that takes a token68, unmistakably: `token="…"`.
fn holds_params(rest: &str) -> bool {
    rest.split_once('=').is_some_and(|(name, value)| value.starts_with('"') && is_token(name.trim_start()))
        || rest.contains(" realm=\"")
}

/// Whether what follows an unknown scheme is one word that cannot be a parameter: `AK12:c2lnbmVk=`.
fn is_one_token(rest: &str) -> bool {
    let word = rest.trim();
    let name = word.trim_end_matches('=').split('=').next().unwrap_or_default();
    !word.contains([' ', '\t', '\r', '\n', ',', '"']) && !name.is_empty() && !is_token(name)
}

fn token68(value: &str, scheme: &str, scheme_end: usize, end: usize) -> (Option<Credentials>, Vec<Fault>) {
    let mut cursor = Cursor::new(value);
    cursor.go(scheme_end);
    if cursor.peek() == Some(b'\t') {
        cursor.fault(scheme_end, "an auth-scheme is followed by a space, not a tab (RFC 9110 §11.4)");
    }
    cursor.skip_space();
    let start = cursor.at().min(end);
    let mut end = end;
    while !value.is_char_boundary(end) {
        end -= 1;
    }
    let scheme = scheme.to_owned();
    if start >= end {
        return (Some(Credentials { scheme, params: Params::None, at: start..start }), cursor.into_faults());
    }
    let body = cursor.past(start, is_token68_char);
    let bad = cursor.past(body, |byte| byte == b'=').min(end);
    if bad < end || body == start {
        let at = if body == start { start } else { bad };
        let what = format!("{} is not allowed in a token68 (RFC 9110 §11.2)", cursor.describe(at));
        cursor.fault(at, what);
    }
    let text = value.get(start..end).unwrap_or("").to_owned();
    (
        Some(Credentials { scheme, params: Params::Token68 { value: text, at: start..end }, at: start..end }),
        cursor.into_faults(),
    )
}

fn cut(value: &str, end: usize) -> Option<Fault> {
    (end == LONGEST && value.len() > end).then(|| Fault::new(end, format!("only the first {end} bytes are read")))
}
