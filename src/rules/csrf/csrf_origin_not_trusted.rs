use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::{Evidence, Finding};

/// How others speak of the header `Origin`.
const OTHERS: &[&str] = &[
    "origin header", "invalid origin", "invalid_origin", "origin mismatch", "untrusted origin",
    "origin is not allowed", "origin not allowed", "origin check", "origin does not match",
];

/// Fires when the server's CSRF check refused the `Origin` header: Django says so in words, as
/// gorilla/csrf and others do.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 403]) || !facts.is_unsafe() {
        return None;
    }
    let origin = facts.sent("origin")?;
    let own = origin == facts.url().origin();
    let variant = if own { "behind-proxy" } else { "other-origin" };
    let finding =
        match facts.says(&["origin checking failed", "forbidden - origin invalid", "origin is not trusted by csrf"]) {
            Some(said) => Finding::certain().because(said),
            // To its own pages a server has no CORS rule: it is a check against forgery.
            None if own && facts.status() == 403 && speaks_of_origin(facts).is_some() => {
                Finding::likely().maybe(speaks_of_origin(facts))
            }
            // Django's page hides its reason. The token is sent twice and equal, so the origin is left.
            None => {
                let said = facts.says_in_body(&["csrf verification failed"])?;
                let (_, token) = facts.csrf_sent()?;
                facts.csrf_cookie().filter(|(_, cookie)| *cookie == token)?;
                Finding::likely().shape().because(said)
            }
        };
    Some(
        finding
            .maybe(facts.sent_evidence("Origin"))
            .value("origin", origin)
            .value("server", facts.url().origin())
            .variant(variant),
    )
}

fn speaks_of_origin(facts: Facts) -> Option<Evidence> {
    const ORIGIN: Saying = Saying {
        of: &["origin", "cross origin", "cross site"],
        says: &[
            "not allowed", "rejected", "not permitted", "blocked", "refused", "not trusted", "untrusted", "forbidden",
            "invalid",
        ],
        never: &["country", "region", "key", "missing", "token", "scripting", "attack", "malicious"],
    };
    facts.says(OTHERS).or_else(|| facts.tells(&ORIGIN))
}
