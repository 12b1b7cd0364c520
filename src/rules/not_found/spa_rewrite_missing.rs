use crate::facts::Facts;
use crate::finding::Finding;

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
    let single = |f: Facts| {
        f.says_in_body(&[
            "id=\"root\"", "id=\"app\"", "id=root", "id=app", "<app-root", "id=\"__next\"", "id=\"__nuxt\"",
            "id=\"svelte\"", "type=\"module\"",
        ])
        .is_some()
    };
    let body_unknown = start.body().is_empty();
    if !body_unknown && !single(start) {
        return None;
    }
    let finding = if body_unknown { Finding::possible() } else { Finding::likely() };
    let finding = finding.shape().because(facts.path_evidence()).because(start.answers()).over("path-typo");
    Some(finding.value("path", facts.url().path()))
}
