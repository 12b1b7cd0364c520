use crate::exchange::Address;
use crate::facts::Facts;
use crate::finding::{Finding, Source};

/// Fires when a public page called a device of the local network and no answer came: Chromium asks
/// the user first (Local Network Access).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 0 || facts.row().is_preflight || !is_local(facts.url()) {
        return None;
    }
    let error = facts.exchange().error.as_deref()?;
    let named = error.contains("LOCAL_NETWORK_ACCESS") || error.contains("PRIVATE_NETWORK_ACCESS");
    let page = facts.page_origin()?;
    let origin = Address::new(page.as_str());
    if !named
        && (is_local(&origin)
            || origin.host().is_empty()
            || !facts.exchange().failed()
            || facts.preflight().is_some_and(|p| p.status() != 0))
    {
        return None;
    }
    let finding = if named { Finding::certain().seen() } else { Finding::possible() };
    let finding = finding.variant(if origin.scheme() == "http" { "insecure-page" } else { "no-permission" });
    Some(
        finding
            .quote(Source::BrowserError, error)
            .quote(Source::Url, facts.url().host())
            .value("host", facts.url().host())
            .value("page", page),
    )
}

/// Loopback, private and link-local addresses, and names that only a local network knows.
fn is_local(url: &Address) -> bool {
    let host = url.host();
    match url.url().and_then(url::Url::host) {
        Some(url::Host::Ipv4(ip)) => ip.is_private() || ip.is_loopback() || ip.is_link_local(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
        _ => {
            host == "localhost"
                || [".localhost", ".local", ".home.arpa", ".internal"].iter().any(|end| host.ends_with(end))
        }
    }
}
