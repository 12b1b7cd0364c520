use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the application behind CloudFront says that no `Authorization` came. CloudFront
/// removes it from GET and HEAD unless a policy names it.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.request().is_safe() {
        return None;
    }
    let lost = facts.lost_authorization()?;
    let mark = facts.cloudfront_mark()?;
    let finding = if lost.exact { Finding::likely().seen() } else { Finding::likely().shape() };
    let header = facts.authorization()?;
    let finding = finding.because(Evidence::secret(Source::RequestHeader("Authorization".into()), header));
    Some(finding.because(lost.said).because(mark).value("method", facts.method()).over("unauthenticated-answered-403"))
}
