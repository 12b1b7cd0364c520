use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

const MISSING: &[&str] = &[
    "referer checking failed - no referer", "to be sent by your web browser, but none was sent",
    "referrer header is missing", "referer not supplied",
];
const FOREIGN: &[&str] = &[
    "referer checking failed", "referer is malformed", "referer is insecure", "referrer does not match the host",
    "forbidden - referer invalid",
];

/// Fires when the server's CSRF check refused the `Referer` header or missed it.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 403]) || !facts.is_unsafe() {
        return None;
    }
    let (variant, said) = match facts.says(MISSING) {
        Some(said) => ("missing", said),
        None => ("foreign", facts.says(FOREIGN)?),
    };
    let referer = facts.sent_evidence("Referer").unwrap_or_else(|| Evidence::request_header("Referer", "absent"));
    Some(Finding::certain().because(said).because(referer).variant(variant))
}
