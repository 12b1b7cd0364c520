//! A recording that can be given away: every secret has a stand-in, everything else is as it was.
//!
//! Two walks. The first replaces what stands where secrets stand: credentials, cookies, tokens,
//! passwords in forms, parameters of URLs. The second replaces what the first one found wherever
//! else it stands: a token that an error message repeats, a key in a path.
//!
//! What stays: hosts, paths and ids, header and claims of JWTs, what SAML says, names and times in
//! Windows log-ins, the texts of bodies. They are what a
//! diagnosis needs, and they may name people.

use std::collections::HashMap;

use url::form_urlencoded::byte_serialize;

use super::find;
use super::names::is_secret_name;
use super::pseudonym::{Pseudonyms, decoded, is_placeholder};
use crate::exchange::{Address, Body, Exchange, Headers, Initiator};
use crate::sorted;
use crate::token::base64url;

/// What a sanitised file says of itself.
pub const COMMENT: &str = "Sanitised by Latchkey: passwords, cookies, tokens, keys and signatures are replaced, equal ones \
    by equal stand-ins. Hosts, paths, ids, user names of Windows log-ins, the claims of JWTs and SAML and the texts of bodies are as they were.";

/// What a file with its secrets says of itself.
pub const UNSANITISED: &str = "Not sanitised: this file holds passwords, cookies and tokens as they were sent.";

/// Shorter secrets are replaced where they stand only: as words they could be anything.
const SHORTEST: usize = 8;

/// The exchanges without their secrets. The same secret has the same stand-in in all of them.
pub fn recording<'e>(exchanges: impl IntoIterator<Item = &'e Exchange>) -> Vec<Exchange> {
    let mut names = Pseudonyms::default();
    let mut out: Vec<Exchange> = exchanges.into_iter().map(|e| exchange(e, &mut names)).collect();
    names.digest();
    let known = Known::of(&names);
    for exchange in &mut out {
        texts(exchange, &|text| known.replaced(text));
    }
    out
}

fn exchange(original: &Exchange, names: &mut Pseudonyms) -> Exchange {
    let mut out = Exchange { has_stand_ins: true, ..original.clone() };
    let mut url = |text: &str| find::replaced(text, &find::in_url(text), |secret| names.user_and_password(secret));
    out.request.url = Address::new(url(original.request.url.as_str()));
    out.response.redirect_url = original.response.redirect_url.as_deref().map(&mut url);
    out.initiator.iter_mut().flat_map(Initiator::places).for_each(|place| place.url = url(&place.url));
    out.page = original.page.as_deref().map(&mut url);
    out.request.headers = headers(&original.request.headers, names);
    out.response.headers = headers(&original.response.headers, names);
    out.request.body = original.request.body.as_ref().map(|b| body(b, names));
    out.response.body = original.response.body.as_ref().map(|b| body(b, names));
    bind(original, &mut out);
    out
}

/// A DPoP proof that had the digest of its access token has that of the stand-in (RFC 9449 §4.2).
fn bind(original: &Exchange, out: &mut Exchange) {
    let token = |e: &Exchange| {
        let value = e.request.headers.get("authorization")?;
        Some(base64url::digest(value.trim().split_once(' ')?.1.trim()))
    };
    let (Some(was), Some(is)) = (token(original), token(out)) else { return };
    let rewritten = |proof: &str| {
        let claims = String::from_utf8(base64url::either(proof.split('.').nth(1)?)?).ok()?;
        claims.contains(&was).then(|| {
            let claims = base64url::encode(claims.replace(&was, &is).as_bytes());
            let parts: Vec<_> = proof.split('.').enumerate().map(|(at, p)| if at == 1 { &claims } else { p }).collect();
            parts.join(".")
        })
    };
    if let Some(proof) = out.request.headers.get("dpop").and_then(rewritten) {
        let lines: Vec<_> = out.request.headers.iter().map(|h| (h.name.clone(), h.value.clone())).collect();
        let line = |(name, value)| {
            let is_proof = str::eq_ignore_ascii_case(name, "dpop");
            (name, if is_proof { proof.as_str() } else { value })
        };
        out.request.headers = lines.iter().map(|(name, value)| line((name.as_str(), value.as_str()))).collect();
    }
}

