//! The query of a URL as pairs with their places.

use std::collections::HashSet;
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::SignedUrl;
use crate::fault::Fault;

/// How many pairs are read.
const MAX_PAIRS: usize = 1000;

/// One `name=value`, percent-decoded.
pub(super) struct Pair {
    pub name: String,
    pub value: String,
    pub name_at: Range<usize>,
    pub value_at: Range<usize>,
}

/// Splits what stands between `?` and `#`, or the whole text when it has no `?` and no `/`.
pub(super) fn split(url: &str) -> (Vec<Pair>, Vec<Fault>) {
    let end = url.find('#').unwrap_or(url.len());
    let head = url.get(..end).unwrap_or_default();
    let mut at = match head.find('?') {
        Some(mark) => mark + 1,
        None if head.contains("://") || !head.contains('=') => end,
        None => 0,
    };
    let (mut pairs, mut faults, mut names) = (Vec::new(), Vec::new(), HashSet::new());
    while at < end {
        let stop = head.get(at..).and_then(|rest| rest.find('&')).map_or(end, |n| at + n);
        if pairs.len() == MAX_PAIRS {
            faults.push(Fault::new(at, "more than 1000 parameters; the rest is not read"));
            break;
        }
        let part = head.get(at..stop).unwrap_or_default();
        let equals = part.find('=').unwrap_or(part.len());
        let mut start = at;
        if part.starts_with("amp;") {
            faults.push(Fault::new(at, "&amp; in place of &: the URL was copied from HTML without decoding"));
            start += 4;
        }
        let value_at = (at + equals + 1).min(stop)..stop;
        let pair = Pair {
            name: decode(head.get(start..at + equals).unwrap_or_default()),
            value: decode(head.get(value_at.clone()).unwrap_or_default()),
            name_at: start..at + equals,
            value_at,
        };
        if !pair.name.is_empty() && !names.insert(pair.name.to_ascii_lowercase()) {
            faults
                .push(Fault::new(start, format!("{} is there twice", pair.name.chars().take(40).collect::<String>())));
        }
        if !part.is_empty() {
            pairs.push(pair);
        }
        at = stop + 1;
    }
    (pairs, faults)
}

/// What damages a signature on its way.
pub(super) fn doubts(signed: &SignedUrl, faults: &mut Vec<Fault>) {
    let signature = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.ends_with("signature") || name == "sig"
    };
    let scope = signed.params.iter().find(|p| matches!(p.name.as_str(), "X-Amz-Credential" | "X-Goog-Credential"));
    if let Some(param) = scope.filter(|param| param.detail.is_none()) {
        let what = "key id, date, region, service and its last word are expected, joined by slashes";
        faults.push(Fault::new(param.value_at.start, what));
    }
    for param in signed.params.iter().filter(|p| signature(&p.name)) {
        let at = param.value_at.start;
        if param.value.is_empty() {
            faults.push(Fault::new(at, "the signature is empty"));
        } else if param.value.contains(' ') {
            faults.push(Fault::new(at, "a space in the signature: a + was decoded once too often"));
        } else if ["%2B", "%2F", "%3D"].iter().any(|e| param.value.to_ascii_uppercase().contains(e)) {
            faults.push(Fault::new(at, "the signature is percent-encoded twice"));
        } else if let Some(plus) = param.value.find('+').filter(|_| signed.kind != super::Kind::NginxSecureLink) {
            // The byte in the encoded value, when the plus was sent bare.
            if param.value_at.len() == param.value.len() {
                faults.push(Fault::new(at + plus, "a bare + in the signature: servers read it as a space; send %2B"));
            }
        }
    }
}

/// Percent-decoding; `+` stays, and bytes that are no UTF-8 become U+FFFD.
fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
