//! What changed since the last success of the same route.

use std::collections::BTreeSet;

use crate::exchange::Headers;
use crate::facts::Facts;
use crate::redact::{self, find};
use crate::text::labels::Labels;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// `Request header Authorization`, `Token claim exp`.
    pub place: String,
    /// What it was when it worked; none if it was not there. Secrets are masked.
    pub before: Option<String>,
    /// What it is now.
    pub after: Option<String>,
}

/// Headers that differ from one request to the next without meaning anything.
const RESTLESS: &[&str] = &[
    "date",
    "content-length",
    "etag",
    "last-modified",
    "age",
    "x-request-id",
    "x-correlation-id",
    "x-amzn-requestid",
    "x-amzn-trace-id",
    "x-amz-cf-id",
    "cf-ray",
    "traceparent",
    "x-runtime",
    "x-response-time",
    "server-timing",
    "connection",
    "keep-alive",
    "report-to",
    "nel",
    "cookie",
    "set-cookie",
    "authorization",
    "if-none-match",
    "if-modified-since",
];

/// The differences, what a credential is about first.
pub fn differences(labels: &Labels, good: Facts, bad: Facts) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut differ = |place: String, before: Option<String>, after: Option<String>| {
        if before != after {
            found.push(Difference { place, before, after });
        }
    };
    credentials(labels, good, bad, &mut differ);
    let cookies = |f: Facts| f.cookies().into_iter().map(|(n, v)| (n.to_owned(), v.to_owned())).collect::<Vec<_>>();
    let (then, now) = (cookies(good), cookies(bad));
    let names: BTreeSet<_> = then.iter().chain(&now).map(|(name, _)| name.clone()).collect();
    for name in names {
        let of = |list: &[(String, String)]| list.iter().find(|(n, _)| *n == name).map(|(_, v)| v.clone());
        let (before, after) = (of(&then), of(&now));
        // Two masks look alike: that a value changed is said by their letters.
        let both = before.is_some() && after.is_some() && before != after;
        let mask = |v: Option<String>, letter: &str| {
            v.map(|v| if both { format!("{} ({letter})", redact::secret(&v)) } else { redact::secret(&v) })
        };
        differ(format!("Cookie {name}"), mask(before, "A"), mask(after, "B"));
    }
    let url = |f: Facts| find::masked(f.url().as_str(), &find::in_url(f.url().as_str()));
    differ(labels.source_url.into(), Some(url(good)), Some(url(bad)));
    headers(labels.source_request_header, &good.request().headers, &bad.request().headers, &mut differ);
    let body = |f: Facts| f.request().body.as_ref().map(|b| find::masked(&b.text, &find::in_body(&b.text)));
    differ(labels.source_request_body.into(), body(good), body(bad));
    headers(labels.source_response_header, &good.response().headers, &bad.response().headers, &mut differ);
    let server = |f: Facts| f.exchange().server_address.clone();
    if server(good).is_some() && server(bad).is_some() {
        differ(labels.remote.into(), server(good), server(bad));
    }
    found
}

fn credentials(
    labels: &Labels,
    good: Facts,
    bad: Facts,
    differ: &mut impl FnMut(String, Option<String>, Option<String>),
) {
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
                    let time = matches!(name.as_str(), "exp" | "nbf" | "iat").then(|| claims.time(name)).flatten();
                    Some(time.map_or_else(|| value.to_string(), |t| t.instant.iso()))
                };
                differ((labels.source_claim)(name), text(&then), text(&now));
            }
        }
        _ if before == after => differ(
            (labels.source_request_header)("Authorization"),
            before.map(|b| format!("{b} (A)")),
            after.map(|a| format!("{a} (B)")),
        ),
        _ => differ((labels.source_request_header)("Authorization"), before, after),
    }
}

fn headers(
    kind: fn(&str) -> String,
    good: &Headers,
    bad: &Headers,
    differ: &mut impl FnMut(String, Option<String>, Option<String>),
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
        differ(kind(name), of(good), of(bad));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{Address, Exchange, Request, Response};
    use crate::history::History;
    use crate::text::labels::ENGLISH;

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
        let found = differences(&ENGLISH, good, bad);
        let places: Vec<_> = found.iter().map(|d| d.place.as_str()).collect();
        assert_eq!(places, ["Request header Authorization", "Cookie sid", "Request header x-tenant"]);
        assert_eq!(found[2].after, None);
        assert!(!format!("{found:?}").contains("hush"), "{found:?}");
        assert!(differences(&ENGLISH, bad, bad).is_empty());
    }
}
