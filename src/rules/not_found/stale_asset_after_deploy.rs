use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when a script or style with a hash in its name is gone, or comes back as a page, while other
/// files of the page are there.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let page_instead = facts.status() == 200
        && facts.response().mime_type == "text/html"
        && facts.exchange().resource_type.as_deref() == Some("script");
    if !(facts.is_not_found() || page_instead) {
        return None;
    }
    let name = facts.url().segments().last()?.to_owned();
    if !facts.url().extension().is_some_and(|e| matches!(e.as_str(), "js" | "mjs" | "css")) || !hashed(&name) {
        return None;
    }
    let other = facts.working_here().find(|f| {
        f.url().extension().is_some_and(|e| matches!(e.as_str(), "js" | "mjs" | "css"))
            && f.response().mime_type != "text/html"
    });
    let kind = page_instead.then(|| Evidence::response_header("Content-Type", "text/html"));
    let finding = match other {
        Some(other) => Finding::likely().shape().because(facts.path_evidence()).because(other.answers()),
        None => Finding::possible().shape().because(facts.path_evidence()),
    };
    Some(finding.maybe(kind).value("name", name))
}

/// `index-B7k2x9Qa.js`, `main.3f2a9c1b.css`: a part of the name that a build made from the content.
pub(super) fn hashed(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.split(['.', '-', '_']).skip(1).any(|part| {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        let upper = part.bytes().any(|b| b.is_ascii_uppercase()) && part.bytes().any(|b| b.is_ascii_lowercase());
        part.len() >= 6 && part.bytes().all(|b| b.is_ascii_alphanumeric()) && (digits >= 1 || upper)
    })
}
