use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when a call of a script is redirected to a sign-in page of another origin that does not
/// allow the page to read it (Fetch, "HTTP-redirect fetch" and "CORS check").
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let target = facts.login_redirect().filter(|t| t.blocked)?;
    let proof = target.landed.is_some_and(|f| f.status() == 0 || f.header("access-control-allow-origin").is_none());
    let finding = if proof && target.named { Finding::certain() } else { Finding::likely() };
    let finding = finding.seen().because(Evidence::response_header("Location", target.location.as_str()));
    let finding = finding.maybe(target.landed.map(Facts::answers));
    let finding = finding.over("cors-headers-missing").over("cors-missing-on-error").over("cors-origin-not-allowed");
    Some(finding.value("target", target.shown()))
}
