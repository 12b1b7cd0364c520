//! [`Exchange`]s → HAR 1.2, so that [`read`](super::read) gives the same exchanges back and other
//! tools open the file.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::exchange::{Exchange, Headers, Initiator, Place, Request, Response};

/// A HAR file with these exchanges in their order; `comment` says in words how it was made.
pub fn write<'e>(exchanges: impl IntoIterator<Item = &'e Exchange>, comment: &str) -> String {
    let mut pages = HashMap::new();
    let mut list = Vec::new();
    let mut entries = String::new();
    for exchange in exchanges {
        let page = exchange.page.as_deref().map(|address| {
            let number = pages.len() + 1;
            let id = pages.entry(address).or_insert_with(|| {
                list.push(page(exchange, address, number));
                format!("page_{number}")
            });
            id.clone()
        });
        // One entry a line: files can be compared line by line.
        entries.push_str(if entries.is_empty() { "\n" } else { ",\n" });
        entries.push_str(&entry(exchange, page).to_string());
    }
    let creator = json!({ "name": "Latchkey", "version": env!("CARGO_PKG_VERSION") });
    format!(
        "{{\"log\":{{\"version\":\"1.2\",\"creator\":{creator},\"comment\":{},\"pages\":{},\"entries\":[{entries}\n]}}}}\n",
        Value::from(comment),
        Value::from(list),
    )
}

fn page(first: &Exchange, address: &str, number: usize) -> Value {
    json!({
        "startedDateTime": first.started.iso(),
        "id": format!("page_{number}"),
        "title": address,
        "pageTimings": {},
    })
}

fn entry(exchange: &Exchange, page: Option<String>) -> Value {
    let took = exchange.took.map_or(-1, |t| t.0);
    let mut entry = json!({
        "startedDateTime": exchange.started.iso(),
        "time": took,
        "request": request(&exchange.request),
        "response": response(exchange),
        "cache": {},
        "timings": { "send": 0, "wait": took.max(0), "receive": 0 },
    });
    let more = [
        ("pageref", page.map(Value::from)),
        ("serverIPAddress", exchange.server_address.clone().map(Value::from)),
        ("_resourceType", exchange.resource_type.clone().map(Value::from)),
        ("_initiator", exchange.initiator.as_ref().map(initiator)),
        ("_secretsReplaced", exchange.has_stand_ins.then_some(Value::Bool(true))),
        ("_secretsLeftOut", exchange.sanitised.then_some(Value::Bool(true))),
        ("_fromCache", exchange.from_cache.then(|| "disk".into())),
    ];
    add(&mut entry, more);
    entry
}

/// As Chromium writes it: a script with its stack, a page with its address.
fn initiator(of: &Initiator) -> Value {
    if of.callers.is_empty() {
        let mut out = place(&of.place);
        add(&mut out, [("type", Some("other".into()))]);
        return out;
    }
    let frames: Vec<_> = std::iter::once(&of.place).chain(&of.callers).map(place).collect();
    json!({ "type": "script", "stack": { "callFrames": frames } })
}

/// Browsers count lines and columns from 0.
fn place(place: &Place) -> Value {
    let mut out = json!({ "url": place.url });
    let number = |number: Option<u32>| number.map(|number| number.saturating_sub(1).into());
    add(&mut out, [("lineNumber", number(place.line)), ("columnNumber", number(place.column))]);
    out
}

fn request(request: &Request) -> Value {
    let pairs = request.url.query().into_iter().map(|(name, value)| json!({ "name": name, "value": value }));
    let mut out = json!({
        "method": request.method,
        "url": request.url.as_str(),
        "httpVersion": "unknown",
        "cookies": [],
        "headers": headers(&request.headers),
        "queryString": pairs.collect::<Vec<_>>(),
        "headersSize": -1,
        "bodySize": request.body.as_ref().map_or(0, |b| b.text.len()),
    });
    let body = request.body.as_ref();
    let kind = request.headers.get("content-type").unwrap_or_default();
    add(&mut out, [("postData", body.map(|b| json!({ "mimeType": kind, "text": b.text })))]);
    out
}

