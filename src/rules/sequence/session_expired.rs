use crate::facts::{Facts, Reason as Stated};
use crate::finding::{Evidence, Finding, Source};
use crate::http::cookie::jar::Reason;
use crate::instant::Span;

const SAID: &[&str] = &[
    "session expired", "session_expired", "session-expired", "sessionexpired", "session has expired",
    "session is expired", "session was expired", "expired session", "session timed out", "session has timed out",
    "session timeout", "session_timeout", "session time out", "session has been inactive",
];
/// The same of a sign-in, where no token went along that it could be said of.
const SIGN_IN: &[&str] = &[
    "session has ended", "session ended", "session is over", "session is no longer valid", "login time-out",
    "login timeout", "login expired", "login has expired", "sitzung abgelaufen", "sitzung ist abgelaufen",
    "session expirée", "session a expiré", "sesión ha expirado", "sesión expirada", "sesión ha caducado",
    "sessão expirada", "sessão expirou", "sessione scaduta", "会话已过期", "登录已过期", "登录超时", "登录已失效",
    "セッションの有効期限", "セッションが切れ", "세션이 만료", "сессия истекла",
];
/// A pause after which servers are known to end sessions.
const PAUSE: Span = Span::minutes(10);

/// Fires when the server says that the session ended by time, when the cookie's time was over, or
/// when it worked and a long pause lies between.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403, 419, 440]) || facts.is_login() || facts.row().is_preflight {
        return None;
    }
    let cookie = facts
        .session_cookie()
        .map(|(name, value)| Evidence::secret(Source::RequestHeader("Cookie".into()), format!("{name}={value}")));
    let sign_in = || facts.says(SIGN_IN).filter(|_| facts.authorization().is_none());
    if let Some(said) = facts.says(SAID).or_else(sign_in) {
        return Some(Finding::certain().because(said).maybe(cookie).variant("said").over("session-cookie-rejected"));
    }
    if facts.csrf_refusal().is_some() || facts.states_any() {
        return None;
    }
    let all = facts.lost_cookies();
    let over = all.iter().find(|l| matches!(l.reason(), Some(Reason::Expired { .. })));
    // A 403 has many reasons; where it asks for a sign-in, the cookie that ended explains it.
    let asked = if facts.status() == 403 { facts.stated(Stated::Missing) } else { None };
    if let Some(lost) = over.filter(|_| facts.status() != 403 || asked.is_some()) {
        let finding = if asked.is_some() { Finding::likely() } else { Finding::certain() };
        let finding = finding.seen().because(lost.evidence()).maybe(asked).because(facts.status_evidence());
        return Some(finding.variant("cookie-ended").over("credentials-missing").over("unauthenticated-answered-403"));
    }
    if facts.status() == 403 {
        return None;
    }
    let pause = pause(facts).filter(|pause| *pause >= PAUSE)?;
    let finding = Finding::likely().seen().quote(Source::Clock, format!("{} without a request", pause.words()));
    Some(
        finding
            .maybe(cookie)
            .because(facts.status_evidence())
            .variant("pause")
            .over("session-cookie-rejected")
            .over("session-ended"),
    )
}

/// The time without any request that used this sign-in, when it worked before.
fn pause(facts: Facts) -> Option<Span> {
    facts.session_cookie()?;
    let host = facts.url().host();
    facts.last_use()?;
    let before = facts
        .earlier()
        .take(1000)
        .filter(|f| f.url().host() == host && f.id() < facts.id())
        .find(|f| facts.same_sign_in(*f) && f.succeeded())?;
    Some(facts.exchange().started - before.exchange().ended())
}
