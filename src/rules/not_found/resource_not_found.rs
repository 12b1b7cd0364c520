use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Every 404 and 410 that nothing explains better.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[404, 410]) || facts.row().is_preflight {
        return None;
    }
    let finding = Finding::possible().remainder().because(facts.status_evidence());
    let finding = finding.because(Evidence::new(Source::Url, facts.url().path())).value("path", facts.url().path());
    Some(if facts.status() == 410 { finding.variant("gone") } else { finding })
}
