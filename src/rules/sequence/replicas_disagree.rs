use crate::facts::Facts;
use crate::finding::{Evidence, Finding};
use crate::instant::Span;

/// Headers in which a server names the copy of itself that answered.
const COPIES: &[&str] = &[
    "x-served-by", "x-backend", "x-backend-server", "x-upstream", "x-instance", "x-instance-id", "x-pod", "x-pod-name",
    "x-node", "x-server", "x-server-name", "x-hostname", "x-host", "x-container-id", "x-worker", "via", "server",
];

/// Fires when the same call with the same credentials worked before and after this refusal.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403]) || facts.is_login() || facts.is_refresh() {
        return None;
    }
    let near = |f: &Facts| (f.exchange().started - facts.exchange().started).abs() < Span::minutes(2);
    let same = |f: &Facts| f.succeeded() && f.same_url(facts) && near(f) && facts.same_sign_in(*f);
    let before = facts.same_route_before().find(same)?;
    let after = facts.same_route_after().find(same)?;
    let copy = COPIES.iter().find(|name| {
        let (bad, good) = (facts.header(name), before.header(name));
        bad.is_some() && good.is_some() && bad != good && good == after.header(name)
    });
    let finding = if copy.is_some() { Finding::likely() } else { Finding::possible() };
    Some(
        finding
            .seen()
            .because(Evidence::exchange(before.id(), format!("{} before", before.status())))
            .because(facts.status_evidence())
            .because(Evidence::exchange(after.id(), format!("{} after", after.status())))
            .maybe(copy.and_then(|name| facts.header_evidence(name)))
            .over("credential-rejected-unspecified")
            .over("session-cookie-rejected"),
    )
}
