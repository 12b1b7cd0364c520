use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when a sign-in worked until one moment, and then several calls fail.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let used = super::broke_off(facts)?;
    let host = facts.url().host();
    let since = || {
        facts
            .history()
            .after(used.id())
            .map(|r| facts.at(r))
            .take(1000)
            .filter(|f| f.url().host() == host && facts.same_sign_in(*f))
    };
    if since().any(|f| f.succeeded() && f.is_api_call()) {
        return None;
    }
    let other = since().find(|f| f.status() == facts.status() && f.row().route != facts.row().route)?;
    Some(
        Finding::likely()
            .seen()
            .because(Evidence::exchange(used.id(), format!("{} was the last success", used.status())))
            .because(facts.status_evidence())
            .because(Evidence::exchange(other.id(), format!("{} {}", other.status(), other.url().path())))
            .value("when", used.now().iso())
            .over("credential-rejected-unspecified")
            .over("session-cookie-rejected"),
    )
}