fn headers(headers: &Headers, names: &mut Pseudonyms) -> Headers {
    let lines: Vec<_> = headers.iter().map(|h| (h.name.as_str(), header(&h.name, &h.value, names))).collect();
    lines.iter().map(|(name, value)| (*name, value.as_str())).collect()
}

fn header(name: &str, value: &str, names: &mut Pseudonyms) -> String {
    let is_credentials = name.to_ascii_lowercase().ends_with("authorization");
    let is_basic = is_credentials && value.trim_start().get(..6).is_some_and(|s| s.eq_ignore_ascii_case("basic "));
    // The pseudo-headers of HTTP/2 repeat the URL (RFC 9113 §8.3.1).
    let secrets = if name == ":path" { find::in_url(value) } else { find::in_header(name, value) };
    let mut one = |secret: &str| if is_basic { names.basic(secret) } else { names.of(secret) };
    find::replaced(value, &secrets, |secret| if is_credentials { credentials(secret, &mut one) } else { one(secret) })
}

/// Two credentials in one line stay two, and a scheme written twice stays so.
fn credentials(secret: &str, one: &mut dyn FnMut(&str) -> String) -> String {
    const WORDS: &[&str] = &["bearer", "token", "jwt", "basic", "dpop", "apikey", "api-key", "digest"];
    let leads =
        |text: &str| text.split_once(' ').is_some_and(|(word, _)| WORDS.iter().any(|w| w.eq_ignore_ascii_case(word)));
    let (first, mark, rest) = match (secret.split_once(' '), secret.split_once(", ")) {
        (Some((word, rest)), _) if leads(secret) => (word.to_owned(), " ", rest),
        (_, Some((first, rest))) if leads(rest) => (one(first), ", ", rest),
        _ => return one(secret),
    };
    first + mark + &credentials(rest, one)
}

fn body(body: &Body, names: &mut Pseudonyms) -> Body {
    let text = find::replaced(&body.text, &find::in_body(&body.text), |secret| names.of(secret));
    Body { text, cut: body.cut }
}

/// Changes every text that may repeat a secret.
fn texts(exchange: &mut Exchange, change: &dyn Fn(&str) -> Option<String>) {
    let apply = |text: &mut String| {
        if let Some(new) = change(text) {
            *text = new;
        }
    };
    if let Some(url) = change(exchange.request.url.as_str()) {
        exchange.request.url = Address::new(url);
    }
    for headers in [&mut exchange.request.headers, &mut exchange.response.headers] {
        if headers.iter().any(|h| change(&h.value).is_some()) {
            let lines: Vec<_> =
                headers.iter().map(|h| (h.name.clone(), change(&h.value).unwrap_or_else(|| h.value.clone()))).collect();
            *headers = lines.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        }
    }
    let bodies = [&mut exchange.request.body, &mut exchange.response.body].into_iter().flatten().map(|b| &mut b.text);
    let others = [&mut exchange.response.redirect_url, &mut exchange.page, &mut exchange.error];
    bodies.chain(others.into_iter().flatten()).for_each(apply);
    exchange.initiator.iter_mut().flat_map(Initiator::places).for_each(|place| apply(&mut place.url));
    apply(&mut exchange.response.status_text);
}

/// The secrets that are worth looking for elsewhere, by their first bytes.
struct Known(HashMap<[u8; SHORTEST], Vec<(String, String)>>);

impl Known {
    fn of(names: &Pseudonyms) -> Self {
        let mut known: HashMap<_, Vec<_>> = HashMap::new();
        for (secret, stand_in) in names.written() {
            let mut add = |secret: String, stand_in: &str| {
                if let Some(start) = secret.as_bytes().first_chunk::<SHORTEST>() {
                    known.entry(*start).or_default().push((secret, stand_in.to_owned()));
                }
            };
            if secret == stand_in || !is_telling(secret) {
                continue;
            }
            add(secret.to_owned(), stand_in);
            // A secret of a URL may be repeated in plain, and one of a header in a URL.
            let (plain, plain_stand_in) = (decoded(secret), decoded(stand_in));
            let encoded: String = byte_serialize(plain.as_bytes()).collect();
            if plain != secret {
                add(plain, &plain_stand_in);
            }
            if encoded != secret {
                add(encoded, &byte_serialize(plain_stand_in.as_bytes()).collect::<String>());
            }
        }
        // The longest first: one secret may begin with another.
        known.values_mut().for_each(|list| sorted::by_key(list, |(secret, _)| std::cmp::Reverse(secret.len())));
        Known(known)
    }

