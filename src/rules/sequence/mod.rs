//! What only the order of several exchanges shows.

use crate::facts::{Facts, Reason};

rules! { "sequence":
    refresh_loser_clears_cookies
    refresh_token_reuse
    refresh_endpoint_recursion
    refresh_token_invalid
    retry_with_old_token
    refresh_loop
    login_redirect_loop
    session_expired
    replicas_disagree
    session_ended
    session_lost_on_server
    login_cookie_not_kept
    auth_service_overloaded
    session_ended_elsewhere
}

/// Whether the tries after the refreshes carry the token of before although a new one was there.
fn kept_old_token(tries: &[Facts], refreshes: &[Facts]) -> bool {
    let Some(sent) = tries.first().and_then(|f| f.credentials()?.token68()) else { return false };
    let same = tries.iter().all(|f| f.credentials().and_then(|c| c.token68()) == Some(sent));
    same && refreshes.iter().all(|f| f.issued_token() != Some(sent))
}

/// The last success of a sign-in that this answer refuses without a reason and without a pause.
fn broke_off<'x>(facts: Facts<'x>) -> Option<Facts<'x>> {
    // Django REST framework and Pyramid answer 403 where a session is not known.
    let pyramid = || {
        let path = |f: Facts| f.url().path() == facts.url().path();
        let lives = |f: Facts| f.succeeded() && f.is_api_call() && f.same_sign_in(facts);
        // It says the same of missing rights: to another record, or where the ticket still works.
        let ended = facts.last_success().is_some_and(path) && !facts.later().take(100).any(lives);
        facts.says_in_body(&[" failed permission check"]).filter(|_| ended)
    };
    let strange = || {
        facts.status() == 403
            && facts.authorization().is_none()
            && facts.stated(Reason::Missing).or_else(pyramid).is_some()
    };
    if !(facts.status_in(&[401, 419, 440]) || strange()) || facts.is_login() || facts.is_refresh() || facts.is_logout()
    {
        return None;
    }
    if facts.states_any() || facts.csrf_refusal().is_some() || facts.challenge_error() == Some("insufficient_scope") {
        return None;
    }
    // A token that tells its own end is judged by that.
    if facts.token_ended() {
        return None;
    }
    // The same route must have worked: one that never did may need more than this sign-in.
    let used = facts.last_use()?;
    let worked = |f: Facts| f.last_success().is_some_and(|before| f.same_sign_in(before));
    (worked(facts) || asks_again(facts) && (signed_in(facts) || others_broke(facts, worked))).then_some(used)
}

/// Whether a call with a session cookie is told that nobody is signed in, with no other scheme asked for.
fn asks_again(facts: Facts) -> bool {
    facts.session_cookie().is_some()
        && facts.authorization().is_none()
        && facts.challenges().next().is_none()
        && (facts.stated(Reason::Missing).is_some() || facts.status() == 401)
}

/// Whether a sign-in of this recording gave out the session.
fn signed_in(facts: Facts) -> bool {
    let Some((name, value)) = facts.session_cookie() else { return false };
    let gave = |f: Facts| f.set_cookies().any(|(cookie, _)| cookie.name == name && cookie.value == value);
    facts.earlier().take(1000).any(|f| f.is_login() && f.succeeded() && gave(f))
}

/// Whether a route that worked with this sign-in is refused in the same way.
fn others_broke<'x>(facts: Facts<'x>, worked: impl Fn(Facts<'x>) -> bool) -> bool {
    let near = facts.earlier().take(100).chain(facts.later().take(100));
    near.into_iter().any(|f| {
        f.status() == facts.status() && f.url().host() == facts.url().host() && facts.same_sign_in(f) && worked(f)
    })
}
