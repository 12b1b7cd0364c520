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
        None => match facts.working_here().find(|f| f.id() < facts.id() && f.same_url(facts) && writes(*f)) {
            Some(made) => Finding::likely().seen().because(found).because(made.answers()),
            None => Finding::possible().shape().because(found),
        },
    };
    let age = facts.header("age").and_then(|a| a.trim().parse::<i64>().ok()).filter(|a| *a > 0);
    Some(match age {
        Some(age) => finding.variant("aged").value("age", crate::instant::Span::seconds(age).words()),
        None => finding,
    })
}

fn writes(facts: Facts) -> bool {
    matches!(facts.method(), "PUT" | "POST" | "PATCH")
}
