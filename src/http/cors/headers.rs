//! Which headers count, and how lists are read (Fetch §2.2.2).

use std::collections::HashSet;
use std::ops::Range;

use super::{Fields, Request};

/// One header field that was found.
pub(super) struct Found<'a> {
    /// Its place in the slice.
    pub line: usize,
    /// Its value without white space around it.
    pub value: &'a str,
    /// The bytes of that value in the field.
    pub at: Range<usize>,
}

/// All fields of a name, in order.
pub(super) fn find<'a>(fields: &Fields<'a>, name: &str) -> Vec<Found<'a>> {
    let one = |(line, (field, raw)): (usize, &(&str, &'a str))| {
        let value = raw.trim_matches([' ', '\t']);
        let start = raw.len() - raw.trim_start_matches([' ', '\t']).len();
        field.eq_ignore_ascii_case(name).then_some(Found { line, value, at: start..start + value.len() })
    };
    fields.iter().enumerate().filter_map(one).collect()
}

/// The items of a list header over all its lines. `None` when one is no token: browsers then take
/// the whole list as a failure (Fetch, "extract header list values").
pub fn list<'a>(fields: &Fields<'a>, name: &str) -> Option<Vec<&'a str>> {
    let lines = find(fields, name);
    let items: Vec<_> = lines
        .iter()
        .flat_map(|f| f.value.split(','))
        .map(|i| i.trim_matches([' ', '\t']))
        .filter(|i| !i.is_empty())
        .collect();
    items.iter().all(|item| is_token(item)).then_some(items)
}

/// Whether a page may set this header to this value without a preflight (Fetch §2.2.2,
/// "CORS-safelisted request-header").
pub fn is_safelisted(name: &str, value: &str) -> bool {
    if value.len() > 128 {
        return false;
    }
    match name.to_ascii_lowercase().as_str() {
        "accept" => !value.bytes().any(is_unsafe),
        "accept-language" | "content-language" => {
            value.bytes().all(|b| b.is_ascii_alphanumeric() || b" *,-.;=".contains(&b))
        }
        "content-type" => {
            let essence = value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
            !value.bytes().any(is_unsafe)
                && ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"]
                    .contains(&essence.as_str())
        }
        "range" => {
            let Some((from, to)) = value.strip_prefix("bytes=").and_then(|r| r.split_once('-')) else { return false };
            let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
            !from.is_empty() && digits(from) && digits(to)
        }
        _ => false,
    }
}

/// Whether a request header must come from the page: browsers neither add it nor forbid it.
/// Headers that either may have set count as no.
pub fn is_author_header(name: &str) -> bool {
    const BROWSER: [&str; 48] = [
        "accept", "accept-charset", "accept-encoding", "accept-language", "access-control-request-headers",
        "access-control-request-method", "access-control-request-private-network", "attribution-reporting-eligible",
        "attribution-reporting-support", "available-dictionary", "cache-control", "connection", "content-length",
        "content-type", "cookie", "cookie2", "date", "dictionary-id", "dnt", "downlink", "dpr", "ect", "expect",
        "host", "if-match", "if-modified-since", "if-none-match", "if-range", "if-unmodified-since", "keep-alive",
        "last-event-id", "origin", "pragma", "priority", "range", "referer", "rtt", "save-data", "service-worker",
        "set-cookie", "te", "trailer", "transfer-encoding", "upgrade", "upgrade-insecure-requests", "user-agent",
        "via", "viewport-width",
    ];
    let name = name.to_ascii_lowercase();
    // Authorization is the page's unless the browser answered a Basic challenge by itself; then the
    // request was made without it and needs no preflight.
    let prefixed = [":", "sec-", "proxy-", "x-client-data", "x-devtools-", "authorization"];
    !prefixed.iter().any(|p| name.starts_with(p)) && !BROWSER.contains(&name.as_str())
}

/// Whether a request needs a preflight, told without having seen one (Fetch §4.1 step 12).
pub(super) fn needs_preflight(request: &Request) -> Option<bool> {
    if !["GET", "HEAD", "POST"].contains(&request.method) {
        return Some(true);
    }
    let unsafe_type =
        |name: &str, value: &str| name.eq_ignore_ascii_case("content-type") && !is_safelisted(name, value);
    if request.headers.iter().any(|(n, v)| is_author_header(n) || unsafe_type(n, v)) {
        return Some(true);
    }
    // These the page may have set, or the browser.
    const EITHER: [&str; 4] = ["authorization", "cache-control", "pragma", "range"];
    let doubt = request.headers.iter().any(|(n, _)| EITHER.iter().any(|e| n.eq_ignore_ascii_case(e)));
    (!doubt).then_some(false)
}

/// Response headers that the page cannot read (Fetch §2.2.2, "CORS-safelisted response-header").
pub(super) fn hidden(fields: &Fields, credentials: Option<bool>) -> Vec<String> {
    const OPEN: [&str; 7] =
        ["cache-control", "content-language", "content-length", "content-type", "expires", "last-modified", "pragma"];
    let exposed = list(fields, "Access-Control-Expose-Headers").unwrap_or_default();
    let exposed: HashSet<String> = exposed.into_iter().map(str::to_ascii_lowercase).collect();
    let all = credentials == Some(false) && exposed.contains("*");
    let (mut hidden, mut seen) = (Vec::new(), HashSet::new());
    for (name, _) in fields {
        let name = name.to_ascii_lowercase();
        // Set-Cookie is never shown to a page, whatever the server says.
        let open = (all || OPEN.contains(&name.as_str()) || exposed.contains(&name))
            && !["set-cookie", "set-cookie2"].contains(&name.as_str());
        if !open && !name.starts_with(':') && seen.insert(name.clone()) {
            hidden.push(name);
        }
    }
    hidden
}

pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

/// "CORS-unsafe request-header byte" (Fetch §2.2.2).
fn is_unsafe(b: u8) -> bool {
    (b < 0x20 && b != 0x09) || b"\"():<>?@[\\]{}\x7f".contains(&b)
}
