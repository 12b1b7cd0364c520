use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};

/// Fires when the server speaks of the account behind a token or session: gone, locked or switched
/// off.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 422]) || facts.presents_secret() || !facts.carries_identity() {
        return None;
    }
    let said = facts.stated(Reason::User)?;
    // A 400 or 422 may speak of a user whom the request names.
    if facts.status_in(&[400, 422]) && (facts.authorization().is_none() || facts.request().body.is_some()) {
        return None;
    }
    let finding = if facts.status() == 401 && facts.authorization().is_some() { Finding::certain() } else { Finding::likely() };
    let claims = facts.jws().and_then(|j| j.claims.as_ref());
    let user = claims.and_then(|c| {
        ["sub", "user_id", "userId", "uid", "id", "email"].into_iter().find_map(|n| {
            let value = c.get(n)?;
            Some((n, value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        })
    });
    let who = user.as_ref().map_or("the account".to_owned(), |(_, v)| format!("the account {v}"));
    Some(finding.because(said).maybe(user.map(|(n, v)| Evidence::claim(n, v))).because(facts.status_evidence()).value("who", who))
}
