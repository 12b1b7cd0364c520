use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when a call was refused, a refresh worked, and the call was repeated with the token of
/// before.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403]) || facts.is_refresh() || facts.is_login() {
        return None;
    }
    let sent = facts.credentials()?.token68()?;
    let authorization = facts.authorization();
    let tries = facts.refused_tries();
    let same = |f: &&Facts| f.authorization() == authorization;
    let (first, last) = (tries.iter().find(same)?, tries.iter().rfind(same)?);
    if first.id() == last.id() {
        return None;
    }
    let refresh = first.refreshes_until(*last).into_iter().next()?;
    let finding = match refresh.issued_token() {
        Some(new) if new == sent => return None,
        Some(_) => Finding::certain(),
        // The body of the refresh is not known; a server may give out an equal token.
        None => Finding::likely(),
    };
    Some(
        finding
            .seen()
            .because(Evidence::exchange(
                refresh.id(),
                format!("{} {} → {}", refresh.method(), refresh.url().path(), refresh.status()),
            ))
            .because(Evidence::exchange(
                if facts.id() == first.id() { last.id() } else { first.id() },
                "the same Authorization",
            ))
            .because(facts.status_evidence())
            .over("token-expired")
            .over("credential-rejected-unspecified")
            .over("stale-token-captured"),
    )
}