    /// The text without the secrets; `None` when it holds none.
    fn replaced(&self, text: &str) -> Option<String> {
        let mut out = String::new();
        let mut done = 0;
        let mut at = 0;
        while let Some(start) = text.as_bytes().get(at..).and_then(|rest| rest.first_chunk::<SHORTEST>()) {
            let rest = text.as_bytes().get(at..).unwrap_or_default();
            let found = self.0.get(start).and_then(|list| {
                list.iter().find(|(secret, _)| rest.starts_with(secret.as_bytes()) && stands_alone(text, at, secret))
            });
            match found {
                Some((secret, stand_in)) => {
                    out.push_str(text.get(done..at).unwrap_or_default());
                    out.push_str(stand_in);
                    at += secret.len();
                    done = at;
                }
                None => at += 1,
            }
        }
        if done == 0 {
            return None;
        }
        out.push_str(text.get(done..).unwrap_or_default());
        Some(out)
    }
}

/// Whether a secret is one by its look, so that the same text elsewhere is no chance: a cookie may
/// hold `en-US` or an address.
fn is_telling(secret: &str) -> bool {
    let is_path = secret.starts_with('/') && !secret.bytes().any(|b| b.is_ascii_uppercase());
    let digit = secret.bytes().any(|b| b.is_ascii_digit());
    let letter = secret.bytes().any(|b| b.is_ascii_alphabetic());
    secret.len() >= SHORTEST
        && !is_placeholder(secret)
        && (digit || !is_secret_name(secret))
        && !secret.contains("://")
        && (digit && letter || secret.len() >= 20 || secret.bytes().any(|b| b.is_ascii_punctuation()))
        && !is_path
}

/// A short secret inside a longer word is another word.
fn stands_alone(text: &str, at: usize, secret: &str) -> bool {
    let letter = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    let before = at.checked_sub(1).and_then(|at| text.as_bytes().get(at));
    secret.len() >= 16 || (!letter(before) && !letter(text.as_bytes().get(at + secret.len())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{Request, Response};

    #[test]
    fn secrets_go_and_the_rest_stays() {
        let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1LTEwNDIifQ.c2lnbmF0dXJlMTIz";
        let original = Exchange {
            request: Request {
                method: "POST".into(),
                url: Address::new("https://ann:pass1234@api.test/users/42?api_key=Key12345678&page=2"),
                headers: [
                    ("Authorization", format!("Bearer {jwt}").as_str()),
                    ("Cookie", "sid=abcdef0123456789; theme=dark"),
                    ("Referer", "https://app.test/?from=Key12345678"),
                ]
                .into_iter()
                .collect(),
                body: Some(Body::new("{\"password\":\"hunter2!\",\"name\":\"Ann\"}".into())),
            },
            response: Response {
                status: 401,
                headers: [("Set-Cookie", "sid=abcdef0123456789; Path=/; HttpOnly")].into_iter().collect(),
                body: Some(Body::new(format!("{{\"message\":\"{jwt} is no good for abcdef0123456789\"}}"))),
                ..Response::default()
            },
            ..Exchange::default()
        };
        let shown = recording([&original]).remove(0);
        let text = crate::har::write([&shown], "");
        for secret in ["pass1234", "Key12345678", "c2lnbmF0dXJlMTIz", "abcdef0123456789", "hunter2!", "dark"] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        for kept in [
            "@api.test/users/42", "page=2", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1LTEwNDIifQ.", "Ann", "theme=",
            "Path=/; HttpOnly", "is no good for",
        ] {
            assert!(text.contains(kept), "{kept}: {text}");
        }
        // Equal secrets stay equal.
        let cookie = shown.request.headers.get("cookie").unwrap().split(';').next().unwrap();
        assert!(shown.response.headers.get("set-cookie").unwrap().starts_with(cookie), "{text}");
        // And what is sanitised already stays as it is.
        assert_eq!(recording([&shown]).first(), Some(&shown));
        // Whoever reads the file knows that they are stand-ins.
        assert!(crate::har::read(&text).unwrap().exchanges[0].1.has_stand_ins && !original.has_stand_ins);
    }
}
