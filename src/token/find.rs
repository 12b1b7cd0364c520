//! Where tokens stand in a text: in a URL, a form, JSON, multipart, WebSocket protocols, or anywhere.
//!
//! This is the only search for tokens: [`http::tokens`](crate::http::tokens) applies it to header
//! fields and bodies, the list of an exchange's tokens and the masks are made from it. Searching
//! reads nothing and has no limit but the text, so that a mask misses none; [`Spot::read`] reads.

mod names;
pub mod walk;

use std::borrow::Cow;
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::{Token, base64url, opaque, read};
use crate::fault::Fault;
pub use names::is_token_name;
use walk::Named;

/// A place in a text where a token stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// In what kind of thing it stands.
    pub kind: Kind,
    /// The name it stands under: a parameter, a cookie, a JSON path such as `data.access_token`;
    /// empty in free text.
    pub name: String,
    /// Its bytes in the text that was searched, as they stand there: encoded, but without quotes.
    pub at: Range<usize>,
    /// The token, without the encoding of the place. Secret.
    pub text: String,
}

/// In what a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The value of a header, or what follows the auth-scheme in it.
    Value,
    /// A parameter of credentials or of a challenge, by its name.
    Param,
    /// A cookie, by its name.
    Cookie,
    /// A parameter after `?`.
    Query,
    /// A parameter after `#`.
    Fragment,
    /// A field of a form.
    Field,
    /// A member of JSON, by its path.
    Member,
    /// A WebSocket subprotocol.
    Protocol,
    /// Free text, or the path of a URL.
    Text,
}

/// A token that was found and read.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Where it stands.
    pub spot: Spot,
    /// What it is.
    pub token: Token,
    /// What is wrong with it; offsets are bytes of the spot's `text`.
    pub faults: Vec<Fault>,
}

impl Spot {
    /// Reads the token that stands here.
    pub fn read(self) -> Hit {
        let (token, faults) = read(&self.text);
        Hit { spot: self, token, faults }
    }
}

impl Hit {
    /// Whether it is a token indeed: its kind is known, or its name says so. In free text, the form
    /// of a JWT alone is not enough.
    pub fn is_known(&self) -> bool {
        if self.spot.kind == Kind::Text && self.token.jws().is_some_and(|jws| jws.header.is_empty()) {
            return false;
        }
        !matches!(self.token, Token::Opaque { vendor: None, .. })
            || self.spot.kind == Kind::Value
            || is_token_name(&self.spot.name)
    }
}

/// The shortest token that is looked at by its form, in bytes: shorter ones are codes and ids.
const MIN_TOKEN: usize = 20;

/// The shortest value, in bytes, that a name makes a token: `"token": "expired"` is a word.
const MIN_NAMED: usize = 12;

/// Vendors' keys and opaque tokens are shorter, in bytes.
const MAX_KEY: usize = 4096;

/// Finds tokens anywhere, by their form: JOSE, PASETO, Fernet, SAML, and vendors' prefixes.
pub fn in_text(text: &str) -> Vec<Spot> {
    let mut spots = Vec::new();
    let mut start = None;
    for (at, byte) in text.bytes().enumerate().chain([(text.len(), b' ')]) {
        let inside = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'+' | b'/' | b'=');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                start = None;
                if at - from >= MIN_TOKEN {
                    word(text, from..at, &mut spots);
                }
            }
            _ => {}
        }
    }
    spots
}

/// Finds tokens in a URL, whole or relative: in the query and the fragment by name or form, in the
/// rest by form.
pub fn in_url(url: &str) -> Vec<Spot> {
    let query = url.find(['?', '#']).unwrap_or(url.len());
    let fragment = url.get(query..).and_then(|rest| rest.find('#')).map_or(url.len(), |n| query + n);
    let path = url.get(..query).unwrap_or_default();
    let mut spots = in_text(path);
    // Telegram wants the token of a bot in the path; its colon ends a word elsewhere.
    let mut at = 0;
    for part in path.split('/') {
        if part.starts_with("bot") && opaque::vendor(part).is_some() {
            let token = at + 3..at + part.len();
            let text = url.get(token.clone()).unwrap_or_default().to_owned();
            spots.push(Spot { kind: Kind::Text, name: String::new(), at: token, text });
        }
        at += part.len() + 1;
    }
    for named in walk::pairs(url, (query + 1).min(url.len())) {
        let kind = if named.at.start > fragment { Kind::Fragment } else { Kind::Query };
        spots.extend(value(kind, &named, url));
    }
    spots
}

