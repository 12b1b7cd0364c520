use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires for the whole body by which Envoy's RBAC filter refuses.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let own = facts.status() == 403 && facts.body().trim() == "RBAC: access denied";
    own.then(|| {
        let body = Evidence::new(Source::ResponseBody, "RBAC: access denied");
        Finding::certain().because(body).maybe(facts.header_evidence("server")).over("insufficient-role")
    })
}
