//! One request and its response, in HAR's words.

mod address;
mod headers;
pub mod tokens;

pub use address::Address;
pub use headers::{Header, Headers};

use crate::instant::{Instant, Span};

/// The largest part of a body that is kept, in bytes. Error bodies are far shorter; what is cut is
/// said by [`Body::cut`].
pub const BODY_LIMIT: usize = 256 * 1024;
/// The same for data (JSON) of a success, in which an error or a token may stand.
pub const DATA_LIMIT: usize = 64 * 1024;
/// The same for any other success: pages, scripts and styles are known by their beginning.
pub const PAGE_LIMIT: usize = 16 * 1024;

/// How many callers of the place that made a request are kept: beyond a wrapper of `fetch` stands the page's own code.
pub const CALLERS: usize = 4;

/// What Chromium says of a request that it, and not the network, made fail: above all, the CORS check of the Fetch standard. What
/// the network does wrong has names of its own. Alone it is no failure: HEAD and 204 had it too.
pub const FAILED: &str = "net::ERR_FAILED";

/// One request with its response, as the browser or a HAR file gave it. It never changes after
/// capture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exchange {
    /// When the request started, by the clock of the computer that recorded it.
    pub started: Instant,
    /// How long it took until the response was complete.
    pub took: Option<Span>,
    /// What was asked.
    pub request: Request,
    /// What was answered.
    pub response: Response,
    /// Chromium's `_resourceType`: `document`, `xhr`, `fetch`, `preflight`, `script`, `image` …
    pub resource_type: Option<String>,
    /// The script or page that caused the request.
    pub initiator: Option<Initiator>,
    /// The browser's own error: [`FAILED`], `net::ERR_CONNECTION_REFUSED` …
    pub error: Option<String>,
    /// The response came from the browser's cache.
    pub from_cache: bool,
    /// A service worker gave the response or passed it on.
    pub from_service_worker: bool,
    /// The address of the page that was open.
    pub page: Option<String>,
    /// The network address that answered.
    pub server_address: Option<String>,
    /// The file may have left out `Authorization`, `Cookie` and `Set-Cookie`, as Chromium's usual
    /// export does.
    pub sanitised: bool,
    /// Stand-ins stand where its secrets stood: it is from a file that Latchkey sanitised.
    pub has_stand_ins: bool,
}

/// What caused a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Initiator {
    /// The place that made it.
    pub place: Place,
    /// The places from which that one was called, the nearest first; at most [`CALLERS`].
    pub callers: Vec<Place>,
}

/// A place in a script or page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// The address of the script or page.
    pub url: String,
    /// The line there, counted from 1, where it is known.
    pub line: Option<u32>,
    /// The column there, counted from 1, where it is known. A script in one line has no other place.
    pub column: Option<u32>,
}

/// The request as sent, as far as the browser shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Request {
    /// `GET`, `POST` … in upper case as sent.
    pub method: String,
    /// The whole URL; user and password in it are secret.
    pub url: Address,
    /// In the order of the recording (Chromium sorts them).
    pub headers: Headers,
    /// The body, where there was one and it is text.
    pub body: Option<Body>,
}

/// The response as received.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Response {
    /// The status code; 0 when the page got no response.
    pub status: u16,
    /// The reason phrase; empty over HTTP/2.
    pub status_text: String,
    /// In the order of the recording (Chromium sorts them).
    pub headers: Headers,
    /// The media type as the browser took it, `application/json`.
    pub mime_type: String,
    /// The body; fetched for failures only.
    pub body: Option<Body>,
    /// Where a 3xx points, as the browser resolved it.
    pub redirect_url: Option<String>,
    /// The size of the body in bytes, where known.
    pub size: Option<u64>,
}

/// A body as text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// At most [`BODY_LIMIT`] bytes of it; less of a success, see [`Body::of_response`].
    pub text: String,
    /// Whether more was there.
    pub cut: bool,
}

impl Body {
    /// Keeps at most [`BODY_LIMIT`] bytes of `text`.
    pub fn new(text: String) -> Self {
        Body::start_of(text, BODY_LIMIT)
    }

    /// The body of a response, as much of it as helps with this status and media type: a recording of
    /// many good answers is then not held a second time.
    pub fn of_response(text: String, status: u16, mime_type: &str) -> Self {
        Body::start_of(text, Body::limit(status, mime_type))
    }

    /// How many bytes of such a response are kept at most.
    pub(crate) fn limit(status: u16, mime_type: &str) -> usize {
        match status {
            200..400 if mime_type.contains("json") => DATA_LIMIT,
            200..400 => PAGE_LIMIT,
            _ => BODY_LIMIT,
        }
    }

    fn start_of(mut text: String, limit: usize) -> Self {
        let cut = text.len() > limit;
        if cut {
            let end = (0..=limit).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
            text.truncate(end);
            text.shrink_to_fit();
        }
        Body { text, cut }
    }
}

impl Initiator {
    /// All its places, to change them.
    pub fn places(&mut self) -> impl Iterator<Item = &mut Place> {
        std::iter::once(&mut self.place).chain(&mut self.callers)
    }
}

impl Exchange {
    /// When the response was complete, by the recording computer's clock.
    pub fn ended(&self) -> Instant {
        self.started + self.took.unwrap_or_default()
    }

    /// Whether the browser made it fail, and shows no answer.
    pub fn failed_unseen(&self) -> bool {
        self.response.status == 0 && self.failed()
    }

    /// Whether the browser says of it what it says when it makes a request fail: [`FAILED`].
    pub fn failed(&self) -> bool {
        self.error.as_deref() == Some(FAILED)
    }

    /// Whether this is a CORS preflight (Fetch standard, "CORS-preflight request").
    pub fn is_preflight(&self) -> bool {
        self.request.method == "OPTIONS"
            && (self.resource_type.as_deref() == Some("preflight")
                || self.request.headers.has("access-control-request-method"))
    }
}

impl Request {
    /// Whether the method is meant only to read (RFC 9110 §9.2.1).
    pub fn is_safe(&self) -> bool {
        matches!(self.method.as_str(), "GET" | "HEAD" | "OPTIONS" | "TRACE")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_answers_keep_only_what_helps() {
        let kept = |status, mime| Body::of_response("ä".repeat(BODY_LIMIT), status, mime);
        for (status, mime, limit) in [
            (200, "application/json", DATA_LIMIT),
            (200, "application/problem+json", DATA_LIMIT),
            (200, "text/html", PAGE_LIMIT),
            (304, "", PAGE_LIMIT),
            (401, "text/html", BODY_LIMIT),
            (0, "", BODY_LIMIT),
        ] {
            let body = kept(status, mime);
            assert!(body.cut && body.text.len() == limit, "{status} {mime}: {}", body.text.len());
            assert!(body.text.capacity() < limit + 64, "the rest is given back");
        }
        let short = Body::of_response("ok".into(), 200, "text/html");
        assert_eq!((short.text.as_str(), short.cut), ("ok", false));
    }
}