/// Finds tokens in a body: JSON, a form, multipart, or any text.
pub fn in_body(text: &str) -> Vec<Spot> {
    let lead = text.trim_start();
    let (kind, fields) = if lead.starts_with(['{', '[']) {
        (Kind::Member, walk::json(text))
    } else if lead.starts_with("--") && text.contains("form-data") {
        (Kind::Field, walk::multipart(text))
    } else if is_form(lead) {
        (Kind::Field, walk::pairs(text, 0))
    } else {
        (Kind::Text, Vec::new())
    };
    let mut spots: Vec<Spot> = fields.iter().flat_map(|named| value(kind, named, text)).collect();
    // What stands in longer strings, in markup, in scripts.
    spots.extend(in_text(text));
    tidy(spots)
}

/// Finds tokens in `Sec-WebSocket-Protocol`, where pages put them because the browser lets them set
/// no other header: `v1, access_token, eyJ…`, `bearer.eyJ…`, `base64url.bearer.authorization.k8s.io.…`.
pub fn in_protocols(text: &str) -> Vec<Spot> {
    const KUBERNETES: &str = "base64url.bearer.authorization.k8s.io.";
    const LEADS: [&str; 6] = [KUBERNETES, "bearer.", "Bearer.", "access_token.", "jwt.", "token."];
    let mut spots = Vec::new();
    let (mut at, mut before) = (0, "");
    for item in text.split(',') {
        let word = item.trim();
        let start = at + item.find(word).unwrap_or(0);
        at += item.len() + 1;
        let lead = LEADS.iter().find(|lead| word.starts_with(**lead)).map(|lead| lead.len());
        // A lead of the application's own.
        let lead = lead.or_else(|| {
            let at = word.find(".eyJ").filter(|_| !word.starts_with("eyJ"))? + 1;
            word.get(at..).filter(|rest| looks_like_token(rest)).map(|_| at)
        });
        let lead = lead.unwrap_or(0);
        let value = word.get(lead..).unwrap_or_default();
        let shown = value.len() >= MIN_TOKEN && looks_like_token(value);
        if !value.is_empty() && (lead > 0 || shown || is_token_name(before)) {
            let decoded = base64url::either(value).and_then(|bytes| String::from_utf8(bytes).ok());
            let plain = decoded.filter(|_| word.starts_with(KUBERNETES)).unwrap_or_else(|| value.to_owned());
            let name = if lead > 0 { word.get(..lead - 1).unwrap_or_default() } else { before };
            let at = start + lead..start + word.len();
            spots.push(Spot { kind: Kind::Protocol, name: name.to_owned(), at, text: plain });
        }
        before = word;
    }
    spots
}

/// The tokens in a named value: itself, if it is one by its name or form; or those inside of it,
/// where the value is JSON or base64 of JSON, as session cookies are.
pub fn value(kind: Kind, named: &Named, text: &str) -> Vec<Spot> {
    let Some(written) = text.get(named.at.clone()).filter(|value| value.len() >= MIN_NAMED) else { return Vec::new() };
    let plain = match kind {
        // `\/` is the only escape that stands inside a token.
        Kind::Member => written.replace("\\/", "/"),
        Kind::Query | Kind::Fragment | Kind::Field | Kind::Cookie if written.contains('%') => {
            percent_decode_str(written).decode_utf8().map_or_else(|_| written.to_owned(), Cow::into_owned)
        }
        _ => written.to_owned(),
    };
    let name = named.name.clone();
    let session = plain.strip_prefix("base64-").and_then(base64url::either).and_then(|b| String::from_utf8(b).ok());
    let inside = session.as_deref().unwrap_or(&plain).trim_start();
    if kind != Kind::Member && inside.starts_with(['{', '[']) && inside.len() > MIN_TOKEN {
        let inner = walk::json(inside);
        let inner = inner.iter().flat_map(|one| value(Kind::Member, one, inside));
        return inner
            .map(|spot| {
                let joined = if spot.name.is_empty() { name.clone() } else { format!("{name}.{}", spot.name) };
                Spot { kind, name: joined, at: named.at.clone(), text: spot.text }
            })
            .collect();
    }
    // A sentence may begin with a token; its words are looked at one by one.
    let is_word = !plain.trim().contains(char::is_whitespace);
    let long = plain.len() >= MIN_TOKEN;
    if is_word && is_token_name(&name) || long && (is_word && looks_like_token(&plain) || is_other_kind(&plain)) {
        return vec![Spot { kind, name, at: named.at.clone(), text: plain }];
    }
    Vec::new()
}

