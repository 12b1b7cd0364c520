use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the server refuses the size of the header section: 431 (RFC 6585 §5), or a 400 that
/// says so.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const SAID: &[&str] = &[
        "request header or cookie too large",
        "request header fields too large",
        "size of a request header field exceeds",
        "http error 400. the size of the request headers is too long",
        "request too long",
        "header is too large",
        "headers are too large",
        "request header too large",
        "header too long",
        "request headers too long",
        "cookie too large",
        "hpe_header_overflow",
        "request header is too large",
        "headers too large",
    ];
    let said = facts.status_in(&[400, 413, 494, 520]).then(|| facts.says(SAID)).flatten();
    let total: usize = facts.request().headers.iter().map(|h| h.name.len() + h.value.len() + 4).sum();
    let by_size = facts.status() == 400 && said.is_none() && total > USUAL_LIMIT && reads_badly(facts);
    if facts.status() != 431 && facts.status() != 494 && said.is_none() && !by_size {
        return None;
    }
    let largest = facts.request().headers.iter().max_by_key(|h| h.name.len() + h.value.len());
    let finding = if by_size { Finding::likely() } else { Finding::certain() };
    let finding = finding.because(said.unwrap_or_else(|| facts.status_evidence()));
    let (finding, words) = match largest.filter(|h| h.value.len() > 1000) {
        Some(h) => {
            let size = format!("{} bytes", h.value.len());
            (
                finding.seen().quote(Source::RequestHeader(h.name.clone()), &size),
                format!("The largest of them is `{}` with {size}", h.name).replace('`', ""),
            )
        }
        None => (
            finding.because(Evidence::new(Source::RequestHeader("all".into()), format!("{total} bytes"))),
            format!("The recording shows {total} bytes of headers"),
        ),
    };
    Some(finding.value("largest", words))
}

/// Most servers take 8 KiB of headers and not much more.
const USUAL_LIMIT: usize = 8 * 1024;

/// Whether the server says no more than that it could not read the request (HAProxy, uvicorn, old proxies).
fn reads_badly(facts: Facts) -> bool {
    let bare = facts.body().trim().is_empty();
    bare || facts
        .says_in_body(&[
            "your browser sent an invalid request", "invalid http request received", "<h1>400 bad request</h1>",
        ])
        .is_some()
}
