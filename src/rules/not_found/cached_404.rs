use serde_json::Value;

use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the 404 came out of a cache (RFC 9111 §4.2.2), and the same address works at another time.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[404, 410]) || facts.row().is_preflight {
        return None;
    }
    let hit = |name: &str| {
        facts
            .header(name)
            .filter(|v| v.to_ascii_uppercase().contains("HIT"))
            .map(|v| Evidence::response_header(name, v))
    };
    let age = || {
        facts
            .header("age")
            .filter(|a| a.trim().parse::<u64>().is_ok_and(|a| a > 0))
            .map(|a| Evidence::response_header("Age", a))
    };
    let browser = || facts.exchange().from_cache.then(|| Evidence::new(Source::Status, "from the browser's cache"));
    let found = age()
        .or_else(|| hit("cf-cache-status"))
        .or_else(|| hit("x-cache"))
        .or_else(|| hit("x-cache-status"))
        .or_else(|| hit("x-vercel-cache"))
        .or_else(browser)?;
    let fresh = facts.working_here().find(|f| f.same_url(facts) && f.method() == facts.method());
    // A stored 404 is often still true: without a success of the same address it is only a hint.
    let finding = match fresh {
        Some(fresh) if fresh.id() < facts.id() => Finding::likely().seen().because(found).because(fresh.answers()),
        Some(fresh) => Finding::certain().seen().because(found).because(fresh.answers()),
        // The page made the thing after the cache had asked for it.
        None => match facts.working_here().find(|f| f.id() < facts.id() && writes(*f) && made(*f, facts)) {
            Some(made) => Finding::likely().seen().because(found).because(made.answers()).over("record-not-found"),
            None => Finding::possible().shape().because(found),
        },
    };
    let age = facts.header("age").and_then(|a| a.trim().parse::<i64>().ok()).filter(|a| *a > 0);
    Some(match age {
        Some(age) => finding.variant("aged").value("age", crate::instant::Span::seconds(age).words()),
        None => finding,
    })
}

/// Whether `write` made what is asked for: at the same address, or in the collection around it, whose answer names the id.
fn made(write: Facts, asked: Facts) -> bool {
    let collection = || {
        let (mut parts, mut before) = (asked.parts(), write.parts());
        before.retain(|part| !part.is_empty());
        let id = parts.pop().filter(|_| write.status() == 201 && parts == before);
        id.is_some_and(|id| {
            ["id", "_id", "uuid", "slug", "name"].iter().any(|name| is_text_of(write.member(name), &id))
        })
    };
    write.same_url(asked) || (write.same_origin(asked) && collection())
}

fn is_text_of(value: Option<&Value>, id: &str) -> bool {
    value.is_some_and(|value| {
        value.as_str() == Some(id) || value.as_u64().is_some_and(|number| id.parse() == Ok(number))
    })
}

fn writes(facts: Facts) -> bool {
    matches!(facts.method(), "PUT" | "POST" | "PATCH")
}
