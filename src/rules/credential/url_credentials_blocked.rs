use crate::exchange::FAILED;
use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a page loads an address with `user:password@` in it, which browsers block or strip
/// (Fetch §2.2.5, RFC 9110 §4.2.4).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[0, 401])
        || !facts.url().has_userinfo()
        || facts.authorization().is_some()
        || facts.is_navigation()
    {
        return None;
    }
    // A cancelled or offline request proves nothing.
    let blocked = facts
        .exchange()
        .error
        .as_deref()
        .is_some_and(|e| e.to_ascii_lowercase().contains("block") || e.contains(FAILED));
    if facts.status() == 0 && !blocked {
        return None;
    }
    let finding = Finding::likely().seen().because(Evidence::secret(Source::Url, facts.url().as_str()));
    let finding = if facts.status() == 401 { finding.because(facts.status_evidence()) } else { finding };
    Some(finding.over("credentials-missing"))
}
