use super::server_hides_authorization::hiding_server;
use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the browser sent a well-formed `Authorization` and the application says that there
/// was none.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let lost = facts.lost_authorization()?;
    if hiding_server(facts).is_some() || (facts.cloudfront_mark().is_some() && facts.request().is_safe()) {
        return None;
    }
    let mark = facts.way_mark();
    // Words such as "not authenticated" can mean a session; with a proxy on the way they are weak.
    let finding = match (lost.exact, &mark) {
        (true, _) => Finding::likely().seen(),
        (false, Some(_)) => Finding::likely().shape(),
        (false, None) => Finding::possible().shape(),
    };
    let (scheme, _) = facts.authorization_parts()?;
    let header = facts.authorization()?;
    let finding = finding.because(Evidence::secret(Source::RequestHeader("Authorization".into()), header));
    Some(finding.because(lost.said).maybe(mark).value("scheme", scheme).over("unauthenticated-answered-403"))
}
