//! A refused call, the renewal of its token or session, and the call again (RFC 6749 §6).

use super::Part;
use super::members::{Members, NEAR, TRIES, after, before, is_refused, moment, tries};
use crate::facts::Facts;
use crate::facts::roles::is_csrf_name;
use crate::instant::Span;
use crate::sorted;
use crate::token;

/// How long before a renewal the refusal may lie that caused it.
const CAUSE: Span = Span::seconds(30);

/// The members of the renewal that an exchange is part of.
pub(super) fn members(facts: Facts) -> Option<Members> {
    if facts.is_refresh() {
        let mut members = renewals(facts);
        members.extend(callers(facts).into_iter().map(|f| (f, Part::Use)));
        return named(members);
    }
    let tries = tries(facts);
    let refused = *tries.iter().find(|f| is_refused(**f))?;
    let last = *tries.last()?;
    let mut members: Members = tries.iter().map(|f| (*f, Part::Use)).collect();
    let mut fresh = renewals_between(refused, last, &tries);
    if is_refused(last) {
        fresh.extend(next_refresh(last, &tries));
    }
    if fresh.is_empty() {
        // Renewed out of sight: in a worker, in another tab, before the recording began.
        let bearer = |f: Facts| f.token_text().is_some();
        let renewed = refused.authorization() != last.authorization() && bearer(refused) && bearer(last);
        let one_user = last.jws().is_none_or(|new| !is_another(refused, &new.claims));
        return (renewed && last.succeeded() && may_be_renewed(refused) && one_user).then(|| named(members)).flatten();
    }
    members.extend(fresh.into_iter().map(|f| (f, Part::Refresh)));
    named(members)
}

/// Whether a renewal has to do with a request of which these are the tries.
///
/// It has when the next try carries what it gave out. Without that, the refusal must be one that a renewal can answer, of the same
/// credential, and the next try must not have worked with the credential of before. A refusal by a CSRF check never has.
fn concerns(refresh: Facts, tries: &[Facts]) -> bool {
    let at = moment(refresh);
    let Some(refused) = tries.iter().rev().find(|f| moment(**f) < at && is_refused(**f)).copied() else { return false };
    if refused.csrf_refusal().is_some() {
        return false;
    }
    let retry = tries.iter().find(|f| moment(**f) > at).copied();
    if retry.is_some_and(|retry| brings(retry, refresh, refused)) {
        return true;
    }
    let issued = refresh.issued_token().map(|text| token::read(text).0);
    let another = issued.as_ref().and_then(token::Token::jws).is_some_and(|new| is_another(refused, &new.claims));
    if another || !may_be_renewed(refused) {
        return false;
    }
    match retry {
        // Nothing else was sent, and it worked: not because of the renewal.
        Some(retry) if retry.succeeded() => retry.hides_identity() || !refused.same_credential(retry),
        Some(_) => true,
        None => {
            let knows = refused.token_text().is_some() || !refused.identity_cookies().is_empty();
            knows || refused.same_origin(refresh)
        }
    }
}

/// Whether a try carries what a renewal gave out, and the refused one did not.
fn brings(retry: Facts, refresh: Facts, refused: Facts) -> bool {
    if let Some(new) = refresh.issued_token() {
        return retry.token_text() == Some(new) && refused.token_text() != Some(new);
    }
    let given = refresh.row().set_cookies().iter().filter(|c| !c.value.is_empty() && !is_csrf_name(&c.name));
    let holds = |f: Facts, name: &str, value: &str| f.cookie_pairs().any(|pair| pair == (name, value));
    given.into_iter().any(|c| holds(retry, &c.name, &c.value) && !holds(refused, &c.name, &c.value))
}

