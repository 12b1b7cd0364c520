use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Verdict};

const KNOWN: &str = "/.well-known/oauth-protected-resource";

/// Fires for a 404 on the metadata of a protected resource (RFC 9728 §3.1).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found() {
        return None;
    }
    let path = facts.url().path();
    let at = path.find(KNOWN)?;
    let found = facts.working().find(|f| f.url().path().contains(KNOWN));
    let named = facts.nearby().find_map(|f| {
        let url = f.challenges().find_map(|c| c.param("resource_metadata"))?;
        let evidence = Evidence::response_header("WWW-Authenticate", format!("resource_metadata=\"{url}\""));
        (url != facts.url().as_str()).then_some((url.to_owned(), evidence))
    });
    if let Some(found) = found {
        // Clients try the forms of the address one after the other.
        return Some(
            Finding::likely().verdict(Verdict::Noise).because(found.answers()).value("right", found.url().as_str()),
        );
    }
    let finding = |f: Finding| f.seen().because(facts.path_evidence()).over("path-typo");
    if at > 0 {
        let right = format!("{}{KNOWN}{}", facts.url().origin(), path.get(..at).unwrap_or(""));
        return Some(finding(Finding::certain()).maybe(named.map(|n| n.1)).value("right", right));
    }
    if let Some((right, evidence)) = named {
        return Some(finding(Finding::certain()).because(evidence).value("right", right));
    }
    let right = format!("{}{KNOWN} and the path of the API", facts.url().origin());
    Some(
        Finding::likely()
            .because(facts.path_evidence())
            .because(facts.status_evidence())
            .over("path-typo")
            .value("right", right),
    )
}
