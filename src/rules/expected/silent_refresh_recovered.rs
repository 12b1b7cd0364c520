use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Verdict};
use crate::instant::Span;

/// Fires for a refusal after which the app renewed its token or session, repeated the request, and
/// succeeded.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403, 419, 440, 498]) || facts.is_refresh() || facts.is_login() {
        return None;
    }
    // A check against forged requests takes no new token: a renewal beside it came by chance.
    if facts.csrf_refusal().is_some() {
        return None;
    }
    // That handshake has its own name.
    if facts.challenge_error() == Some("use_dpop_nonce") {
        return None;
    }
    let next = facts.retries().find(|f| f.status() != 0 && f.status() != facts.status()).filter(|f| f.succeeded())?;
    // What another user may read helps this one nothing.
    if facts.same_user(next) == Some(false) {
        return None;
    }
    let after = (next.exchange().ended() - facts.exchange().ended()).words();
    let done = Evidence::exchange(next.id(), format!("{} {} → {}", next.method(), next.url().path(), next.status()));
    let started = facts.exchange().started;
    let refresh = facts
        .later()
        .take(500)
        .take_while(|f| f.id() < next.id())
        .chain(facts.earlier().take(50).take_while(|f| f.exchange().ended() >= started))
        .find(|f| matches!(f.status(), 200..=299) && (f.is_refresh() || signs_in_again(facts, *f, next)));
    let renewed = facts.authorization() != next.authorization() || facts.sent("cookie") != next.sent("cookie");
    let finding = match refresh {
        Some(refresh) => Finding::certain().because(Evidence::exchange(
            refresh.id(),
            format!("{} {} → {}", refresh.method(), refresh.url().path(), refresh.status()),
        )),
        // The renewal happened out of sight: in a worker, a frame, or before the recording began.
        None if renewed && both_bearer(facts, next) && !signed_in_between(facts, next) => Finding::likely(),
        None => return None,
    };
    Some(
        finding.seen().verdict(Verdict::Recovered).because(facts.status_evidence()).because(done).value("after", after),
    )
}

fn both_bearer(facts: Facts, next: Facts) -> bool {
    let bearer = |f: Facts| f.credentials().is_some_and(|c| c.is("Bearer") || c.is("DPoP") || c.is("Token"));
    bearer(facts) && bearer(next)
}

/// A sign-in is no silent renewal: the user had to act.
fn signed_in_between(facts: Facts, next: Facts) -> bool {
    facts.later().take(500).take_while(|f| f.id() < next.id()).any(|f| f.is_login())
}

/// A program that signs in again by itself: at once, and the new try carries what the sign-in gave.
fn signs_in_again(facts: Facts, login: Facts, next: Facts) -> bool {
    let at_once = login.exchange().started - facts.exchange().ended() < Span::seconds(2);
    login.is_login() && at_once && login.issued_token().is_some_and(|token| next.token_text() == Some(token))
}
