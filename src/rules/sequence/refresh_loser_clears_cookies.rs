use crate::facts::Facts;
use crate::facts::roles::is_csrf_name;
use crate::finding::{Evidence, Finding};
use crate::http::cookie;
use crate::instant::Span;

/// Fires when of two refreshes at the same time one succeeded, and the answer of the other deletes
/// the cookies of sign-in; also for the calls that go without them then.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    itself(facts).or_else(|| afterwards(facts))
}

fn itself(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403]) || !facts.is_refresh() {
        return None;
    }
    let deleted: Vec<_> = lines(facts).filter(gone).map(|c| c.name).collect();
    let set = |f: Facts| lines(f).find(|c| !gone(c) && deleted.contains(&c.name));
    let (winner, name) = facts
        .refreshes_beside(Span::seconds(10))
        .filter(|f| matches!(f.status(), 200..=299))
        .find_map(|f| Some((f, set(f)?.name)))?;
    // The deletion must come after the new cookie, or it does no harm.
    if facts.exchange().ended() < winner.exchange().ended() {
        return None;
    }
    Some(
        Finding::certain()
            .seen()
            .because(Evidence::response_header("Set-Cookie", format!("{name}=; (deleted)")))
            .because(Evidence::exchange(
                winner.id(),
                format!("{} → {}, Set-Cookie: {name}=…", winner.url().path(), winner.status()),
            ))
            .value("cookie", &name)
            .over("refresh-token-reuse")
            .over("refresh-token-invalid"),
    )
}

/// A call without the cookies that the last answer to set or delete them has deleted.
fn afterwards(facts: Facts) -> Option<Finding> {
    if facts.status() != 401 || facts.is_refresh() || facts.has_identity() {
        return None;
    }
    let mut before = facts.earlier().take(100).filter(|f| facts.same_origin(*f));
    let loser = before.find(|f| lines(*f).next().is_some())?;
    let name = lines(loser).find(gone)?.name;
    itself(loser)?;
    Some(
        Finding::likely()
            .seen()
            .because(Evidence::exchange(loser.id(), format!("Set-Cookie: {name}=; (deleted)")))
            .because(facts.status_evidence())
            .value("cookie", &name)
            .over("credentials-missing")
            .over("session-cookie-not-sent"),
    )
}

fn lines(facts: Facts) -> impl Iterator<Item = cookie::SetCookie> {
    let all: Vec<_> = facts.response().headers.all("set-cookie").map(|line| cookie::parse(line).0).collect();
    all.into_iter().filter(|c| !is_csrf_name(&c.name))
}

/// Whether the line deletes the cookie: no value, no time left, or a date of long ago.
fn gone(cookie: &cookie::SetCookie) -> bool {
    cookie.value.is_empty()
        || cookie.max_age.is_some_and(|age| age <= 0)
        || cookie.expires.is_some_and(|at| at.millis() < 1_000_000_000_000)
}
