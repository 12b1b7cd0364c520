use crate::facts::Facts;
use crate::finding::{Evidence, Finding};
use crate::instant::Span;

/// Headers in which a server names the copy of itself that answered.
const COPIES: &[&str] = &[
    "x-served-by", "x-backend", "x-backend-server", "x-upstream", "x-instance", "x-instance-id", "x-pod", "x-pod-name",
    "x-node", "x-server", "x-server-name", "x-hostname", "x-host", "x-container-id", "x-worker", "via", "server",
];

/// Fires when the same call with the same credentials worked before and after this refusal, or when one copy of the server refuses
/// what another takes.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403]) || facts.is_login() || facts.is_refresh() {
        return None;
    }
    let (before, after, copy) = same_call(facts).or_else(|| by_copy(facts)).or_else(|| in_turns(facts))?;
    let finding = if copy.is_some() { Finding::likely() } else { Finding::possible() };
    Some(
        finding
            .seen()
            .because(seen(facts, before))
            .because(facts.status_evidence())
            .because(seen(facts, after))
            .maybe(copy.and_then(|name| facts.header_evidence(name)))
            .over("credential-rejected-unspecified")
            .over("session-cookie-rejected")
            .over("token-signature-invalid")
            .over("signing-secret-changed"),
    )
}

fn seen(facts: Facts, other: Facts) -> Evidence {
    let when = if other.id() < facts.id() { "before" } else { "after" };
    Evidence::exchange(other.id(), format!("{} {when}", other.status()))
}

type Pair<'x> = (Facts<'x>, Facts<'x>, Option<&'static str>);

/// The same URL worked before and after.
fn same_call(facts: Facts) -> Option<Pair> {
    let same = |f: &Facts| f.succeeded() && f.same_url(facts) && near(facts, *f) && facts.same_sign_in(*f);
    let before = facts.same_route_before().find(same)?;
    let after = facts.same_route_after().find(same)?;
    let named = COPIES.iter().find(|name| {
        let (bad, good) = (facts.header(name), before.header(name));
        bad.is_some() && good.is_some() && bad != good && good == after.header(name)
    });
    Some((before, after, named.copied()))
}

/// The same route, whatever its query, where one copy refuses every call and another takes every call. A
/// refusal with a success after it shows that this is no change of the key or the end of a session.
fn by_copy(facts: Facts) -> Option<Pair> {
    let like = |f: &Facts| near(facts, *f) && f.url().path() == facts.url().path() && facts.same_sign_in(*f);
    COPIES.iter().find_map(|name| {
        let bad = facts.header(name)?;
        let good = |f: &Facts| f.succeeded() && like(f) && f.header(name).is_some_and(|copy| copy != bad);
        let refused = |f: &Facts| f.status() == facts.status() && like(f) && f.header(name) == Some(bad);
        let takes = |f: Facts| f.succeeded() && like(&f) && f.header(name) == Some(bad);
        if facts.same_route_before().chain(facts.same_route_after()).any(takes) {
            return None;
        }
        let (before, after) = (facts.same_route_before().find(good), facts.same_route_after().find(good));
        match (before, after) {
            (Some(before), Some(after)) => Some((before, after, Some(*name))),
            // The first or the last of several in turn.
            (Some(good), None) => {
                let earlier = facts.same_route_before().find(|f| refused(f) && f.id() < good.id())?;
                Some((earlier, good, Some(*name)))
            }
            (None, Some(good)) => {
                let later = facts.same_route_after().find(|f| refused(f) && f.id() > good.id())?;
                Some((good, later, Some(*name)))
            }
            (None, None) => None,
        }
    })
}

/// Calls of any route, where of two copies with names alike, `web-1` and `web-2`, one refuses every call and the other takes every
/// one, in turns.
fn in_turns(facts: Facts) -> Option<Pair> {
    let alike = |name: &str| name.replace(|c: char| c.is_ascii_digit(), "#");
    let around = || facts.earlier().take(50).chain(facts.later().take(50)).filter(|f| facts.same_origin(*f));
    let like = |f: &Facts| near(facts, *f) && facts.same_sign_in(*f);
    COPIES.iter().find_map(|name| {
        let bad = facts.header(name)?;
        let refused = |f: &Facts| f.status() == facts.status() && like(f) && f.header(name) == Some(bad);
        let good = |f: &Facts| {
            let other = f.header(name).is_some_and(|copy| copy != bad && alike(copy) == alike(bad));
            f.succeeded() && like(f) && other
        };
        if around().any(|f| f.succeeded() && like(&f) && f.header(name) == Some(bad)) {
            return None;
        }
        let again = around().find(refused)?;
        let between = |f: &Facts| (f.id() > again.id()) == (f.id() < facts.id());
        let good = around().find(|f| good(f) && between(f))?;
        let (first, last) = if again.id() < facts.id() { (again, good) } else { (good, again) };
        Some((first, last, Some(*name)))
    })
}

fn near(facts: Facts, other: Facts) -> bool {
    (other.exchange().started - facts.exchange().started).abs() < Span::minutes(2)
}
