use crate::facts::Facts;
use crate::facts::Reason as Said;
use crate::facts::kept_cookies::is_loopback;
use crate::finding::Finding;
use crate::http::cookie::RejectedBecause;
use crate::http::cookie::jar::Reason;
use crate::http::cookie::site::registrable;

/// Fires when `Domain` or `Path` of the cookie of sign-in does not cover this request, or the
/// browser refused its `Domain` (RFC 6265bis §5.1.3, §5.1.4, §5.7).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let host = facts.url().host();
    let (lost, (variant, covers)) = super::lost(facts, |reason| match reason {
        Reason::Rejected(RejectedBecause::ForeignDomain { domain, .. }) => Some(("refused", domain.clone())),
        Reason::Rejected(RejectedBecause::PublicSuffix { domain }) => Some(("public-suffix", domain.clone())),
        Reason::HostOnly { host: own } if !(is_loopback(own) && is_loopback(host)) => Some(("host", own.clone())),
        Reason::Domain { domain } if !(is_loopback(domain) && is_loopback(host)) => Some(("domain", domain.clone())),
        Reason::Path { path } => Some(("path", path.clone())),
        _ => None,
    })?;
    // Hosts of one domain may be unrelated: only a cookie that was refused or a path is proof.
    let sure = matches!(variant, "refused" | "public-suffix" | "path");
    // The page that signed in calls the other host itself, and that knows nobody. It may be a third host of the
    // site.
    let page = facts.page_origin().map(|page| crate::exchange::Address::new(page).host().to_owned());
    let sister = !sure
        && page.is_some_and(|page| (page == covers || same_site(&page, &covers)) && page != host)
        && (facts.stated(Said::Missing).is_some() || takes_cookies(facts));
    let certainty = match (sure, sister) {
        (true, _) => Finding::certain(),
        (false, true) => Finding::likely(),
        (false, false) => Finding::possible(),
    };
    let mut finding = super::finding(facts, &lost, certainty);
    if !sure && !sister {
        finding.over.clear();
    }
    let here = if variant == "path" { facts.url().path() } else { host };
    Some(finding.variant(variant).value("covers", covers).value("here", here))
}

/// Whether the other host lets the page send cookies, and says nothing of a token.
fn takes_cookies(facts: Facts) -> bool {
    let allows = facts.header("access-control-allow-credentials").is_some_and(|v| v.trim() == "true");
    allows && facts.status() == 401 && facts.challenges().next().is_none() && !facts.states_any()
}

/// Whether two hosts belong to one registrable domain.
fn same_site(a: &str, b: &str) -> bool {
    registrable(a).is_some_and(|site| Some(site) == registrable(b))
}
