use crate::facts::sentence::Saying;
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
/// A sign-in that ended for want of use, by the parts of a sentence.
const IDLE: Saying = Saying {
    of: &[
        "inactivity", "without activity", "no activity", "idle", "inactive for", "inactive too", "been inactive",
        "away", "without any activity", "not been active", "lack of activity", "were inactive", "auto logout",
        "automatically signed out", "signed out automatically", "automatically logged out", "logged out automatically",
        "without use", "unused for",
    ],
    says: &[
        "session", "signed", "logged", "logout", "sign", "log", "login", "signin", "too long", "timeout", "timed out",
        "minutes", "min", "hours", "ended", "expired", "locked out", "disconnected",
    ],
    never: &["account", "token", "connection", "database", "transaction", "websocket", "socket", "upload", "project"],
};
/// A sign-in whose time is over, by the parts of a sentence.
const OVER: Saying = Saying {
    of: &["session", "sign in", "signin", "login", "sitting"],
    says: &[
        "expired", "timed out", "ran out", "run out", "lapsed", "too old", "older than", "elapsed", "has ended",
        "time is up", "out of date", "outdated", "reached its limit", "maximum age", "max age", "lifetime", "stale",
        "days old", "hours old",
    ],
    never: &[
        "or", "token", "if", "not", "csrf", "link", "code", "request", "signature", "exceeded", "payment", "checkout",
        "upload", "failed", "database", "service", "database", "upstream", "server", "again later", "action",
        "operation",
    ],
};
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
    let idle = || {
        facts
            .tells(&IDLE)
            .or_else(|| facts.tells(&OVER).filter(|_| facts.authorization().is_none() && !facts.is_refresh()))
    };
    if let Some(said) = idle() {
        let finding = Finding::likely().because(said).maybe(cookie).because(facts.status_evidence());
        return Some(finding.variant("said").over("session-cookie-rejected").over("credentials-missing"));
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