fn response(exchange: &Exchange) -> Value {
    let response: &Response = &exchange.response;
    let body = response.body.as_ref();
    let mut content = json!({
        "size": response.size.map_or(-1, |size| i64::try_from(size).unwrap_or(-1)),
        "mimeType": response.mime_type,
    });
    let cut = body.filter(|b| b.cut).map(|_| "the rest of the body is left out".into());
    add(&mut content, [("text", body.map(|b| b.text.clone().into())), ("comment", cut)]);
    let mut out = json!({
        "status": response.status,
        "statusText": response.status_text,
        "httpVersion": "unknown",
        "cookies": [],
        "headers": headers(&response.headers),
        "content": content,
        "redirectURL": response.redirect_url.as_deref().unwrap_or_default(),
        "headersSize": -1,
        "bodySize": -1,
    });
    let worker = exchange.from_service_worker.then_some(Value::Bool(true));
    add(&mut out, [("_error", exchange.error.clone().map(Value::from)), ("_fetchedViaServiceWorker", worker)]);
    out
}

fn headers(headers: &Headers) -> Value {
    headers.iter().map(|h| json!({ "name": h.name, "value": h.value })).collect()
}

/// Adds the members that are there.
fn add<const N: usize>(to: &mut Value, members: [(&str, Option<Value>); N]) {
    if let Some(object) = to.as_object_mut() {
        object.extend(members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::{Address, Body};
    use crate::instant::{Instant, Span};

    #[test]
    fn what_is_written_is_read_again() {
        let exchange = Exchange {
            started: Instant::from_millis(1_790_000_000_123),
            took: Some(Span(42)),
            request: Request {
                method: "POST".into(),
                url: Address::new("https://a.test/x?q=1&r=%20"),
                headers: [("A", "1"), ("a", "\"2\""), (":authority", "a.test")].into_iter().collect(),
                body: Some(Body::new("x=1\n\u{2028}".into())),
            },
            response: Response {
                status: 401,
                status_text: "Unauthorized".into(),
                headers: [("WWW-Authenticate", "Basic"), ("WWW-Authenticate", "Bearer")].into_iter().collect(),
                mime_type: "application/json".into(),
                body: Some(Body::new("{\"error\":\"no\"}".into())),
                redirect_url: Some("https://a.test/y".into()),
                size: Some(14),
            },
            resource_type: Some("fetch".into()),
            initiator: Some(Initiator {
                place: Place { url: "https://a.test/app.js".into(), line: Some(42), column: Some(7) },
                callers: vec![Place { url: "https://a.test/b.js".into(), line: Some(1), column: None }],
            }),
            error: Some("net::ERR_FAILED".into()),
            from_cache: true,
            from_service_worker: true,
            page: Some("https://a.test/".into()),
            server_address: Some("[::1]".into()),
            sanitised: true,
            has_stand_ins: true,
        };
        let bare = Exchange {
            request: Request { method: "GET".into(), url: Address::new("https://b.test/"), ..Request::default() },
            initiator: Some(Initiator {
                place: Place { url: "https://b.test:8443".into(), line: None, column: None },
                callers: Vec::new(),
            }),
            ..Exchange::default()
        };
        let text = write([&exchange, &bare, &exchange], "a test");
        let file = crate::har::read(&text).unwrap();
        assert!(file.notes.is_empty() && file.creator.starts_with("Latchkey "), "{:?} {}", file.notes, file.creator);
        let read: Vec<_> = file.exchanges.into_iter().map(|(_, exchange)| exchange).collect();
        assert_eq!(read, [exchange.clone(), bare, exchange]);
        assert!(crate::har::read(&write([], "")).is_ok_and(|file| file.exchanges.is_empty()));
    }
}
