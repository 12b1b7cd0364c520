//! Secrets in HTML and XML: hidden fields, elements, and parameters of links.

use std::ops::Range;

use super::super::names::{is_secret_member, is_secret_name};
use super::named;
use crate::token::find::walk;

/// The secret bytes of a page or a message in markup. No parser: the pages that refuse requests are
/// broken more often than not.
pub fn secrets(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|rest| rest.find('<')).map(|at| from + at) {
        let tag = text.get(open..).unwrap_or_default();
        let Some(end) = tag.find('>').map(|at| open + at) else { break };
        let tag = text.get(open..end).unwrap_or_default();
        from = end;
        found.extend(of_field(tag).map(|r| open + r.start..open + r.end));
        if let Some(query) = tag.find('?') {
            let ends = ['"', '\'', ' ', '\n'];
            found.extend(named(&walk::pairs(tag, query + 1), tag).into_iter().map(|r| {
                let value = tag.get(r.clone()).unwrap_or_default();
                open + r.start..open + r.start + value.find(ends).unwrap_or(value.len())
            }));
        }
        let name = tag.get(1..).unwrap_or_default().split([' ', '\n', '/']).next().unwrap_or_default();
        let content = text.get(end + 1..).and_then(|rest| rest.split('<').next()).unwrap_or_default();
        if !content.trim().is_empty() && is_secret_member(name, content.trim()) {
            found.push(end + 1..end + 1 + content.len());
        }
    }
    found
}

/// `value` or `content` of a tag whose `name` says that it is secret.
fn of_field(tag: &str) -> Option<Range<usize>> {
    let name = attribute(tag, "name").or_else(|| attribute(tag, "property"))?;
    if !is_secret_name(tag.get(name)?) {
        return None;
    }
    attribute(tag, "value").or_else(|| attribute(tag, "content"))
}

/// The value of an attribute, without its quotes.
fn attribute(tag: &str, name: &str) -> Option<Range<usize>> {
    let at = tag.match_indices(name).find_map(|(at, _)| {
        let before = tag.get(..at)?.ends_with(char::is_whitespace);
        let after = tag.get(at + name.len()..)?.trim_start();
        (before && after.starts_with('=')).then(|| tag.len() - after.len() + 1)
    })?;
    let rest = tag.get(at..)?;
    let start = tag.len() - rest.trim_start().len();
    match tag.get(start..)?.chars().next()? {
        quote @ ('"' | '\'') => {
            let inner = tag.get(start + 1..)?;
            Some(start + 1..start + 1 + inner.find(quote)?)
        }
        _ => {
            let length = tag.get(start..)?.find([' ', '\n', '/']).unwrap_or(tag.len() - start);
            Some(start..start + length)
        }
    }
}
