use crate::facts::Facts;
use crate::facts::paths::{distance, is_prefix, percent_decode};
use crate::finding::{Evidence, Finding};

/// Fires when the application names another path than the browser asked for, or names the path with
/// a part that only the proxy in front of it knows.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found() {
        return None;
    }
    let said = facts.router_said()?;
    let seen = percent_decode(said.path.as_deref()?);
    let seen = seen.trim_end_matches('/');
    let asked = percent_decode(facts.url().path());
    let asked = asked.trim_end_matches('/');
    let parts: Vec<&str> = asked.split('/').filter(|p| !p.is_empty()).collect();
    let first = parts.first()?;
    // Where other calls below the same part work, the proxy's rule is right.
    let sound = facts
        .working_here()
        .any(|f| f.is_api_call() && f.url().segments().next() == Some(first) && f.url().segments().count() > 1);
    if sound {
        return None;
    }
    let finding = |f: Finding| {
        f.seen().because(said.evidence.clone()).because(facts.path_evidence()).over("path-typo").value("asked", asked)
    };
    if !seen.eq_ignore_ascii_case(asked) {
        let suffix = |long: &str, short: &str| {
            long.len() > short.len() && long.to_ascii_lowercase().ends_with(&short.to_ascii_lowercase())
        };
        let (cut, added) = (suffix(asked, seen), suffix(seen, asked));
        // `/shop/api/orders` arrives as `/v1/orders`, or as `/apiorders` where a slash is left out: the end is
        // the browser's, the beginning the proxy's.
        let last = |path: &str| path.rsplit('/').next().map(str::to_ascii_lowercase).filter(|part| part.len() > 2);
        let changed = last(asked).zip(last(seen)).is_some_and(|(asked, seen)| seen.ends_with(&asked));
        let variant = if cut {
            "cut"
        } else if added {
            "added"
        } else {
            "changed"
        };
        return (cut || added || changed).then(|| finding(Finding::likely()).value("seen", seen).variant(variant));
    }
    // The proxy kept its own part: `/svc/api/orders` reached an application whose routes start at `/api`.
    let proxy = ["nginx", "caddy", "traefik", "envoy", "haproxy", "apache", "openresty"];
    let server = facts.header("server").unwrap_or("").to_ascii_lowercase();
    // A development server whose own answers look different: this one came through its proxy rule, and
    // such rules keep the path unless they are told to cut it.
    let passed_on = facts.dev_server().and_then(|dev| Some((dev, facts.passed_on_by(dev)?)));
    let in_front = facts.header("via").is_some() || proxy.iter().any(|p| server.contains(p)) || passed_on.is_some();
    let app = facts.header("x-powered-by").is_some() || facts.header("x-served-by").is_some() || said.method.is_some();
    let kept = parts.iter().position(|p| is_prefix(p)).is_some_and(|at| at == 1) && !is_prefix(first)
        || parts.len() > 2
            && matches!(*first, "svc" | "service" | "services" | "gateway" | "gw" | "backend" | "proxy" | "upstream")
        || passed_on.is_some() && parts.len() > 1 && !near_a_good_one(facts, first);
    if !(in_front && app && kept) {
        return None;
    }
    if let Some((dev, name)) = passed_on {
        return Some(
            finding(Finding::likely())
                .maybe(facts.header_evidence(name))
                .because(dev.answers())
                .value("seen", seen)
                .variant("kept"),
        );
    }
    let header =
        facts.header("server").map(|s| Evidence::response_header("Server", s)).or_else(|| facts.header_evidence("via"));
    Some(finding(Finding::likely()).maybe(header).value("seen", seen).variant("kept"))
}

/// Whether the path begins almost as one that works: a slip, not a rule of the proxy.
fn near_a_good_one(facts: Facts, first: &str) -> bool {
    facts.working_routes().iter().filter(|f| f.asks_for_data()).any(|f| {
        f.url().segments().next().is_some_and(|good| good != first && (1..=2).contains(&distance(good, first, 2)))
    })
}
