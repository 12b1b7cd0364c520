//! What changed since the last success of the same route.

use crate::exchange::Headers;
use crate::facts::Facts;
use crate::finding::Source;
use crate::redact::{self, find};
use crate::sorted;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where it is.
    pub place: Place,
    /// What it was when it worked; none if it was not there. Secrets are masked.
    pub before: Option<String>,
    /// What it is now.
    pub after: Option<String>,
}

/// Where two exchanges can differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Where evidence can stand, too.
    At(Source),
    /// A cookie of the request.
    Cookie(String),
    /// The path of the URL.
    Path,
    /// A parameter of the URL.
    Parameter(String),
    /// The network address that answered.
    Remote,
}

impl Place {
    /// Whether it is a part of the answer, which follows from the refusal.
    pub fn of_answer(&self) -> bool {
        matches!(self, Place::At(Source::ResponseHeader(_)) | Place::Remote)
    }

    /// Whether its values are moments.
    pub fn of_time(&self) -> bool {
        matches!(self, Place::At(Source::Claim(name)) if TIMES.contains(&name.as_str()))
    }

    /// Where to look it up in the exchange.
    pub fn source(&self) -> Option<Source> {
        Some(match self {
            Place::At(source) => source.clone(),
            Place::Cookie(_) => Source::RequestHeader("Cookie".into()),
            Place::Path | Place::Parameter(_) => Source::Url,
            Place::Remote => return None,
        })
    }
}

/// Claims that are told as moments.
const TIMES: &[&str] = &["exp", "nbf", "iat"];

/// Headers that differ from one request to the next without meaning anything.
const RESTLESS: &[&str] = &[
    "date", "content-length", "etag", "last-modified", "age", "x-request-id", "x-correlation-id", "x-amzn-requestid",
    "x-amzn-trace-id", "x-amz-cf-id", "cf-ray", "traceparent", "x-runtime", "x-response-time", "server-timing",
    "connection", "keep-alive", "report-to", "nel", "cookie", "set-cookie", "authorization", "if-none-match",
    "if-modified-since",
];

/// The differences, what a credential is about first.
pub fn differences(good: Facts, bad: Facts) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut differ = |place: Place, before: Option<String>, after: Option<String>| {
        if before != after {
            found.push(Difference { place, before, after });
        }
    };
    credentials(good, bad, &mut differ);
    let cookies = |f: Facts| f.cookies().into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect::<Vec<_>>();
    let (then, now) = (cookies(good), cookies(bad));
    let mut names: Vec<_> = then.iter().chain(&now).map(|(name, _)| name.clone()).collect();
    sorted::by(&mut names, Ord::cmp);
    names.dedup();
    for name in names {
        let of = |list: &[(String, String)]| list.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone());
        let (before, after) = (of(&then), of(&now));
        // Two masks look alike: that a value changed is said by their letters.
        let both = before.is_some() && after.is_some() && before != after;
        let mask = |v: Option<String>, letter: &str| {
            v.map(|v| if both { format!("{} ({letter})", redact::secret(&v)) } else { redact::secret(&v) })
        };
        differ(Place::Cookie(name.clone()), mask(before, "A"), mask(after, "B"));
    }
    let path = |f: Facts| Some(f.url().path().to_owned());
    differ(Place::Path, path(good), path(bad));
    parameters(good, bad, &mut differ);
    headers(Source::RequestHeader, &good.request().headers, &bad.request().headers, &mut differ);
    let body = |f: Facts| f.request().body.as_ref().map(|b| find::masked(&b.text, &find::in_body(&b.text)));
    differ(Place::At(Source::RequestBody), body(good), body(bad));
    headers(Source::ResponseHeader, &good.response().headers, &bad.response().headers, &mut differ);
    let server = |f: Facts| f.exchange().server_address.clone();
    if server(good).is_some() && server(bad).is_some() {
        differ(Place::Remote, server(good), server(bad));
    }
    found
}

fn credentials(good: Facts, bad: Facts, differ: &mut impl FnMut(Place, Option<String>, Option<String>)) {
    let value = |f: Facts| f.authorization().map(|v| find::masked(v, &find::in_header("authorization", v)));
    if good.authorization() == bad.authorization() {
        return;
    }
    let (before, after) = (value(good), value(bad));
    let claims = |f: Facts| f.token().and_then(|t| t.claims().cloned());
    match (claims(good), claims(bad)) {
        (Some(then), Some(now)) => {
            let names: Vec<_> = then.0.keys().chain(now.0.keys().filter(|k| !then.0.contains_key(*k))).collect();
            for name in names {
                let text = |claims: &crate::token::Claims| {
                    let value = claims.get(name)?;
                    let time = TIMES.contains(&name.as_str()).then(|| claims.time(name)).flatten();
                    Some(time.map_or_else(|| value.to_string(), |t| t.instant.iso()))
                };
                differ(Place::At(Source::Claim(name.clone())), text(&then), text(&now));
            }
        }
        _ if before == after => {
            differ(authorization(), before.map(|b| format!("{b} (A)")), after.map(|a| format!("{a} (B)")))
        }
        _ => differ(authorization(), before, after),
    }
}

