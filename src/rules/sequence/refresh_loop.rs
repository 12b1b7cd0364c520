use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when the same call is refused three times or more, with a refresh that worked before each
/// new try.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403]) || facts.is_refresh() || facts.is_login() {
        return None;
    }
    let tries = facts.refused_tries();
    let refreshes: Vec<_> = tries
        .windows(2)
        .filter_map(|pair| pair.first()?.refreshes_until(*pair.get(1)?).into_iter().next_back())
        .collect();
    let (first, last) = (tries.first()?, refreshes.last()?);
    if tries.len() < 3 || refreshes.len() < 2 || super::kept_old_token(&tries, &refreshes) {
        return None;
    }
    Some(
        Finding::certain()
            .seen()
            .because(Evidence::exchange(
                last.id(),
                format!("{} {} → {}", last.method(), last.url().path(), last.status()),
            ))
            .because(facts.status_evidence())
            .because(Evidence::exchange(first.id(), format!("{} tries", tries.len())))
            .value("count", tries.len())
            .over("token-expired"),
    )
}
