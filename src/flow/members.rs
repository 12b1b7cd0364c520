//! Which exchanges belong to a flow.

use super::{Kind, LIMIT, Part, renewal, sign_in};
use crate::facts::Facts;
use crate::history::ExchangeId;
use crate::http::challenge::Challenge;
use crate::instant::{Instant, Span};
use crate::sorted;

/// How far apart two steps may be.
pub(super) const NEAR: Span = Span::minutes(2);
/// How many tries of one request are looked at.
pub(super) const TRIES: usize = 8;

/// Exchanges with what they do.
pub(super) type Members<'x> = Vec<(Facts<'x>, Part)>;

/// The flow of an exchange: the one that says most.
pub(super) fn of(facts: Facts) -> Option<(Kind, Members)> {
    // A preflight belongs to what its request belongs to.
    let start = facts.preflighted().unwrap_or(facts);
    let core = sign_in::members(start)
        .map(|m| (Kind::SignIn, m))
        .or_else(|| renewal::members(start).map(|m| (Kind::Renewal, m)))
        .or_else(|| token_fetch(start).map(|m| (Kind::TokenFetch, m)))
        .or_else(|| handshake(start))
        .or_else(|| redirects(start).map(|m| (Kind::Redirects, m)));
    let (kind, members) = core.unwrap_or_else(|| (Kind::Preflight, vec![(start, Part::Request)]));
    let members = with_preflights(members);
    (members.len() > 1 && members.iter().any(|(f, _)| f.id() == facts.id())).then_some((kind, members))
}

/// At most [`LIMIT`] members, with both ends and the exchange itself; how many were left out.
pub(super) fn cut(mut members: Members, id: ExchangeId) -> (Members, usize) {
    let over = members.len().saturating_sub(LIMIT);
    for _ in 0..over {
        // From the middle outwards, never the exchange that was asked for.
        let middle = LIMIT / 2;
        let at = if members.get(middle).is_some_and(|(f, _)| f.id() == id) { middle + 1 } else { middle };
        members.remove(at.min(members.len() - 1));
    }
    (members, over)
}

/// Puts each member's preflight before it.
fn with_preflights(members: Members) -> Members {
    let mut all = Vec::with_capacity(members.len());
    for (facts, part) in members {
        if let Some(preflight) = facts.preflight()
            && all.iter().all(|(f, _): &(Facts, Part)| f.id() != preflight.id())
        {
            all.push((preflight, Part::Preflight));
        }
        all.push((facts, part));
    }
    all
}

/// What started within two minutes before an exchange, newest first. Exchanges arrive in the order in
/// which they finished, which is not quite that of time.
pub(super) fn before(facts: Facts) -> Vec<Facts> {
    let mut found: Vec<_> = around(facts).filter(|f| moment(*f) < moment(facts)).collect();
    sorted::by_key(&mut found, |f| std::cmp::Reverse(moment(*f)));
    found
}

/// What started within two minutes after an exchange, oldest first.
pub(super) fn after(facts: Facts) -> Vec<Facts> {
    let mut found: Vec<_> = around(facts).filter(|f| moment(*f) > moment(facts)).collect();
    sorted::by_key(&mut found, |f| moment(*f));
    found
}

fn around(facts: Facts) -> impl Iterator<Item = Facts> {
    let at = facts.exchange().started;
    facts.earlier().chain(facts.later()).filter(move |f| (f.exchange().started - at).abs() < NEAR)
}

/// By which the exchanges of a flow are put in order.
pub(super) fn moment(facts: Facts) -> (Instant, ExchangeId) {
    (facts.exchange().started, facts.id())
}

/// The tries of one request near this one, oldest first.
pub(super) fn tries(facts: Facts) -> Vec<Facts> {
    let mut found: Vec<_> = attempts(facts).take_while(|f| !f.succeeded()).take(TRIES / 2).collect();
    found.reverse();
    found.push(facts);
    if !facts.succeeded() {
        for next in retries(facts).take(TRIES / 2) {
            found.push(next);
            if next.succeeded() {
                break;
            }
        }
    }
    found
}

/// Earlier tries of the same request, newest first.
fn attempts(facts: Facts) -> impl Iterator<Item = Facts> {
    before(facts).into_iter().filter(move |f| same_request(*f, facts))
}

/// Later tries of the same request, oldest first.
fn retries(facts: Facts) -> impl Iterator<Item = Facts> {
    after(facts).into_iter().filter(move |f| same_request(*f, facts))
}

fn same_request(a: Facts, b: Facts) -> bool {
    a.method() == b.method() && a.url().as_str() == b.url().as_str()
}

pub(super) fn is_refused(facts: Facts) -> bool {
    facts.status_in(&[401, 403, 419, 440, 498]) && !facts.row().is_preflight
}

