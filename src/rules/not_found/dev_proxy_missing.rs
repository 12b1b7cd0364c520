use crate::facts::Facts;
use crate::facts::kept_cookies::is_loopback;
use crate::finding::Finding;

/// Fires when a development server itself answers a call that looks like one for the API.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found() || !facts.is_api_call() || !facts.api_path() {
        return None;
    }
    // The application's own words mean that the call arrived.
    if facts.json().is_some() {
        return None;
    }
    let bare = facts.body().trim().is_empty() || facts.router_said().is_some();
    if !bare {
        return None;
    }
    let here = facts.row().route.origin.as_str();
    let dev = facts.dev_server();
    // Another program answered: there is a proxy rule.
    if dev.is_some_and(|dev| facts.passed_on_by(dev).is_some()) {
        return None;
    }
    // A call that worked here shows a proxy rule; the path itself may then be wrong.
    let proxied = facts.working_here().any(|f| f.asks_for_data() && f.api_path() && !f.is_html());
    if proxied {
        return None;
    }
    let finding = |f: Finding| f.because(facts.path_evidence()).value("path", facts.url().path()).value("origin", here);
    if let Some(dev) = dev {
        return Some(finding(
            Finding::likely().shape().because(dev.answers()).over("path-typo").over("proxy-path-rewrite-wrong"),
        ));
    }
    let same_page = facts.is_cross_origin() == Some(false);
    // webpack writes its name into what it builds for development alone: then its own server gave it, most likely.
    let path = Some(facts.url().path());
    let built = |f: Facts| {
        f.exchange().resource_type.as_deref() == Some("script") && f.says_in_body(&["// webpackbootstrap"]).is_some()
    };
    let bundle = facts.works_where(&built);
    // That server ends a call as Express does. One that names another path got the call from a proxy.
    let express = || facts.router_said().is_some_and(|said| said.method.is_some() && said.path.as_deref() == path);
    if let Some(bundle) = bundle.filter(|b| same_page && facts.passed_on_by(*b).is_none() && express()) {
        return Some(finding(Finding::likely().shape().because(bundle.answers()).over("path-typo")));
    }
    // Names that no public site has (RFC 6761 §6, RFC 6762 §3).
    let host = facts.url().host();
    let local = is_loopback(host) || [".test", ".local"].iter().any(|end| host.ends_with(end));
    let port = facts.url().url().and_then(|u| u.port()).is_some_and(|p| matches!(p, 3000 | 4200 | 5173 | 5174 | 8080));
    // Vite ends such a call with nothing at all; an application would name the type of its answer or itself.
    let nothing = facts.body().is_empty()
        && ["content-type", "server", "x-powered-by", "via"].iter().all(|name| facts.header(name).is_none())
        && facts.response().headers.lists("vary", "origin");
    let port = port || (nothing && facts.url().url().is_some_and(|u| u.port().is_some()));
    (local && port && same_page).then(|| finding(Finding::possible().shape().because(facts.status_evidence())))
}
