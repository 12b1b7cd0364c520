use crate::facts::Facts;
use crate::finding::{Evidence, Finding};
use crate::instant::Span;

const TRIES: &[&str] = &[
    "too many login attempts", "too many failed login", "too many failed attempts", "too many sign-in attempts",
    "too many attempts", "too many incorrect", "too many unsuccessful", "password attempts exceeded",
    "attempt limit exceeded", "toomanyrequestsexception",
];

/// Fires on 429 (RFC 6585 §4), on 403 and 503 where the server says that a limit is reached, and where nginx
/// suddenly answers 503 in a burst of calls.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let wait = facts.header_evidence("retry-after").or_else(|| facts.header_evidence("x-ratelimit-reset"));
    let when = match facts.header("retry-after").map(str::trim) {
        Some(seconds) if seconds.bytes().all(|b| b.is_ascii_digit()) => format!("Wait {seconds} s"),
        Some(date) => format!("Wait until {date}"),
        None => "Wait".into(),
    };
    let said = || {
        facts.says(&[
            "too many requests", "rate limit", "ratelimit", "rate_limit", "toomanyrequests", "slow down", "throttled",
            "request was throttled", "throttling", "too many attempts",
        ])
    };
    match facts.status() {
        429 => {
            let quota = facts.says(&["quota", "billing", "plan"]).is_some();
            let finding = if quota { Finding::likely() } else { Finding::certain() };
            Some(finding.because(facts.status_evidence()).maybe(wait).maybe(said()).value("wait", when))
        }
        // A sign-in that is held back after wrong tries; and the services of AWS that speak JSON.
        status @ (400 | 401 | 403 | 423) if status == 400 || facts.presents_secret() => {
            let tries = if facts.presents_secret() {
                facts.says(TRIES).or_else(|| spent(facts).or_else(said).filter(|_| status == 403))?
            } else {
                facts.code(&["ThrottlingException", "TooManyRequestsException"])?
            };
            let finding = Finding::likely().because(tries).because(facts.status_evidence()).maybe(wait);
            Some(finding.value("wait", when).over("user-inactive-or-deleted"))
        }
        403 => {
            let spent = spent(facts);
            let finding = if spent.is_some() { Finding::certain() } else { Finding::likely() };
            let (finding, why) = match spent.or_else(said) {
                Some(why) => (finding, why),
                None => (Finding::possible().seen(), shut_out(facts)?),
            };
            Some(finding.because(why).because(facts.status_evidence()).maybe(wait).value("wait", when))
        }
        503 => {
            let finding = match (said(), wait) {
                (Some(said), _) => Finding::likely().because(said),
                (None, None) => Finding::likely().shape().because(burst(facts)?),
                _ => return None,
            };
            Some(finding.because(facts.status_evidence()).value("wait", when))
        }
        _ => None,
    }
}

/// The same route answered a moment ago, and now nginx itself says 503: by default its `limit_req` and `limit_conn`
/// do. A server behind it that is gone is a 502 or 504.
fn burst(facts: Facts) -> Option<Evidence> {
    facts.says_in_body(&["<hr><center>nginx", "<hr><center>openresty"])?;
    let started = facts.exchange().started;
    let folder = |f: Facts<'_>| f.url().path().rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let same = |f: &Facts<'_>| f.url().origin() == facts.url().origin() && folder(*f) == folder(facts);
    let near = |f: &Facts<'_>| (started - f.exchange().started).abs() < Span::seconds(10) && same(f);
    let worked = facts.working_here().find(near)?;
    // A server that is switched off for a while answers 503 to each call from then on.
    let again = facts.nearby().filter(near).filter(|f| f.status() == 503 || f.succeeded()).count() > 1;
    again.then(|| worked.answers())
}

/// The very same call worked several times within seconds, and now the web server itself refuses it: so Apache's `mod_evasive` shuts
/// out one who asks too often.
fn shut_out(facts: Facts) -> Option<Evidence> {
    const OFTEN: usize = 4;
    if !facts.plain_server_page() {
        return None;
    }
    let started = facts.exchange().started;
    let near = |f: &Facts<'_>| started - f.exchange().started < Span::seconds(5);
    let same =
        |f: &Facts<'_>| f.method() == facts.method() && f.same_url(facts) && f.authorization() == facts.authorization();
    let mut worked = facts.same_route_before().take_while(near).filter(same).filter(|f| f.succeeded());
    let last = worked.next()?;
    (worked.count() + 1 >= OFTEN).then(|| last.answers())
}

/// A counter that stands at zero: `X-RateLimit-Remaining: 0`, `RateLimit: …;r=0`.
fn spent(facts: Facts) -> Option<Evidence> {
    for name in ["x-ratelimit-remaining", "ratelimit-remaining", "x-rate-limit-remaining"] {
        if facts.header(name).is_some_and(|v| v.trim() == "0") {
            return facts.header_evidence(name);
        }
    }
    let structured = facts.header("ratelimit")?;
    let zero = structured.split([';', ',']).map(str::trim).any(|p| p == "r=0" || p == "remaining=0");
    zero.then(|| Evidence::response_header("RateLimit", structured))
}
