use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

const TRIES: &[&str] = &[
    "too many login attempts", "too many failed login", "too many failed attempts", "too many sign-in attempts",
    "too many attempts", "too many incorrect", "too many unsuccessful",
];

/// Fires on 429 (RFC 6585 §4), and on 403 where the server says that a limit is reached.
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
        // A sign-in that is held back after wrong tries.
        400 | 401 | 403 | 423 if facts.presents_secret() => {
            let tries = facts.says(TRIES).or_else(|| spent(facts).or_else(said).filter(|_| facts.status() == 403))?;
            let finding = Finding::likely().because(tries).because(facts.status_evidence()).maybe(wait);
            Some(finding.value("wait", when).over("user-inactive-or-deleted"))
        }
        403 => {
            let spent = spent(facts);
            let finding = if spent.is_some() { Finding::certain() } else { Finding::likely() };
            Some(finding.because(spent.or_else(said)?).because(facts.status_evidence()).maybe(wait).value("wait", when))
        }
        _ => None,
    }
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
