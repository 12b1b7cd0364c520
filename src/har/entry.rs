//! One HAR entry as DevTools and the HAR files of other tools write it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde::de::{MapAccess, SeqAccess};

use super::lenient::{Lenient, Slot, from_object, lenient};
use crate::exchange::{Address, Body, Exchange, Header, Headers, Request, Response};
use crate::instant::{Instant, Span};

/// The exchange that the JSON text of one entry tells of; `None` when the text is no entry, or names no URL.
pub fn exchange(json: &str) -> Option<Exchange> {
    serde_json::from_str::<Entry>(json).ok()?.into_exchange()
}

/// A HAR entry (HAR 1.2 §`entries`), with the fields that Latchkey needs and Chromium's own. Every
/// field may be absent or of another type: it is then as if it were not there.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Entry {
    #[serde(deserialize_with = "lenient")]
    started_date_time: Option<When>,
    #[serde(deserialize_with = "lenient")]
    time: Option<f64>,
    #[serde(deserialize_with = "lenient")]
    request: Option<HarRequest>,
    #[serde(deserialize_with = "lenient")]
    response: Option<HarResponse>,
    #[serde(rename = "_resourceType", deserialize_with = "lenient")]
    resource_type: Option<String>,
    #[serde(rename = "_initiator", deserialize_with = "lenient")]
    initiator: Option<Initiator>,
    #[serde(rename = "_fromCache", deserialize_with = "lenient")]
    from_cache: Option<String>,
    #[serde(rename = "serverIPAddress", deserialize_with = "lenient")]
    server_address: Option<String>,
    #[serde(rename = "_secretsLeftOut", deserialize_with = "lenient")]
    sanitised: Option<bool>,
    #[serde(rename = "_webSocketMessages", deserialize_with = "lenient")]
    web_socket_messages: Option<Vec<WebSocketMessage>>,
    #[serde(deserialize_with = "lenient")]
    pub(super) pageref: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct HarRequest {
    #[serde(deserialize_with = "lenient")]
    method: Option<String>,
    #[serde(deserialize_with = "lenient")]
    url: Option<String>,
    #[serde(deserialize_with = "lenient")]
    headers: Option<Headers>,
    #[serde(deserialize_with = "lenient")]
    post_data: Option<PostData>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct HarResponse {
    #[serde(deserialize_with = "lenient")]
    status: Option<f64>,
    #[serde(deserialize_with = "lenient")]
    status_text: Option<String>,
    #[serde(deserialize_with = "lenient")]
    headers: Option<Headers>,
    #[serde(deserialize_with = "lenient")]
    content: Option<Content>,
    #[serde(rename = "redirectURL", deserialize_with = "lenient")]
    redirect_url: Option<String>,
    #[serde(rename = "_error", deserialize_with = "lenient")]
    error: Option<String>,
    #[serde(rename = "_fetchedViaServiceWorker", deserialize_with = "lenient")]
    from_service_worker: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Content {
    #[serde(deserialize_with = "lenient")]
    size: Option<f64>,
    #[serde(deserialize_with = "lenient")]
    mime_type: Option<String>,
    #[serde(deserialize_with = "lenient")]
    text: Option<String>,
    #[serde(deserialize_with = "lenient")]
    encoding: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct PostData {
    #[serde(deserialize_with = "lenient")]
    text: Option<String>,
    #[serde(deserialize_with = "lenient")]
    params: Option<Vec<Pair>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Pair {
    #[serde(deserialize_with = "lenient")]
    name: Option<String>,
    #[serde(deserialize_with = "lenient")]
    value: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Initiator {
    #[serde(deserialize_with = "lenient")]
    url: Option<String>,
    #[serde(deserialize_with = "lenient")]
    stack: Option<Stack>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Stack {
    #[serde(deserialize_with = "lenient")]
    call_frames: Option<Vec<Frame>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Frame {
    #[serde(deserialize_with = "lenient")]
    url: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct WebSocketMessage {
    #[serde(deserialize_with = "lenient")]
    data: Option<String>,
}

/// A date as text, or as a number of milliseconds.
#[derive(Debug)]
struct When(Instant);

impl Lenient<'_> for When {
    fn from_text(text: &str) -> Option<Self> {
        Instant::parse_rfc3339(text).map(When)
    }
    fn from_number(millis: f64) -> Option<Self> {
        Some(When(Instant::from_millis(millis as i64)))
    }
}

from_object!(HarRequest HarResponse Content PostData Pair Initiator Stack Frame WebSocketMessage);

impl Entry {
    /// The entry as an exchange; `None` when it has no request URL and so tells nothing.
    pub fn into_exchange(self) -> Option<Exchange> {
        let request = self.request?;
        let url = request.url.filter(|u| !u.is_empty())?;
        let response = self.response.unwrap_or_default();
        let web_socket_error = self
            .web_socket_messages
            .unwrap_or_default()
            .into_iter()
            .filter_map(|m| m.data)
            .find(|data| data.contains("HTTP Authentication failed") || data.contains("Unexpected response code"));
        let initiator = self.initiator.unwrap_or_default();
        let frame = initiator.stack.and_then(|s| s.call_frames).unwrap_or_default().into_iter().find_map(|f| f.url);
        let content = response.content.unwrap_or_default();
        let (status, mime_type) = (status(response.status), mime_type(content.mime_type.as_deref().unwrap_or("")));
        let body = body(content.text, content.encoding.as_deref());
        Some(Exchange {
            started: self.started_date_time.map_or(Instant::default(), |When(at)| at),
            took: self.time.filter(|t| t.is_finite() && *t >= 0.0).map(|t| Span(t as i64)),
            request: Request {
                method: request.method.unwrap_or_else(|| "GET".into()),
                url: Address::new(url),
                headers: request.headers.unwrap_or_default(),
                body: request.post_data.and_then(PostData::into_body),
            },
            response: Response {
                status,
                status_text: response.status_text.unwrap_or_default(),
                headers: response.headers.unwrap_or_default(),
                size: content.size.filter(|s| *s >= 0.0).map(|s| s as u64),
                body: body.map(|text| Body::of_response(text, status, &mime_type)),
                mime_type,
                redirect_url: response.redirect_url.filter(|u| !u.is_empty()),
            },
            resource_type: self.resource_type,
            initiator: frame.filter(|u| !u.is_empty()).or(initiator.url),
            error: response.error.filter(|e| !e.is_empty()).or(web_socket_error),
            from_cache: self.from_cache.is_some(),
            from_service_worker: response.from_service_worker == Some(true),
            page: None,
            server_address: self.server_address.filter(|a| !a.is_empty()),
            sanitised: self.sanitised == Some(true),
        })
    }
}

impl PostData {
    fn into_body(self) -> Option<Body> {
        if let Some(text) = self.text.filter(|t| !t.is_empty()) {
            return Some(Body::new(text));
        }
        let params = self.params.filter(|p| !p.is_empty())?;
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        for Pair { name, value } in params {
            form.append_pair(&name.unwrap_or_default(), &value.unwrap_or_default());
        }
        Some(Body::new(form.finish()))
    }
}

fn status(number: Option<f64>) -> u16 {
    let number = number.unwrap_or(0.0);
    // HAR tools write −1 for "no response"; a status beyond 999 is no status.
    if (100.0..1000.0).contains(&number) { number as u16 } else { 0 }
}

fn mime_type(raw: &str) -> String {
    raw.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}

/// The body as text; none when it is binary. Chromium gives some textual bodies in base64.
fn body(text: Option<String>, encoding: Option<&str>) -> Option<String> {
    let text = text?;
    if encoding.is_some_and(|e| e.eq_ignore_ascii_case("base64")) {
        let bytes = STANDARD.decode(text.as_bytes()).ok()?;
        return String::from_utf8(bytes).ok();
    }
    Some(text)
}

/// Headers as a list of `{name, value}`, or as an object as some tools write them.
impl<'de> Lenient<'de> for Headers {
    fn from_list<A: SeqAccess<'de>>(mut list: A) -> Result<Option<Self>, A::Error> {
        let mut lines = Vec::with_capacity(list.size_hint().unwrap_or(16));
        while let Some(Slot(pair)) = list.next_element::<Slot<Pair>>()? {
            let Some(Pair { name: Some(name), value }) = pair else { continue };
            let value = value.unwrap_or_default();
            // Firefox and some proxies fold repeated lines into one, joined by line feeds.
            if value.contains('\n') {
                lines.extend(value.lines().map(|line| Header { name: name.clone(), value: line.trim().into() }));
            } else if !name.is_empty() {
                lines.push(Header { name, value });
            }
        }
        Ok(Some(lines.into_iter().collect()))
    }

    fn from_map<A: MapAccess<'de>>(mut map: A) -> Result<Option<Self>, A::Error> {
        let mut lines = Vec::new();
        while let Some((name, Slot(value))) = map.next_entry::<String, Slot<String>>()? {
            lines.extend(value.map(|value| Header { name, value }));
        }
        Ok(Some(lines.into_iter().collect()))
    }
}
