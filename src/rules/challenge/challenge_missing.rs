use crate::facts::Facts;
use crate::finding::{Finding, Source};

/// Notes a 401 without `WWW-Authenticate`, against RFC 9110 §15.5.2. It explains no refusal, so it
/// stands behind every other cause.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let shown = facts.response().headers.iter().count() > 1;
    if facts.status() != 401 || !shown || facts.response().headers.has("www-authenticate") || facts.row().is_preflight {
        return None;
    }
    let finding = Finding::possible().remainder().quote(Source::ResponseHeader("WWW-Authenticate".into()), "missing");
    Some(finding.because(facts.status_evidence()))
}
