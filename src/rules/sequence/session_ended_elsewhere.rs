use crate::facts::Facts;
use crate::facts::sentence::Saying;
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
        && let Some(said) = facts.says(SAID).or_else(|| facts.tells(&REPLACED))
    {
        let finding = Finding::likely().because(said).because(facts.status_evidence()).variant("stated");
        return Some(finding.value("when", "a while"));
    }
    // Who tells a running app that another took its place may call it a conflict.
    if facts.status() == 409
        && facts.is_api_call()
        && facts.carries_identity()
        && let Some(said) = facts.tells(&REPLACED).filter(|_| facts.asks_session() || facts.says(OUT).is_some())
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

/// Words that this sign-in is over.
const OUT: &[&str] = &["kicked", "signed out", "logged out", "session", "login", "sign-in"];

/// Another sign-in took the place of this one, by the parts of a sentence.
const REPLACED: Saying = Saying {
    of: &[
        "another device", "other device", "new device", "different device", "second device", "elsewhere",
        "another browser", "different browser", "another computer", "another phone", "another tab", "newer login",
        "newer session", "newer sign in", "new login", "new sign in", "newer signin", "another login",
        "another session", "another sign in", "other session", "more recent login", "more recent session",
        "later login", "another place", "another location", "concurrent login", "concurrent session", "single session",
        "one session", "second login", "second session", "somewhere else", "newer one", "session superseded",
        "session replaced", "session displaced", "duplicate login", "double login", "session taken over",
        "logged in twice",
    ],
    says: &[
        "replaced", "replaces", "signed in", "signed out", "logged in", "logged out", "ended", "kicked", "terminated",
        "took over", "taken over", "in use", "superseded", "closed", "disconnected", "opened", "started", "displaced",
        "invalidated", "detected", "used", "duplicate", "session", "active", "login",
    ],
    never: &["try", "use another", "please use", "code", "link", "limit reached", "if", "approve", "confirm", "or"],
};
