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
    if !facts.url().extension().is_some_and(|e| matches!(e.as_str(), "js" | "mjs" | "css")) || !is_built(facts, &name) {
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

/// Whether the name has a part that a build made from the content.
pub(super) fn is_built(facts: Facts, name: &str) -> bool {
    hashed(name) || short_hash(name).is_some_and(|n| facts.working_here().any(|f| built_with(facts, f, n)))
}

/// `index-B7k2x9Qa.js`, `main.3f2a9c1b.css`: a part of the name that a build made from the content.
fn hashed(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    stem.split(['.', '-', '_']).skip(1).any(|part| {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        let upper = part.bytes().any(|b| b.is_ascii_uppercase()) && part.bytes().any(|b| b.is_ascii_lowercase());
        part.len() >= 6 && part.bytes().all(|b| b.is_ascii_alphanumeric()) && (digits >= 1 || upper)
    })
}

/// The length of a short hash at the end of the name: `index-C4d9.js`. A word could be one as well, so it
/// counts only beside a file that was built in the same way.
fn short_hash(name: &str) -> Option<usize> {
    let (stem, _) = name.rsplit_once('.')?;
    let (_, hash) = stem.rsplit_once(['-', '.'])?;
    let has = |kind: fn(&u8) -> bool| hash.bytes().any(|b| kind(&b));
    let mixed = has(u8::is_ascii_digit) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    ((4..6).contains(&hash.len()) && mixed && hash.bytes().all(|b| b.is_ascii_alphanumeric())).then_some(hash.len())
}

/// Whether the other file stands in the same folder and ends in a hash of this length.
fn built_with(facts: Facts, other: Facts, length: usize) -> bool {
    let folder = |f: Facts| f.url().path().rsplit_once('/').map(|(folder, _)| folder.to_owned());
    folder(facts) == folder(other) && other.url().segments().last().and_then(short_hash) == Some(length)
}
