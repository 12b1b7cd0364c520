use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// How many requests before are looked at.
const REACH: usize = 200;

/// Fires when a page address is a 404 of the web server while the start page of the app works.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found()
        || !facts.is_navigation()
        || facts.url().extension().is_some()
        || facts.url().path().len() < 2
    {
        return None;
    }
    let static_server = facts.plain_server_page()
        || facts.body().trim().is_empty()
        || facts.router_said().is_some_and(|s| s.method.as_deref() == Some("GET"))
        || facts.header("x-vercel-error").is_some()
        || facts
            .says_in_body(&[
                "there isn't a github pages site here",
                "looks like you've followed a broken link",
                "page not found · github pages",
                "the specified key does not exist",
                "the site configured at this address does not contain the requested file",
            ])
            .is_some();
    if !static_server {
        return None;
    }
    // The app may live below a folder.
    let holds = |start: &str| {
        facts.url().path().strip_prefix(start.trim_end_matches('/')).is_some_and(|rest| rest.starts_with('/'))
    };
    let start = facts.working_here().find(|f| f.is_navigation() && holds(f.url().path()))?;
    // The page had this address before the server was ever asked for it: a script wrote it (`history.pushState`).
    if let Some(shown) = shown_before(facts, start) {
        let finding = Finding::likely().seen().because(facts.path_evidence()).because(shown).because(start.answers());
        let finding = finding.over("path-typo").over("path-prefix-wrong").over("record-not-found");
        return Some(finding.value("path", facts.url().path()));
    }
    let single = |f: Facts| {
        f.says_in_body(&[
            "id=\"root\"", "id=\"app\"", "id=root", "id=app", "<app-root", "id=\"__next\"", "id=\"__nuxt\"",
            "id=\"svelte\"", "type=\"module\"",
        ])
        .is_some()
    };
    let body_unknown = start.body().is_empty();
    // Pages of a server write addresses too. Whoever follows a broken link of theirs sends the page's address along.
    let writes = || facts.sent("referer").is_none() && start.says_in_body(&["history.pushstate("]).is_some();
    if !body_unknown && !single(start) && !writes() {
        return None;
    }
    let finding = if body_unknown { Finding::possible() } else { Finding::likely() };
    let finding = finding.shape().because(facts.path_evidence()).because(start.answers()).over("path-typo");
    Some(finding.value("path", facts.url().path()))
}

/// A request of a page at this address, although the server was not asked for it since the start page came, and never
/// had it.
fn shown_before(facts: Facts, start: Facts) -> Option<Evidence> {
    let here = bare(facts.url().as_str());
    let fresh = |f: Facts| f.id() > start.id() || f.succeeded();
    let loaded = |f: Facts| f.is_navigation() && fresh(f) && bare(f.url().as_str()) == here;
    let at_it = |f: Facts| f.id() > start.id() && f.sent("referer").is_some_and(|page| bare(page) == here);
    if facts.earlier_where(REACH, &loaded).is_some() {
        return None;
    }
    let by = if at_it(facts) { facts } else { facts.earlier_where(REACH, &at_it)? };
    let own = by.id() == facts.id();
    Some(if own {
        Evidence::request_header("Referer", here)
    } else {
        Evidence::exchange(by.id(), format!("Referer: {here}"))
    })
}

/// An address without query and fragment.
fn bare(url: &str) -> &str {
    url.split(['?', '#']).next().unwrap_or(url)
}
