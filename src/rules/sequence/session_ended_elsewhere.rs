use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when the server names another device, and when a sign-in that worked is refused at once, and nothing in the recording says why.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const SAID: &[&str] = &[
        "on another device", "on a different device", "from another device", "from a different device",
        "in another browser", "in another window", "in another tab", "in a different tab", "from another location",
        "logged in elsewhere", "signed in elsewhere", "logged out elsewhere", "signed out elsewhere",
        "session was terminated", "session has been terminated", "session terminated", "terminated by an admin",
        "signed out by an admin", "logged out by an admin",
    ];
    if facts.status_in(&[401, 403, 419, 440])
        && facts.carries_identity()
        && let Some(said) = facts.says(SAID)
    {
        let finding = Finding::likely().because(said).because(facts.status_evidence()).variant("stated");
        return Some(finding.value("when", "a while"));
    }
    let used = super::broke_off(facts)?;
    let finding =
        Finding::possible().because(Evidence::exchange(used.id(), format!("{} with the same sign-in", used.status())));
    Some(
        finding
            .because(facts.status_evidence())
            .value("when", (facts.exchange().started - used.exchange().ended()).words()),
    )
}
