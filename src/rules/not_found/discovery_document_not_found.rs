use crate::exchange::Address;
use crate::facts::Facts;
use crate::facts::paths::distance;
use crate::finding::{Evidence, Finding, Verdict};

const KNOWN: &[&str] = &["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"];

/// Fires for a 404 on the metadata of a sign-in server (OpenID Connect Discovery §4, RFC 8414 §3).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[404]) || facts.row().is_preflight {
        return None;
    }
    let path = facts.url().path();
    let known = KNOWN.iter().any(|k| path.contains(*k));
    if !known && !is_misspelt(path) {
        return None;
    }
    let found = facts.working().find(|f| KNOWN.iter().any(|k| f.url().path().contains(k)));
    if let Some(found) = found {
        // Clients try the forms of the address one after the other.
        return Some(
            Finding::likely().verdict(Verdict::Noise).because(found.answers()).value("where", found.url().origin()),
        );
    }
    let origin = facts.url().origin();
    let issuer = facts.nearby().find_map(|f| {
        let jws = f.jws()?;
        let issuer = jws.claims.as_ref()?.text("iss")?.to_owned();
        Some(issuer)
    });
    let server = facts.nearby().find_map(|f| f.member_text("authorization_servers.0").map(str::to_owned));
    let right = server.or(issuer).filter(|r| !Address::new(r.as_str()).origin().is_empty());
    let finding = Finding::likely()
        .because(facts.path_evidence())
        .because(facts.status_evidence())
        .over("dot-path-denied")
        .over("path-typo")
        .over("cors-missing-on-error");
    Some(match right {
        Some(right) if Address::new(right.as_str()).origin() != origin => {
            let finding = finding.seen().because(Evidence::claim("iss", right.as_str())).variant("other-host");
            finding.value("where", right)
        }
        _ => finding.value("where", "the sign-in server"),
    })
}

/// Whether a well-known address is but a few letters from one of these.
fn is_misspelt(path: &str) -> bool {
    let Some((_, name)) = path.rsplit_once("/.well-known/") else { return false };
    KNOWN.iter().filter_map(|k| k.strip_prefix("/.well-known/")).any(|k| distance(name, k, 3) <= 3)
}