fn authorization() -> Place {
    Place::At(Source::RequestHeader("Authorization".into()))
}

/// The parameters of the URL; those whose name says that they are secret are masked.
fn parameters(good: Facts, bad: Facts, differ: &mut impl FnMut(Place, Option<String>, Option<String>)) {
    let (then, now) = (good.url().query(), bad.url().query());
    let mut names: Vec<&String> = Vec::new();
    for (name, _) in then.iter().chain(&now) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    for name in names {
        let of = |list: &[(String, String)]| {
            let all: Vec<_> = list.iter().filter(|(n, _)| n == name).map(|(_, value)| value.as_str()).collect();
            (!all.is_empty()).then(|| all.join(", "))
        };
        let (before, after) = (of(&then), of(&now));
        let both = before.is_some() && after.is_some() && before != after;
        let mask = |value: Option<String>, letter: &str| {
            value.map(|v| match (redact::is_secret_name(name), both) {
                (true, true) => format!("{} ({letter})", redact::secret(&v)),
                (true, false) => redact::secret(&v),
                // A value may be a token whatever its name.
                (false, _) => find::masked(&v, &find::in_url(&v)),
            })
        };
        differ(Place::Parameter(name.clone()), mask(before, "A"), mask(after, "B"));
    }
}

fn headers(
    kind: fn(String) -> Source,
    good: &Headers,
    bad: &Headers,
    differ: &mut impl FnMut(Place, Option<String>, Option<String>),
) {
    let mut names: Vec<&str> = Vec::new();
    for header in good.iter().chain(bad.iter()) {
        let name = header.name.as_str();
        let restless = RESTLESS.iter().any(|r| name.eq_ignore_ascii_case(r)) || name.starts_with(':');
        if !restless && !names.iter().any(|n| n.eq_ignore_ascii_case(name)) {
            names.push(name);
        }
    }
    for name in names {
        let of = |headers: &Headers| {
            let all: Vec<_> = headers.all(name).map(|v| find::masked(v, &find::in_header(name, v))).collect();
            (!all.is_empty()).then(|| all.join("\n"))
        };
        differ(Place::At(kind(name.to_owned())), of(good), of(bad));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{Address, Exchange, Request, Response};
    use crate::history::History;

    #[test]
    fn tells_what_changed_and_no_secret() {
        let exchange = |status, headers: &[(&'static str, &'static str)]| Exchange {
            request: Request {
                method: "GET".into(),
                url: Address::new("https://a.test/x?access_token=hush"),
                headers: headers.iter().copied().collect(),
                body: None,
            },
            response: Response { status, ..Response::default() },
            ..Exchange::default()
        };
        let mut history = History::default();
        let good = history.push(
            0,
            exchange(200, &[("authorization", "Bearer hush1"), ("cookie", "sid=hush2; lang=de"), ("x-tenant", "7")])
                .into(),
        );
        let bad = history.push(1, exchange(401, &[("authorization", "Bearer hush3"), ("cookie", "lang=de")]).into());
        let (good, bad) = (Facts::of(&history, good).unwrap(), Facts::of(&history, bad).unwrap());
        let found = differences(good, bad);
        let places: Vec<_> = found.iter().map(|d| d.place.clone()).collect();
        let tenant = Place::At(Source::RequestHeader("x-tenant".into()));
        assert_eq!(places, [authorization(), Place::Cookie("sid".into()), tenant]);
        assert_eq!(found[2].after, None);
        assert!(!format!("{found:?}").contains("hush"), "{found:?}");
        assert!(differences(bad, bad).is_empty());
    }

    #[test]
    fn a_url_differs_by_its_parts() {
        let exchange = |url: &str| Exchange {
            request: Request { method: "GET".into(), url: Address::new(url), ..Request::default() },
            ..Exchange::default()
        };
        let mut history = History::default();
        let good = history.push(0, exchange("https://a.test/users/1?page=1&key=hush1&lang=de").into());
        let bad = history.push(1, exchange("https://a.test/users/2?page=2&key=hush2").into());
        let found = differences(Facts::of(&history, good).unwrap(), Facts::of(&history, bad).unwrap());
        let shown: Vec<_> = found.iter().map(|d| (d.place.clone(), d.before.is_some(), d.after.is_some())).collect();
        let parameter = |name: &str| Place::Parameter(name.into());
        let expected = [
            (Place::Path, true, true),
            (parameter("page"), true, true),
            (parameter("key"), true, true),
            (parameter("lang"), true, false),
        ];
        assert_eq!(shown, expected);
        assert_eq!((found[1].before.as_deref(), found[1].after.as_deref()), (Some("1"), Some("2")));
        assert!(!format!("{found:?}").contains("hush"), "{found:?}");
    }
}
