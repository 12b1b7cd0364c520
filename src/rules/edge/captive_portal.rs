use crate::exchange::Address;
use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Addresses that browsers and systems ask to find out whether the way is free.
const PROBES: &[&str] = &[
    "/generate_204", "/gen_204", "/hotspot-detect.html", "/connecttest.txt", "/ncsi.txt", "/canonical.html",
    "/success.txt",
];

/// Fires on 511, on a probe that is redirected to a foreign host, and when plain-http sites of
/// several owners all redirect to one foreign host.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    // ngrok shows its own warning page so.
    if facts.status() == 511 && facts.says_in_body(&["err_ngrok_"]).is_none() {
        // No portal can answer for a site over https without a certificate.
        let finding = if facts.url().scheme() == "https" { Finding::likely() } else { Finding::certain() };
        return Some(finding.because(facts.status_evidence()).value("portal", facts.url().host()));
    }
    let target = Address::new(facts.redirect_target()?);
    let foreign = |asked: &Address, led: &Address| site(asked.host()) != site(led.host());
    // A redirect of the proxy itself leads away from the site, wherever the target is.
    let by_proxy = |f: Facts| f.header("server").is_some_and(|server| server.starts_with("squid/"));
    if facts.url().scheme() != "http" || !(foreign(facts.url(), &target) || by_proxy(facts)) {
        return None;
    }
    let finding = |f: Finding| {
        f.quote(Source::ResponseHeader("Location".into()), target.origin())
            .value("portal", target.host())
            .over("redirected-to-login")
    };
    if PROBES.iter().any(|p| facts.url().path() == *p) {
        return Some(finding(Finding::likely().seen().because(Evidence::new(Source::Url, facts.url().as_str()))));
    }
    if by_proxy(facts) {
        let same = |f: &Facts| {
            let led = f.redirect_target().map(Address::new);
            by_proxy(*f) && led.is_some_and(|led| led.host() == target.host() && led.path() == target.path())
        };
        let other = facts.nearby().filter(same).find(|f| f.url().host() != facts.url().host())?;
        return Some(finding(Finding::likely().seen().because(other.answers())));
    }
    let own = site(facts.url().host());
    let other = facts
        .nearby()
        .filter(|f| f.url().scheme() == "http")
        .filter(|f| f.redirect_target().is_some_and(|t| Address::new(t).host() == target.host()))
        .filter(|f| foreign(f.url(), &target))
        .map(|f| site(f.url().host()))
        .filter(|other| *other != own)
        .min()?;
    Some(finding(Finding::likely().seen().because(Evidence::new(Source::Url, format!("{other} redirects there too")))))
}

/// The last two parts of a host name: near enough to tell owners apart here.
fn site(host: &str) -> String {
    let mut parts: Vec<&str> = host.rsplit('.').take(2).collect();
    parts.reverse();
    parts.join(".")
}
