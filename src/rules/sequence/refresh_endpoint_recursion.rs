use crate::facts::Facts;
use crate::finding::{Evidence, Finding};
use crate::instant::Span;

/// Fires when a refused refresh is followed by refresh after refresh.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403]) || !facts.is_refresh() {
        return None;
    }
    let beside: Vec<_> =
        facts.refreshes_beside(Span::seconds(20)).filter(|f| f.url().path() == facts.url().path()).collect();
    let refused = beside.iter().filter(|f| f.status() == facts.status()).count() + 1;
    if refused < 3 || beside.iter().any(|f| f.succeeded()) {
        return None;
    }
    // An app that renews for each refused call asks often, but no refresh leads to the next one.
    let times = beside.iter().map(|f| f.exchange().started).chain([facts.exchange().started]);
    let (first, last) = (times.clone().min()?, times.max()?);
    let near = facts.earlier().take(REACH).chain(facts.later().take(REACH));
    let calls = near.filter(|f| f.exchange().started > first && f.exchange().started < last);
    let calls = calls.filter(|f| f.status() == 401 && !f.is_refresh() && f.is_api_call()).count();
    if calls + 1 >= refused {
        return None;
    }
    let other = beside.first()?;
    Some(
        Finding::certain()
            .seen()
            .because(facts.status_evidence())
            .because(Evidence::exchange(
                other.id(),
                format!("{} {} → {}", other.method(), other.url().path(), other.status()),
            ))
            .value("count", refused)
            .over("refresh-token-invalid")
            // The token that no refresh brought.
            .over("bearer-literal-undefined"),
    )
}

/// How many exchanges to either side are looked at.
const REACH: usize = 200;
