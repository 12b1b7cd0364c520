use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the server refuses the size of the header section: 431 (RFC 6585 §5), or a 400 that
/// says so.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const SAID: &[&str] = &[
        "request header or cookie too large", "request header fields too large", "size of a request header field exceeds", "http error 400. the size of the request headers is too long",
        "request too long", "header is too large", "headers are too large", "request header too large", "header too long", "request headers too long", "cookie too large", "hpe_header_overflow",
        "request header is too large", "headers too large",
    ];
    let said = facts.status_in(&[400, 413, 494, 520]).then(|| facts.says(SAID)).flatten();
    if facts.status() != 431 && facts.status() != 494 && said.is_none() {
        return None;
    }
    let largest = facts.request().headers.iter().max_by_key(|h| h.name.len() + h.value.len());
    let total: usize = facts.request().headers.iter().map(|h| h.name.len() + h.value.len() + 4).sum();
    let finding = Finding::certain().because(said.unwrap_or_else(|| facts.status_evidence()));
    let (finding, words) = match largest.filter(|h| h.value.len() > 1000) {
        Some(h) => {
            let size = format!("{} bytes", h.value.len());
            (finding.seen().quote(Source::RequestHeader(h.name.clone()), &size), format!("The largest of them is `{}` with {size}", h.name).replace('`', ""))
        }
        None => (finding.because(Evidence::new(Source::RequestHeader("all".into()), format!("{total} bytes"))), format!("The recording shows {total} bytes of headers")),
    };
    Some(finding.value("largest", words))
}