/// Whether a call fetched a token from the server that a challenge named.
pub(super) fn is_fetch(facts: Facts) -> bool {
    asker(facts).is_some()
}

/// The refused call whose challenge named this address as its token server.
fn asker(facts: Facts) -> Option<Facts> {
    if !facts.succeeded() || facts.issued_token().is_none() && !facts.url().path().contains("token") {
        return None;
    }
    before(facts).into_iter().find(|f| token_server(*f).is_some_and(|realm| same_place(realm, facts.url().as_str())))
}

fn token_fetch(facts: Facts) -> Option<Members> {
    let asked = match token_server(facts) {
        Some(_) => facts,
        None => asker(facts).or_else(|| attempts(facts).find(|f| token_server(*f).is_some()))?,
    };
    let realm = token_server(asked)?;
    let fetched = after(asked).into_iter().find(|f| same_place(realm, f.url().as_str()))?;
    let again = after(fetched).into_iter().find(|f| same_request(*f, asked));
    let mut members = vec![(asked, Part::Refused), (fetched, Part::Fetch)];
    members.extend(again.map(|f| (f, Part::Retry)));
    Some(members)
}

/// The token server that a refusal names: the realm of its Bearer challenge, where that is an address.
fn token_server(facts: Facts<'_>) -> Option<&str> {
    let challenge = facts.challenge("Bearer").filter(|_| facts.status() == 401)?;
    challenge.param("realm").filter(|realm| realm.starts_with("http") && challenge.param("error").is_none())
}

fn same_place(a: &str, b: &str) -> bool {
    a.split('?').next() == b.split('?').next()
}

/// The legs of an auth-scheme that asks before it is answered.
fn handshake(facts: Facts) -> Option<(Kind, Members)> {
    let mut legs: Vec<_> = attempts(facts).take_while(|f| scheme(*f).is_some()).take(TRIES / 2).collect();
    legs.reverse();
    legs.push(facts);
    if scheme(facts).is_some() {
        for next in retries(facts).take(TRIES / 2) {
            legs.push(next);
            if scheme(next).is_none() {
                break;
            }
        }
    }
    let first = legs.iter().find_map(|f| scheme(*f))?;
    let proves = |f: &Facts| f.authorization().is_some() || f.sent("proxy-authorization").is_some();
    let last = *legs.last()?;
    if legs.len() < 2 || !(legs.iter().any(proves) || last.succeeded()) {
        return None;
    }
    let used = legs.iter().rev().find_map(|f| f.authorization_parts()).map(|(scheme, _)| scheme);
    let name = used.filter(|used| LEGS.iter().any(|leg| leg.eq_ignore_ascii_case(used))).unwrap_or(first);
    let count = legs.len();
    let part = |at: usize| match at {
        0 => Part::Ask,
        at if at + 1 == count => Part::Proof,
        _ => Part::Leg,
    };
    let members = legs.into_iter().enumerate().map(|(at, f)| (f, part(at))).collect();
    Some((Kind::Handshake(crate::redact::printable(name)), members))
}

/// Auth-schemes in which the server's question comes first.
const LEGS: &[&str] = &["Negotiate", "NTLM", "Digest", "DPoP", "Basic", "Mutual", "SCRAM-SHA-256", "SCRAM-SHA-1"];

/// The auth-scheme for which an answer asks as a leg of a handshake.
fn scheme(facts: Facts<'_>) -> Option<&str> {
    if !facts.status_in(&[400, 401, 407]) {
        return None;
    }
    let nonce = facts.header("dpop-nonce").is_some()
        && (facts.challenge_error() == Some("use_dpop_nonce") || facts.oauth_error() == Some("use_dpop_nonce"));
    if nonce {
        return Some("DPoP");
    }
    let reading = facts.row().reading();
    let lines = if facts.status() == 407 { &reading.proxy_challenges } else { &reading.challenges };
    let all = || lines.iter().flat_map(|line| &line.challenges);
    let fits = |c: &&Challenge| LEGS.iter().any(|leg| *leg != "DPoP" && c.is(leg));
    all().find(fits).map(|c| c.scheme.as_str())
}

/// The chain of redirects that an exchange is part of.
fn redirects(facts: Facts) -> Option<Members> {
    let mut chain: Vec<_> = facts.redirects_before().collect();
    chain.reverse();
    chain.push(facts);
    while let Some(next) = chain.last().and_then(|f| f.hop()).map(|hop| hop.to)
        && chain.len() < LIMIT
        && chain.iter().all(|f| f.id() < next.id())
    {
        chain.push(next);
    }
    let last = chain.len() - 1;
    let part = |at| if at == last { Part::Landed } else { Part::Redirected };
    (last > 0).then(|| chain.into_iter().enumerate().map(|(at, f)| (f, part(at))).collect())
}
