use crate::facts::sentence::Saying;
use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};
use crate::instant::Span;

/// Fires when a credential that works before is refused just while the same server fails otherwise.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if let Some(found) = told(facts) {
        return Some(found);
    }
    if facts.status() != 401 || facts.is_login() || facts.is_refresh() || facts.states_any() {
        return None;
    }
    let at = facts.exchange().started;
    let near = |f: &Facts| (f.exchange().started - at).abs() < Span::seconds(10);
    // The very call fails now so, now so, and the credential is good afterwards: this is the same trouble.
    let again = |f: Facts| f.succeeded() && near(&f) && facts.same_sign_in(f);
    let works_again = || facts.same_route_after().any(again);
    // A 500 alone is a bug more often than load.
    let tells = |f: &Facts| f.status_in(&[502, 503, 504, 429]) || f.status() == 500 && works_again();
    let trouble = facts
        .earlier()
        .take(200)
        .take_while(near)
        .chain(facts.later().take(200).take_while(near))
        .find(|f| tells(f) && facts.same_origin(*f))?;
    let used = facts.last_use()?;
    let same = trouble.status_in(&[503, 504]) && trouble.same_url(facts) && facts.same_sign_in(trouble);
    let same = same && works_again();
    Some(
        if same { Finding::likely() } else { Finding::possible() }
            .seen()
            .because(Evidence::exchange(trouble.id(), format!("{} {}", trouble.status(), trouble.url().path())))
            .because(Evidence::exchange(used.id(), format!("{} with the same credential", used.status())))
            .because(facts.status_evidence())
            .value("sign", format!("At the same time another call got {}", trouble.status())),
    )
}

/// The answer itself says that nobody could check who asks.
fn told(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403, 500, 502, 503, 504]) || facts.is_html() || !facts.carries_identity() {
        return None;
    }
    if facts.stated(Reason::KeysUnavailable).is_some() {
        return None;
    }
    let said = facts.tells(&BUSY)?;
    let finding = Finding::likely().because(said).because(facts.status_evidence());
    Some(finding.value("sign", "Here the answer itself says so").over("session-cookie-rejected"))
}

/// What checks the credential is slow, full or away, by the parts of a sentence.
const BUSY: Saying = Saying {
    of: &[
        "sign in", "signin", "session", "sessions", "login", "auth", "authentication", "identity", "idp", "sso",
        "introspection", "credential", "credentials", "token check", "token validation", "check your token",
        "validate your token", "verify your token", "verify token", "validate token", "authorization service",
        "authorization server", "authn",
    ],
    says: &[
        "overloaded", "overload", "timed out", "timeout", "in time", "unavailable", "not available",
        "free connections", "connections", "pool", "busy", "unreachable", "not reachable", "not reach", "not respond*",
        "too slow", "no response", "not answer", "deadline", "circuit", "is down", "temporarily",
        "too many requests in", "at capacity", "didnt answer", "didnt respond", "couldnt reach", "etimedout",
        "econnrefused", "saturated",
    ],
    never: &[
        "your session", "session timeout", "session timed out", "session has timed out", "login timeout", "idle",
        "inactivity", "locked", "attempts", "invalid", "expired", "jwks", "keys", "required", "page", "feature",
        "password",
    ],
};
