//! One HAR entry as DevTools and the HAR files of other tools write it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::reader::{Raw, Reader, Scalar, Step};
use crate::exchange::{Address, Body, CALLERS, Exchange, Header, Headers, Initiator, Place, Request, Response};
use crate::instant::{Instant, Span};

/// The exchange that the JSON text of one entry tells of; `None` when the text is no entry, or names no URL.
pub fn exchange(json: &str) -> Option<Exchange> {
    let mut reader = Reader::new(json);
    let entry = entry(&mut reader).ok()?;
    if reader.peek().is_some() { None } else { entry.map(|(_, exchange)| exchange) }
}

/// An entry's page and exchange.
pub(super) type Read = (Option<String>, Exchange);

/// Reads a HAR entry (HAR 1.2 §`entries`): the fields that Latchkey needs, and Chromium's own. Every field may be absent or of
/// another type: it is then as if it were not there. `None` when it has no request URL and so tells nothing.
pub(super) fn entry(reader: &mut Reader) -> Step<Option<Read>> {
    let mut page = None;
    let mut out = Exchange::default();
    let (mut answer, mut socket) = (Answer::default(), Socket::default());
    reader.members(&mut |reader, name| {
        match name {
            "startedDateTime" => out.started = when(reader)?.unwrap_or_default(),
            "time" => out.took = reader.number()?.filter(|t| t.is_finite() && *t >= 0.0).map(|t| Span(t as i64)),
            "request" => out.request = request(reader)?,
            "response" => answer = response(reader)?,
            "_resourceType" => out.resource_type = reader.text()?,
            "_initiator" => out.initiator = initiator(reader)?,
            "_fromCache" => out.from_cache = reader.raw_text()?.is_some(),
            "serverIPAddress" => out.server_address = reader.text()?.filter(|a| !a.is_empty()),
            "_secretsReplaced" => out.has_stand_ins = reader.truth()? == Some(true),
            "_secretsLeftOut" => out.sanitised = reader.truth()? == Some(true),
            "_webSocketMessages" => socket = messages(reader)?,
            "pageref" => page = reader.text()?,
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    if out.request.url.as_str().is_empty() {
        return Ok(None);
    }
    out.error = answer.error.filter(|e| !e.is_empty()).or(socket.error);
    out.from_service_worker = answer.from_service_worker;
    let content = answer.content;
    let (status, mime_type) = (answer.response.status, mime_type(&content.mime_type));
    out.response = Response {
        body: content.body(Body::limit(status, &mime_type)).map(|text| Body::of_response(text, status, &mime_type)),
        size: content.size.filter(|s| *s >= 0.0).map(|s| s as u64),
        mime_type,
        ..answer.response
    };
    if out.response.status == 101 && out.response.body.is_none() {
        out.response.body = socket.last.map(Body::new);
    }
    Ok(Some((page, out)))
}

/// A response while its entry is read.
#[derive(Default)]
struct Answer<'t> {
    response: Response,
    content: Content<'t>,
    error: Option<String>,
    from_service_worker: bool,
}

/// The content of a response. How much of its text is kept is known only when the status is.
#[derive(Default)]
struct Content<'t> {
    size: Option<f64>,
    mime_type: String,
    text: Option<Raw<'t>>,
    encoding: Option<String>,
}

fn request(reader: &mut Reader) -> Step<Request> {
    let (mut out, mut method) = (Request::default(), None);
    reader.members(&mut |reader, name| {
        match name {
            "method" => method = reader.text()?,
            "url" => out.url = reader.text()?.filter(|url| !url.is_empty()).map(Address::new).unwrap_or_default(),
            "headers" => out.headers = headers(reader)?,
            "postData" => out.body = post_data(reader)?,
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    out.method = method.unwrap_or_else(|| "GET".into());
    Ok(out)
}

fn response<'t>(reader: &mut Reader<'t>) -> Step<Answer<'t>> {
    let mut out = Answer::default();
    reader.members(&mut |reader, name| {
        match name {
            "status" => out.response.status = status(reader.number()?),
            "statusText" => out.response.status_text = reader.text()?.unwrap_or_default(),
            "headers" => out.response.headers = headers(reader)?,
            "content" => out.content = content(reader)?,
            "redirectURL" => out.response.redirect_url = reader.text()?.filter(|u| !u.is_empty()),
            "_error" => out.error = reader.text()?,
            "_fetchedViaServiceWorker" => out.from_service_worker = reader.truth()? == Some(true),
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    Ok(out)
}

fn content<'t>(reader: &mut Reader<'t>) -> Step<Content<'t>> {
    let mut out = Content::default();
    reader.members(&mut |reader, name| {
        match name {
            "size" => out.size = reader.number()?,
            "mimeType" => out.mime_type = reader.text()?.unwrap_or_default(),
            "text" => out.text = reader.raw_text()?,
            "encoding" => out.encoding = reader.text()?,
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    Ok(out)
}

impl Content<'_> {
    /// The start of the body as text, more than `limit` bytes where it has more; none when it is binary. Chromium gives some
    /// textual bodies in base64.
    fn body(&self, limit: usize) -> Option<String> {
        let text = self.text?;
        if !self.encoding.as_deref().is_some_and(|e| e.eq_ignore_ascii_case("base64")) {
            return Some(text.start(limit + 1));
        }
        let enough = (limit / 3 + 2) * 4;
        let text = text.start(enough);
        let cut = text.len() > enough;
        let bytes = STANDARD.decode(text.as_bytes().get(..enough).unwrap_or(text.as_bytes())).ok()?;
        if self.mime_type.starts_with("application/grpc") && !self.mime_type.contains("text") {
            return grpc_trailer(&bytes);
        }
        match String::from_utf8(bytes) {
            Ok(text) => Some(text),
            // The cut may have gone through a character.
            Err(error) if cut && error.utf8_error().error_len().is_none() => {
                let whole = error.utf8_error().valid_up_to();
                let mut bytes = error.into_bytes();
                bytes.truncate(whole);
                String::from_utf8(bytes).ok()
            }
            Err(_) => None,
        }
    }
}

/// The trailer of gRPC-Web, which is text (PROTOCOL-WEB). The frames before it hold binary messages.
fn grpc_trailer(mut rest: &[u8]) -> Option<String> {
    while let [flag, a, b, c, d, frame @ ..] = rest {
        if *flag == 0x80 {
            return Some(String::from_utf8_lossy(frame).into_owned());
        }
        rest = frame.get(u32::from_be_bytes([*a, *b, *c, *d]) as usize..)?;
    }
    None
}

/// The places of the script that made the request, as far as they have an address; else the address of the page.
fn initiator(reader: &mut Reader) -> Step<Option<Initiator>> {
    let (mut whole, mut places) = (Place::default(), Vec::new());
    reader.members(&mut |reader, name| match name {
        "stack" => stack(reader, &mut places),
        _ => place(reader, name, &mut whole),
    })?;
    places.push(whole);
    let mut places = places.into_iter().filter(|place| !place.url.is_empty());
    Ok(places.next().map(|place| Initiator { place, callers: places.take(CALLERS).collect() }))
}

/// The frames of a stack, and behind them those of the stack before an `await`.
fn stack(reader: &mut Reader, places: &mut Vec<Place>) -> Step<()> {
    let mut before = Vec::new();
    reader.members(&mut |reader, name| match name {
        "callFrames" => reader.items(&mut |reader| frame(reader, places)).map(drop),
        "parent" => stack(reader, &mut before),
        _ => reader.skip(),
    })?;
    places.append(&mut before);
    Ok(())
}

fn frame(reader: &mut Reader, places: &mut Vec<Place>) -> Step<()> {
    let mut frame = Place::default();
    reader.members(&mut |reader, name| place(reader, name, &mut frame))?;
    // Helpers of the browser have no address.
    if !frame.url.is_empty() && places.len() <= CALLERS {
        places.push(frame);
    }
    Ok(())
}

/// Browsers count lines and columns from 0.
fn place(reader: &mut Reader, name: &str, into: &mut Place) -> Step<()> {
    let number = |reader: &mut Reader| {
        let number = reader.number()?.filter(|number| (0.0..1e9).contains(number));
        Ok(number.map(|number| number as u32 + 1))
    };
    match name {
        "url" => into.url = reader.text()?.unwrap_or_default(),
        "lineNumber" => into.line = number(reader)?,
        "columnNumber" => into.column = number(reader)?,
        _ => reader.skip()?,
    }
    Ok(())
}

/// How many messages a WebSocket has at most whose last one is kept: who is refused is told so at once.
const TALK: usize = 3;
/// How long that message is at most, in bytes.
const MESSAGE: usize = 2048;

/// What the messages of a WebSocket tell.
#[derive(Default)]
struct Socket {
    /// The message by which a browser says that the WebSocket was refused.
    error: Option<String>,
    /// The server's last message of a short talk.
    last: Option<String>,
}

fn messages(reader: &mut Reader) -> Step<Socket> {
    let (mut out, mut count) = (Socket::default(), 0);
    reader.items(&mut |reader| {
        let (mut kind, mut text) = (None, None);
        reader.members(&mut |reader, name| {
            match name {
                "type" => kind = reader.text()?,
                "data" if count < TALK => text = reader.text()?,
                _ => reader.skip()?,
            }
            Ok(())
        })?;
        count += 1;
        let refused =
            |data: &&String| data.contains("HTTP Authentication failed") || data.contains("Unexpected response code");
        out.error = out.error.take().or_else(|| text.as_ref().filter(refused).cloned());
        let told = kind.as_deref() == Some("receive") && count <= TALK;
        out.last = text.filter(|data| told && data.len() <= MESSAGE);
        Ok(())
    })?;
    Ok(out)
}

/// A date as text, or as a number of milliseconds.
fn when(reader: &mut Reader) -> Step<Option<Instant>> {
    Ok(match reader.scalar()? {
        Scalar::Text(text) => Instant::parse_rfc3339(&text.decoded()),
        Scalar::Number(millis) => Some(Instant::from_millis(millis as i64)),
        _ => None,
    })
}

/// A name with its value; `None` for what is no object.
fn pair(reader: &mut Reader) -> Step<Option<(Option<String>, Option<String>)>> {
    let (mut name, mut value) = (None, None);
    let is_object = reader.members(&mut |reader, member| {
        match member {
            "name" => name = reader.text()?,
            "value" => value = reader.text()?,
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    Ok(is_object.then_some((name, value)))
}

/// Headers as a list of `{name, value}`, or as an object as some tools write them.
fn headers(reader: &mut Reader) -> Step<Headers> {
    let mut lines = Vec::with_capacity(16);
    if reader.peek() == Some(b'{') {
        reader.members(&mut |reader, name| {
            lines.extend(reader.text()?.map(|value| Header { name: name.to_owned(), value }));
            Ok(())
        })?;
        return Ok(lines.into_iter().collect());
    }
    reader.items(&mut |reader| {
        let Some((Some(name), value)) = pair(reader)? else { return Ok(()) };
        let value = value.unwrap_or_default();
        // Firefox and some proxies fold repeated lines into one, joined by line feeds.
        if value.contains('\n') {
            lines.extend(value.lines().map(|line| Header { name: name.clone(), value: line.trim().into() }));
        } else if !name.is_empty() {
            lines.push(Header { name, value });
        }
        Ok(())
    })?;
    lines.shrink_to_fit();
    Ok(lines.into_iter().collect())
}

/// What was sent, as text or as the fields of a form.
fn post_data(reader: &mut Reader) -> Step<Option<Body>> {
    let (mut text, mut params) = (None, Vec::new());
    reader.members(&mut |reader, name| {
        match name {
            "text" => text = reader.text()?.filter(|text| !text.is_empty()),
            "params" => drop(reader.items(&mut |reader| pair(reader).map(|pair| params.extend(pair)))?),
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    if text.is_none() && !params.is_empty() {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in params {
            form.append_pair(&name.unwrap_or_default(), &value.unwrap_or_default());
        }
        text = Some(form.finish());
    }
    Ok(text.map(Body::new))
}

fn status(number: Option<f64>) -> u16 {
    let number = number.unwrap_or(0.0);
    // HAR tools write −1 for "no response"; a status beyond 999 is no status.
    if (100.0..1000.0).contains(&number) { number as u16 } else { 0 }
}

fn mime_type(raw: &str) -> String {
    raw.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}
