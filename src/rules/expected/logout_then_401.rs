use crate::facts::way::same_place;
use crate::facts::{Facts, ROUNDED, Reason};
use crate::finding::{Evidence, Finding, Verdict};
use crate::instant::Span;

/// For how long after a sign-out the refusals that it causes come in.
const AFTER: Span = Span::minutes(2);

/// Fires for a refusal shortly after a sign-out of the same site, with no sign-in between.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let sent_to_login = || facts.status() < 400 && facts.login_redirect().is_some();
    if !(facts.status_in(&[401, 403, 419]) || sent_to_login()) || facts.is_login() || facts.is_logout() {
        return None;
    }
    if let Some(out) = beside_logout(facts) {
        return Some(finding(facts, out, Finding::likely()));
    }
    let ended = facts.exchange().ended();
    let recent = facts.earlier().take(300).take_while(|f| ended - f.exchange().ended() < AFTER);
    let signs_out = |f: &Facts| {
        matches!(f.status(), 200..=303)
            && (f.is_logout() || f.gives_up_session())
            && same_place(facts.url().host(), f.url().host())
    };
    let out = recent.filter(|f| f.status() < 400).find(|f| signs_out(f) || f.is_login()).filter(signs_out)?;
    if kept_token(facts, out) {
        return None;
    }
    // Started before the sign-out was answered, or a question who is signed in: nothing else fits.
    let running = out.exchange().ended() - facts.exchange().started > ROUNDED;
    let certainty = if running || facts.asks_who() { Finding::certain() } else { Finding::likely() };
    Some(finding(facts, out, certainty))
}

/// Whether the page goes on with the token that the sign-out ended: the answer calls it revoked, the page put it
/// into the header after that, and it was not asked for the same before, as a page does that asks again and again.
fn kept_token(facts: Facts<'_>, out: Facts<'_>) -> bool {
    let header = facts.authorization();
    let path = facts.url().path();
    header.is_some()
        && facts.stated(Reason::Revoked).is_some()
        && out.exchange().ended() - facts.exchange().started <= ROUNDED
        && header == out.authorization()
        && facts.earlier().take(300).filter(|f| f.url().path() == path && f.authorization() == header).count() < 2
}

fn finding(facts: Facts, out: Facts, certainty: Finding) -> Finding {
    let since = facts.exchange().ended() - out.exchange().ended();
    certainty
        .seen()
        .verdict(Verdict::Expected)
        .because(Evidence::exchange(out.id(), format!("{} {} → {}", out.method(), out.url().path(), out.status())))
        .because(facts.status_evidence())
        .value("when", since.abs().words())
}

/// A sign-out that was on its way when this call was refused, with the session that this call had.
fn beside_logout(facts: Facts<'_>) -> Option<Facts<'_>> {
    let (name, value) = facts.session_cookie()?;
    let ended = facts.exchange().ended();
    facts.later().take(20).take_while(|f| f.exchange().started <= ended).find(|f| {
        matches!(f.status(), 200..=303)
            && f.is_logout()
            && facts.same_origin(*f)
            && f.cookie_pairs().any(|pair| pair == (name, value))
    })
}