/// Whether a word has the form of a token that stands out by itself. Cheap: looks at its beginning.
pub fn looks_like_token(word: &str) -> bool {
    // `eyJ` is `{"` in base64url. One dot is enough: tokens get cut. Without any, only a long one.
    let jose = word.starts_with("eyJ") && (word.contains('.') || word.len() > 40);
    let paseto = ["v1.", "v2.", "v3.", "v4."].iter().any(|v| word.starts_with(v))
        && (word.get(3..10) == Some("public.") || word.get(3..9) == Some("local."));
    // `<saml` and `<?xml` in base64.
    let xml = (word.starts_with("PHNhbW") || word.starts_with("PD94bWwg")) && word.len() > 200;
    let key = || {
        word.len() <= MAX_KEY && opaque::vendor(word).is_some() && word.bytes().filter(u8::is_ascii_digit).count() >= 2
    };
    jose || paseto || xml || word.starts_with("gAAAAA") && word.len() >= 100 || key()
}

/// The user and password in a URL (RFC 3986 §3.2.1), with their place: between `//` and `@`.
pub fn userinfo(url: &str) -> Option<Range<usize>> {
    let start = url.find("//")? + 2;
    let rest = url.get(start..)?;
    let authority = rest.get(..rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()))?;
    authority.rfind('@').filter(|at| *at > 0).map(|at| start..start + at)
}

/// In order and without overlap: of two that overlap, the one that begins first, which has the name.
pub fn tidy(mut spots: Vec<Spot>) -> Vec<Spot> {
    crate::sorted::by_key(&mut spots, |spot| (spot.at.start, std::cmp::Reverse(spot.at.end)));
    let mut out: Vec<Spot> = Vec::with_capacity(spots.len());
    for spot in spots {
        // Several tokens in one encoded value have one place.
        if out.last().is_none_or(|last| spot.at.start >= last.at.end || spot.at == last.at && spot.text != last.text) {
            out.push(spot);
        }
    }
    out
}

/// Looks for a token in a run of the characters that tokens are made of: `name=token`, a part of a
/// path, what follows a percent escape.
fn word(text: &str, range: Range<usize>, spots: &mut Vec<Spot>) {
    // A sentence ends with a dot.
    let whole = text.get(range.clone()).unwrap_or_default().trim_end_matches(['.', '/', '~']);
    let escaped = text.get(..range.start).is_some_and(|before| before.ends_with('%'));
    let starts = whole.match_indices(['=', '/']).map(|(at, _)| at + 1);
    for lead in std::iter::once(0).chain(escaped.then_some(2)).chain(starts) {
        let Some(rest) = whole.get(lead..).filter(|rest| rest.len() >= MIN_TOKEN) else { return };
        if !looks_like_token(rest) {
            continue;
        }
        // The alphabet of JOSE has no slash: what follows one after the last part is the rest of a path.
        let signature = if rest.starts_with("eyJ") { rest.match_indices('.').nth(1) } else { None };
        let slash = signature.and_then(|(dot, _)| rest.get(dot..)?.find('/').map(|n| dot + n));
        let token = rest.get(..slash.unwrap_or(rest.len())).unwrap_or(rest);
        let start = range.start + lead;
        let at = start..start + token.len();
        spots.push(Spot { kind: Kind::Text, name: String::new(), at, text: token.to_owned() });
        return;
    }
}

/// Whether a body is `a=b&c=d`: names before `=`, no blanks, no markup.
fn is_form(text: &str) -> bool {
    let name = text.split('=').next().unwrap_or_default();
    let is_name =
        |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'%' | b'+' | b'[' | b']' | b'$' | b':');
    name.len() < text.len() && name.len() <= 200 && name.bytes().all(is_name)
}

