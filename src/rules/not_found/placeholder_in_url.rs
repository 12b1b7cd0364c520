use super::spa_fallback_html_for_api::fallback_page;
use crate::facts::Facts;
use crate::facts::paths::percent_decode;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the path or query holds the text of a missing value or a placeholder that nobody
/// filled in.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let page = fallback_page(facts);
    if !facts.status_in(&[400, 403, 404, 405, 410, 422, 500]) && page.is_none() {
        return None;
    }
    let found = facts.parts().into_iter().find_map(|part| {
        let (kind, whole) = path_part(&part)?;
        // Of an answer that is called good, a word of JavaScript alone counts.
        (page.is_none() || whole && kind == "missing-value").then_some((part, kind, whole))
    });
    if let Some((part, kind, whole)) = found {
        let proof = whole && facts.status_in(&[400, 404, 410, 422]);
        let finding = if proof { Finding::certain() } else { Finding::likely() };
        let finding = finding.seen().because(Evidence::new(Source::Url, facts.url().path()));
        let finding = finding.maybe(page.map(Facts::answers)).over("spa-fallback-html-for-api");
        return Some(finding.because(facts.status_evidence()).variant(kind).value("text", part));
    }
    if page.is_some() || facts.status_in(&[403, 405, 500]) {
        return None;
    }
    let (name, value, kind) = facts.url().query().into_iter().find_map(|(name, value)| {
        // A GraphQL query starts with a brace, too.
        let kind = query_value(&value).filter(|kind| *kind == "missing-value" || name != "query")?;
        Some((name, value, kind))
    })?;
    let finding = Finding::likely().seen().because(Evidence::new(Source::Url, format!("{name}={value}")));
    Some(finding.because(facts.status_evidence()).variant(kind).value("text", format!("{name}={value}")))
}

/// What a part of the path shows, and whether it is nothing else.
fn path_part(part: &str) -> Option<(&'static str, bool)> {
    let lower = part.to_ascii_lowercase();
    let stem = lower.split('.').next().unwrap_or("");
    if matches!(stem, "undefined" | "null" | "nan") || lower.starts_with("[object ") {
        return Some(("missing-value", true));
    }
    if let Some(kind) = placeholder(part) {
        return Some((kind, true));
    }
    (lower.contains("undefined") || lower.contains("[object ")).then_some(("missing-value", false))
}

fn query_value(value: &str) -> Option<&'static str> {
    let value = percent_decode(value);
    if matches!(value.as_str(), "undefined" | "NaN") || value.starts_with("[object ") {
        return Some("missing-value");
    }
    placeholder(&value).filter(|k| *k == "template-text" || value.starts_with('{') && !value.contains(['"', ':', ',']))
}

/// `:id`, `{id}`, `${id}`, `<int:id>`, `[id]`.
fn placeholder(text: &str) -> Option<&'static str> {
    let name = |s: &str| {
        !s.is_empty()
            && s.len() <= 40
            && s.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b':'))
    };
    if text.contains("${") {
        return Some("template-text");
    }
    let inside = |open: &str, close: &str| text.strip_prefix(open).and_then(|t| t.strip_suffix(close));
    let braces = inside("{{", "}}").or_else(|| inside("{", "}")).or_else(|| inside("<", ">"));
    let colon = text.strip_prefix(':').filter(|t| t.starts_with(|c: char| c.is_ascii_alphabetic()));
    (braces.is_some_and(|b| name(b.trim())) || colon.is_some_and(|c| name(c.trim_end_matches('?'))))
        .then_some("placeholder")
}