/// Whether a refusal is one that a new token or session can answer: the server does not take the one that came, and asks for none
/// that a user types.
fn may_be_renewed(refused: Facts) -> bool {
    const TYPED: &[&str] = &["Basic", "Digest", "NTLM", "Negotiate"];
    let typed = refused.challenges().next().is_some()
        && refused.challenges().all(|challenge| TYPED.iter().any(|scheme| challenge.is(scheme)));
    let ended = || {
        let claims = refused.jws().and_then(|jws| jws.claims.as_ref());
        claims.and_then(|c| c.time("exp")).is_some_and(|exp| exp.instant <= refused.now())
    };
    let named = || refused.challenge_error() == Some("invalid_token");
    !typed && (refused.status_in(&[401, 440, 498]) || named() || ended())
}

/// Whether a new token is of another user, or for another server, than the one of the refused call.
fn is_another(refused: Facts, new: &Option<token::Claims>) -> bool {
    let old = refused.jws().and_then(|jws| jws.claims.as_ref());
    let (Some(old), Some(new)) = (old, new) else { return false };
    let (from, to) = (old.audiences(), new.audiences());
    let elsewhere = !from.is_empty() && !to.is_empty() && !from.iter().any(|aud| to.contains(aud));
    let elsewhere = matches!((old.get("iss"), new.get("iss")), (Some(a), Some(b)) if a != b) || elsewhere;
    elsewhere || old.same_user(new) == Some(false)
}

/// The tries of the call for which a refresh was made, or else the first call that used what it gave.
fn callers(refresh: Facts) -> Vec<Facts> {
    let started = refresh.exchange().started;
    let refused = before(refresh)
        .into_iter()
        .filter(|f| started - f.exchange().ended() < CAUSE)
        .filter(|f| is_refused(*f) && !f.is_refresh() && one_page(*f, refresh));
    let found = refused.map(tries).find(|tries| concerns(refresh, tries));
    found.unwrap_or_else(|| {
        let new = refresh.issued_token();
        let uses = |f: &Facts| new.is_some() && f.token_text() == new;
        after(refresh).into_iter().find(uses).into_iter().collect()
    })
}

/// The refresh itself, and those that presented the same refresh token.
fn renewals(refresh: Facts) -> Members {
    let token = refresh.refresh_token();
    let same = |f: &Facts| token.is_some() && f.refresh_token() == token;
    let mut found: Members =
        refresh.refreshes_beside(NEAR).filter(same).take(TRIES).map(|f| (f, Part::Refresh)).collect();
    found.push((refresh, Part::Refresh));
    found
}

/// The renewals between two of the tries, whatever came of them.
fn renewals_between<'x>(from: Facts<'x>, to: Facts<'x>, tries: &[Facts<'x>]) -> Vec<Facts<'x>> {
    let is_renewal = |f: &Facts| is_renewal(*f, from) && concerns(*f, tries);
    after(from).into_iter().take_while(|f| moment(*f) < moment(to)).filter(is_renewal).take(TRIES).collect()
}

/// The first renewal that the page made after a refusal.
fn next_refresh<'x>(refused: Facts<'x>, tries: &[Facts<'x>]) -> Option<Facts<'x>> {
    let ended = refused.exchange().ended();
    after(refused)
        .into_iter()
        .take_while(|f| f.exchange().started - ended < CAUSE)
        .find(|f| is_renewal(*f, refused) && concerns(*f, tries))
}

fn is_renewal(facts: Facts, of: Facts) -> bool {
    facts.is_refresh() && !facts.row().is_preflight && one_page(facts, of)
}

/// Whether one page can have made both; many requests do not say which page made them.
fn one_page(a: Facts, b: Facts) -> bool {
    match (a.page_origin(), b.page_origin()) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// Sorts members by time, each once, and names the tries by what came before them.
fn named(mut members: Members) -> Option<Members> {
    sorted::by_key(&mut members, |(f, _)| moment(*f));
    members.dedup_by_key(|(f, _)| f.id());
    let mut renewed = false;
    let mut was_refused = false;
    for (facts, part) in &mut members {
        if *part == Part::Refresh {
            renewed = true;
            continue;
        }
        *part = match (was_refused, is_refused(*facts)) {
            (false, true) if !renewed => Part::Refused,
            (false, _) => Part::Use,
            (true, _) => Part::Retry,
        };
        was_refused |= is_refused(*facts);
    }
    (members.len() > 1).then_some(members)
}
