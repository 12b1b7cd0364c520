use crate::facts::sentence::Saying;
use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};

/// What a sign-in says of an account that is shut, whatever the password.
pub(in crate::rules) const LOCKED: Saying = Saying {
    of: &["account", "user", "email", "login user"],
    says: &[
        "locked", "disabled", "inactive", "suspended", "deactivated", "banned", "blocked", "not activated",
        "not verified", "not confirmed", "confirm your", "verify your", "not fully set up", "not active",
        "not been approved", "not approved", "awaiting approval", "pending approval", "not been activated",
        "not been verified", "not been confirmed", "under review",
    ],
    never: &["or", "password", "not found", "credentials"],
};

/// Fires when the server speaks of the account behind a token or session: gone, locked or switched
/// off.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    // "Locked" of RFC 4918 is borrowed for accounts that are locked.
    if facts.status() == 423 && facts.is_login() {
        let said = facts.tells(&LOCKED);
        return Some(Finding::likely().because(facts.status_evidence()).maybe(said).value("who", "the account"));
    }
    // Passport answers 500 where the user of a session is gone (`deserializeUser` gives nobody).
    if facts.status() == 500 && facts.session_cookie().is_some() {
        let said = facts.says_in_body(&["failed to deserialize user out of session"])?;
        return Some(Finding::likely().because(said).because(facts.status_evidence()).value("who", "the account"));
    }
    if !facts.status_in(&[400, 401, 403, 422]) || !(facts.may_carry_identity() || facts.presents_secret()) {
        return None;
    }
    if facts.presents_secret() {
        let renewal = || facts.stated(Reason::User).filter(|_| facts.is_refresh() && facts.status_in(&[401, 403]));
        let said =
            renewal().or_else(|| facts.tells(&LOCKED).filter(|_| facts.is_login() && facts.status_in(&[400, 403])))?;
        return Some(Finding::likely().because(said).because(facts.status_evidence()).value("who", "the account"));
    }
    // A 401 to a session may say it too; one to a token is read above.
    let session = || facts.authorization().is_none() && facts.session_cookie().is_some();
    let shut = || facts.tells(&SHUT).filter(|_| facts.status() == 403 || facts.status() == 401 && session());
    let said = facts.stated(Reason::User).or_else(shut)?;
    // A 400 or 422 may speak of a user whom the request names.
    if facts.status_in(&[400, 422]) && (facts.authorization().is_none() || facts.request().body.is_some()) {
        return None;
    }
    // An address that is not verified may be a claim that the route wants, too.
    let verified = said.quote.to_ascii_lowercase().contains("verif");
    let finding =
        if facts.status() == 401 && facts.authorization().is_some() && !facts.states_loosely(Reason::User) && !verified
        {
            Finding::certain()
        } else {
            Finding::likely()
        };
    let claims = facts.jws().and_then(|j| j.claims.as_ref());
    let user = claims.and_then(|c| {
        ["sub", "user_id", "userId", "uid", "id", "email"].into_iter().find_map(|n| {
            let value = c.get(n)?;
            Some((n, value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        })
    });
    let who = user.as_ref().map_or("the account".to_owned(), |(_, v)| format!("the account {v}"));
    Some(
        finding
            .because(said)
            .maybe(user.map(|(n, v)| Evidence::claim(n, v)))
            .because(facts.status_evidence())
            .value("who", who)
            .over("session-lost-on-server")
            .over("session-ended-elsewhere"),
    )
}

/// The same of the account behind a token, where a 403 says it.
const SHUT: Saying = Saying { of: &["account"], ..LOCKED };
