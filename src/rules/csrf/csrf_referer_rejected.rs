use crate::facts::Facts;
use crate::facts::sentence::{NOT_RIGHT, Saying};
use crate::finding::{Evidence, Finding};

const MISSING: &[&str] = &[
    "referer checking failed - no referer", "to be sent by your web browser, but none was sent",
    "referrer header is missing", "referer not supplied",
];
const FOREIGN: &[&str] = &[
    "referer checking failed", "referer is malformed", "referer is insecure", "referrer does not match the host",
    "forbidden - referer invalid",
];

/// The same in other words, by the parts of a sentence.
const REFERER: Saying =
    Saying { of: &["referer", "referrer"], says: NOT_RIGHT, never: &["key", "policy", "code", "program", "bonus"] };
const NO_REFERER: Saying = Saying {
    of: &["referer", "referrer"],
    says: &[
        "missing", "no referer", "no referrer", "required", "absent", "not sent", "empty", "without", "not present",
    ],
    never: &["key", "policy", "code", "program", "bonus"],
};

/// Fires when the server's CSRF check refused the `Referer` header or missed it.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 403]) || !facts.is_unsafe() {
        return None;
    }
    let exact = |variant, words| Some((variant, facts.says(words)?, Finding::certain()));
    let loose = || Some(("foreign", facts.tells(&REFERER)?, Finding::likely()));
    let lacks = || Some(("missing", facts.tells(&NO_REFERER)?, Finding::likely()));
    let found = exact("missing", MISSING).or_else(|| exact("foreign", FOREIGN));
    let (variant, said, finding) = found.or_else(lacks).or_else(loose)?;
    let referer = facts.sent_evidence("Referer").unwrap_or_else(|| Evidence::request_header("Referer", "absent"));
    Some(finding.because(said).because(referer).variant(variant))
}