/// Signed and encrypted values of frameworks: recognized by trying, so only where one stands alone.
fn is_other_kind(value: &str) -> bool {
    let signs = value.contains("--") || value.contains([':', '.']) || value.starts_with("eyJpdiI6") || value.len() > 80;
    signs && !value.contains(char::is_whitespace) && matches!(read(value).0, Token::Other(_) | Token::Jwe(_))
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;

    const JWT: &str = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhIn0.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    fn check(text: &str, spots: Vec<Spot>, expect: &[(&str, &str)]) {
        let found: Vec<(&str, &str)> = spots.iter().map(|spot| (spot.name.as_str(), &text[spot.at.clone()])).collect();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn in_any_text() {
        let text = format!("Authorization: Bearer {JWT}. And token={JWT}");
        check(&text, in_text(&text), &[("", JWT), ("", JWT)]);
        let text = format!("https://a.test/reset/{JWT}/now?next=%2Fx%3Ft%3D{JWT}");
        check(&text, in_text(&text), &[("", JWT), ("", JWT)]);
        // A token that was cut is still a secret.
        let text = format!("sent {} only", &JWT[..40]);
        check(&text, in_text(&text), &[("", &JWT[..40])]);
    }

    #[test]
    fn in_urls() {
        let text = format!("https://a.b/c?x=1&access_token={JWT}&y=2#id_token={JWT}");
        let spots = in_url(&text);
        assert_eq!([spots[0].kind, spots[1].kind], [Kind::Query, Kind::Fragment]);
        check(&text, spots, &[("access_token", JWT), ("id_token", JWT)]);
        let text = format!("/verify/{JWT}");
        check(&text, in_url(&text), &[("", JWT)]);
        check("https://a.b/c", in_url("https://a.b/c"), &[]);
    }

    #[test]
    fn in_bodies() {
        let encoded = JWT.replace('.', "%2E");
        let text = format!("grant_type=x&assertion={encoded}");
        let spots = in_body(&text);
        assert_eq!(spots[0].text, JWT);
        check(&text, spots, &[("assertion", &encoded)]);
        let text = format!(r#"{{"data":{{"access_token": "{JWT}", "n": ["x"]}}, "refresh_token":"opaque-refresh"}}"#);
        check(&text, in_body(&text), &[("data.access_token", JWT), ("refresh_token", "opaque-refresh")]);
        let text = format!(r#"{{"message":"the token {JWT} has expired"}}"#);
        check(&text, in_body(&text), &[("", JWT)]);
        let text = format!(r#"{{"access_token":"{JWT}","refr"#);
        check(&text, in_body(&text), &[("access_token", JWT)]);
        let text = format!("<input type=hidden name=id_token value=\"{JWT}\">");
        check(&text, in_body(&text), &[("", JWT)]);
        let text = format!("--b\r\nContent-Disposition: form-data; name=\"id_token\"\r\n\r\n{JWT}\r\n--b--\r\n");
        check(&text, in_body(&text), &[("id_token", JWT)]);
    }

    #[test]
    fn in_websocket_protocols() {
        let text = format!("graphql-ws, bearer.{JWT}");
        check(&text, in_protocols(&text), &[("bearer", JWT)]);
        let text = format!("access_token, {JWT}");
        check(&text, in_protocols(&text), &[("access_token", JWT)]);
        let encoded = URL_SAFE_NO_PAD.encode(JWT);
        let text = format!("v4.channel.k8s.io, base64url.bearer.authorization.k8s.io.{encoded}");
        let spots = in_protocols(&text);
        assert_eq!(spots[0].text, JWT);
        check(&text, spots, &[("base64url.bearer.authorization.k8s.io", &encoded)]);
        assert_eq!(in_protocols("graphql-transport-ws, soap, wamp"), []);
        let own = format!("graphql-ws, my.own-lead.{JWT}");
        let spots = in_protocols(&own);
        assert_eq!((spots.len(), spots[0].name.as_str(), &own[spots[0].at.clone()]), (1, "my.own-lead", JWT));
    }

    #[test]
    fn inside_a_session_cookie() {
        let session = format!(r#"{{"access_token":"{JWT}","refresh_token":"v1-abcdefghijkl"}}"#);
        for text in [session.clone(), format!("base64-{}", URL_SAFE_NO_PAD.encode(&session))] {
            let named = Named { name: "sb-auth-token".into(), at: 0..text.len() };
            let spots = value(Kind::Cookie, &named, &text);
            let found: Vec<_> = spots.iter().map(|s| (s.name.as_str(), s.text.as_str(), s.at.len())).collect();
            let all = text.len();
            assert_eq!(
                found,
                [("sb-auth-token.access_token", JWT, all), ("sb-auth-token.refresh_token", "v1-abcdefghijkl", all)]
            );
        }
    }

    #[test]
    fn nothing_in_ordinary_text() {
        for text in [
            "",
            "https://www.example.com/a/b.html?q=some+words&page=2",
            "{\"name\":\"Ann\",\"list\":[1,2,3],\"url\":\"https://a.b/c-d--e\",\"token\":\"expired\"}",
            "a very ordinary sentence with some-long-hyphenated-words_and_underscores.html",
            "_ga=GA1.2.1234567890.1600000000; theme=dark",
            "class=\"sk-folding-cube-wrapper-with-a-long-name re_render_when_the_view_comes_back\"",
            "/assets/index-4f3a9c1b2d5e6f708192a3b4c5d6e7f8.js",
        ] {
            for spots in [in_text(text), in_url(text), in_body(text), in_protocols(text)] {
                assert_eq!(spots, [], "{text}");
            }
        }
    }

    #[test]
    fn a_large_body_takes_little_time() {
        let start = std::time::Instant::now();
        for text in ["a=".repeat(130_000), "eyJ".repeat(80_000), "/=".repeat(130_000), "[{\"a\":".repeat(40_000)] {
            in_body(&text);
            in_url(&text);
        }
        // Were the time a square of the length, it would be minutes.
        assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
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
