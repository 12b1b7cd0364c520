use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when Vite refuses a file outside of its allow list (`server.fs`).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 403 {
        return None;
    }
    let said = facts.says_in_body(&["is outside of vite serving allow list", "outside of vite serving allow list"]);
    let shape = || {
        let vite = facts.url().path().starts_with("/@fs/") || facts.url().path().starts_with("/@id/");
        (vite && facts.body().contains("403 Restricted")).then(|| Evidence::new(Source::Url, facts.url().path()))
    };
    let restricted = || facts.says_in_body(&["<h1>403 restricted</h1>"]);
    let finding = match said.or_else(restricted) {
        Some(said) => Finding::certain().because(said),
        None => Finding::likely().shape().because(shape()?),
    };
    Some(finding.because(facts.status_evidence()))
}
