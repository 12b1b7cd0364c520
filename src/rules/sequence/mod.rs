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
    // Django REST framework answers 403 where a session is not known.
    let strange =
        || facts.status() == 403 && facts.authorization().is_none() && facts.stated(Reason::Missing).is_some();
    if !(facts.status_in(&[401, 419, 440]) || strange()) || facts.is_login() || facts.is_refresh() || facts.is_logout()
    {
        return None;
    }
    if facts.states_any() || facts.csrf_refusal().is_some() || facts.challenge_error() == Some("insufficient_scope") {
        return None;
    }
    // A token that tells its own end is judged by that.
    let ended =
        facts.jws().and_then(|jws| jws.claims.as_ref()?.time("exp")).is_some_and(|exp| exp.instant <= facts.now());
    if ended {
        return None;
    }
    // The same route must have worked: one that never did may need more than this sign-in.
    let used = facts.last_use()?;
    let worked = facts.last_success().is_some_and(|f| facts.same_sign_in(f));
    worked.then_some(used)
}
