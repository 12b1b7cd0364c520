use crate::facts::Facts;
use crate::finding::Finding;

/// Fires beside a missing record when the caller is signed in and other ids of the route work.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found() || !facts.has_identity() || facts.plain_server_page() {
        return None;
    }
    let works = facts.sibling_works().filter(|f| facts.same_identity(*f))?;
    Some(Finding::possible().shape().because(facts.path_evidence()).because(works.answers()))
}
