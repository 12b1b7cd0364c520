use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the answer shows that the error page was asked for, and beside a bare refusal of Spring
/// Security to a credential that works elsewhere.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403]) || facts.row().is_preflight {
        return None;
    }
    if facts.member_text("path") == Some("/error") && facts.url().path() != "/error" {
        let path = Evidence::new(Source::ResponseBody, "path: /error");
        return Some(Finding::likely().because(path).because(facts.path_evidence()).value("status", facts.status()));
    }
    // The headers that Spring Security writes to every answer.
    let spring =
        facts.header("cache-control").is_some_and(|c| c.contains("no-cache, no-store, max-age=0, must-revalidate"))
            && facts.header("expires") == Some("0")
            && facts.header("x-content-type-options").is_some();
    let bare = facts.body().trim().is_empty() && facts.challenge_error().is_none();
    let works = facts.same_identity_works().filter(|_| spring && bare)?;
    let finding = Finding::possible().shape().because(facts.status_evidence()).because(works.answers());
    Some(finding.value("status", facts.status()))
}
