use serde_json::Value;

use crate::exchange::Address;
use crate::facts::Facts;
use crate::facts::way::is_internal_host;
use crate::finding::{Evidence, Finding, Source};

/// What frameworks write before the host that they saw.
const NAMING: &[&str] = &[
    "invalid http_host header: '", "invalid http_host header: &#x27;", "blocked host: ", "blocked hosts: ",
    "this host (\"", "didn't match request.base_url (http://", "didn't match request.base_url (https://",
    "didn&#39;t match request.base_url (http://",
];

/// Fires when the application names another host than the browser asked for, and when a hosting
/// platform shows its page for unknown sites under a developer's own address.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 403, 404, 421, 422, 500]) || facts.row().is_preflight {
        return None;
    }
    let host = facts.url().host();
    let finding = |f: Finding, key| {
        let f = f.seen().quote(Source::Url, facts.url().origin()).value("host", host).variant(key);
        f.over("dev-server-host-blocked").over("wrong-host").over("platform-not-found").over("csrf-check-failed")
    };
    if let Some((seen, said)) = named(facts)
        && !seen.eq_ignore_ascii_case(host)
    {
        return Some(finding(Finding::likely().because(said).quote(Source::ResponseBody, &seen), "seen"));
    }
    if let Some(expected) = expects_inner_origin(facts) {
        return Some(finding(Finding::likely().because(expected), "seen").over("csrf-origin-not-trusted"));
    }
    // Rails: the page came by https, and the application believes in http.
    let said =
        facts.says_in_body(&["didn't match request.base_url (http://", "didn&#39;t match request.base_url (http://"]);
    if let Some(said) = said.filter(|_| facts.url().scheme() == "https") {
        return Some(finding(Finding::likely().because(said), "scheme"));
    }
    if !is_internal_host(host) || !facts.is_api_call() {
        return None;
    }
    let platform = facts.says_in_body(&[
        "deployment_not_found", "there isn't a github pages site here", "no such app", "there's nothing here, yet",
        "error code: 1003", "that’s all we know", "application not found", "404 web site not found",
        "not found - request id:", "fastly error: unknown domain", "<code>nosuchbucket</code>",
    ]);
    let header = || facts.header_evidence("x-vercel-error").filter(|e| e.quote.contains("DEPLOYMENT_NOT_FOUND"));
    let sign = platform.or_else(header)?;
    Some(finding(Finding::likely().because(sign), "dev-proxy"))
}

/// A check of the origin that refuses the application's own page, and names an address that no browser knows as the one it expects.
fn expects_inner_origin(facts: Facts) -> Option<Evidence> {
    let own = facts.sent("origin").is_some_and(|origin| origin == facts.url().origin());
    if facts.status() != 403 || !facts.is_unsafe() || !own {
        return None;
    }
    let Value::Object(members) = facts.json()? else { return None };
    facts.says_in_body(&["origin"])?;
    members.iter().find_map(|(name, value)| {
        let named = value.as_str().filter(|v| v.starts_with("http://") || v.starts_with("https://"))?;
        let named = Address::new(named);
        let inner = named.host() != facts.url().host() && is_internal_host(named.host());
        inner.then(|| Evidence::new(Source::ResponseBody, format!("\"{name}\": \"{}\"", named.as_str())))
    })
}

/// The host that the application says it saw, without port.
fn named(facts: Facts) -> Option<(String, Evidence)> {
    NAMING.iter().find_map(|before| {
        let said = facts.says_in_body(&[before])?;
        let at = said.at.as_ref()?.end;
        let rest = facts.body().get(at..)?;
        let end =
            rest.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_')).unwrap_or(rest.len());
        let host = rest.get(..end)?;
        (!host.is_empty()).then(|| (host.to_owned(), said))
    })
}
