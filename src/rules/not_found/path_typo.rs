use crate::facts::Facts;
use crate::facts::paths::distance;
use crate::finding::{Evidence, Finding, Source};
use crate::route::is_value;

/// Fires when the router knows no such route, and when one part of the path differs by a letter or
/// two from a path that works.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found() {
        return None;
    }
    let said = facts.router_said();
    let named = said.as_ref().is_some_and(|s| s.path.is_some());
    let finding = Finding::likely().because(facts.path_evidence()).value("path", facts.url().path());
    if let Some(pattern) = listed_route(facts) {
        let finding = finding.seen().because(Evidence::new(Source::ResponseBody, pattern.as_str()));
        return Some(finding.variant("similar").value("similar", format!("/{}", pattern.trim_start_matches('/'))));
    }
    let similar = facts.working_routes().into_iter().find(|f| differs_by_a_slip(facts, *f));
    if let Some(similar) = similar {
        let finding = finding.seen().because(similar.answers()).maybe(said.map(|s| s.evidence));
        return Some(finding.variant("similar").value("similar", similar.url().path()));
    }
    // One address answers all of GraphQL: below it is nothing.
    let below = facts.working_routes().into_iter().find(|f| goes_beyond(facts, *f));
    if let Some(similar) = below.filter(|_| said.is_some() || facts.body().trim().is_empty()) {
        let finding = finding.seen().because(similar.answers()).maybe(said.map(|s| s.evidence));
        return Some(finding.variant("similar").value("similar", similar.url().path()));
    }
    // Some applications answer in the words of a router when a record is missing.
    let said = said.filter(|_| named || facts.sibling_works().is_none())?;
    Some(finding.because(said.evidence))
}

/// Whether exactly one part of the path differs, and only a little.
fn differs_by_a_slip(facts: Facts, works: Facts) -> bool {
    let (mine, theirs) = (facts.parts(), works.parts());
    if mine.len() != theirs.len() {
        return false;
    }
    let mut pairs = mine.iter().zip(&theirs).filter(|(a, b)| a != b && !(is_value(a) && is_value(b)));
    let (Some((a, b)), None) = (pairs.next(), pairs.next()) else { return false };
    let limit = if a.len().max(b.len()) >= 6 { 2 } else { 1 };
    let letters = |s: &str| s.bytes().filter(u8::is_ascii_alphabetic).count() >= 3;
    letters(a)
        && letters(b)
        && !is_value(a)
        && !is_value(b)
        && (1..=limit).contains(&distance(a, b, limit))
        && !numbers_differ(a, b)
}

/// Whether the path is that of a GraphQL call that works, with more behind it.
fn goes_beyond(facts: Facts, works: Facts) -> bool {
    let (mine, theirs) = (facts.parts(), works.parts());
    let graphql = theirs.last().is_some_and(|last| last.eq_ignore_ascii_case("graphql"));
    graphql && works.method() == "POST" && mine.len() > theirs.len() && mine.starts_with(&theirs)
}

/// `page-1.json` and `page-2.json` are two things, not a slip.
fn numbers_differ(a: &str, b: &str) -> bool {
    let digits = |s: &str| s.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    digits(a) != digits(b)
}

/// A route close to the path among those that Django lists with DEBUG.
fn listed_route(facts: Facts) -> Option<String> {
    facts.says_in_body(&["using the urlconf defined in"])?;
    let path = facts.url().path().trim_start_matches('/');
    let stop = |c: char| c.is_whitespace() || matches!(c, '"' | '\'');
    facts
        .body()
        .split(['<', '>'])
        .flat_map(|text| text.split(stop))
        .filter(|text| text.len() > 3 && text.contains('/') && !text.contains("://") && !text.starts_with('/'))
        .filter(|text| *text != path && (1..=2).contains(&distance(text, path, 2)))
        .map(str::to_owned)
        .next()
}
