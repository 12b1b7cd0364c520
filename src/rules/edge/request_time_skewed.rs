use crate::facts::{Facts, LEEWAY};
use crate::finding::{Finding, Source};
use crate::instant::{Instant, Span};

/// Fires when a server says that the time in a signed request is too far from its own.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403]) || facts.row().is_preflight {
        return None;
    }
    let said = facts.code(&["RequestTimeTooSkewed", "RequestTimeTooSkewedException"]).or_else(|| {
        facts.says(&[
            "difference between the request time and the current time is too large",
            "difference between the request time and the server's time is too large",
            "signature expired: ",
            "signature not yet current: ",
            "request date header too old",
            "timestamp_refused",
            "stale timestamp",
            "http request date is out of",
        ])
    })?;
    let skew = facts.skew().filter(|s| s.abs() > LEEWAY);
    let between = times(facts).or_else(|| skew.map(Span::words));
    let finding = Finding::certain().because(said).because(facts.status_evidence()).over("token-expired");
    let finding = match skew {
        Some(skew) => finding.quote(Source::Clock, format!("this computer and the server differ by {}", skew.words())),
        None => finding,
    };
    Some(finding.value("difference", between.unwrap_or_else(|| "more than the server forgives".into())))
}

/// The difference between the two times that the answer names.
fn times(facts: Facts) -> Option<String> {
    let body = facts.body();
    let element = |name: &str| {
        let (_, rest) = body.split_once(&format!("<{name}>"))?;
        let text = rest.split('<').next()?;
        Instant::parse_rfc3339(text).or_else(|| basic(text)).or_else(|| Instant::parse_http_date(text))
    };
    Some((element("ServerTime")? - element("RequestTime")?).abs().words())
}

/// `20261120T110000Z`.
fn basic(text: &str) -> Option<Instant> {
    let part = |from: usize, to: usize| text.get(from..to);
    let [y, m, d] = [part(0, 4)?, part(4, 6)?, part(6, 8)?];
    let [h, min, s] = [part(9, 11)?, part(11, 13)?, part(13, 15)?];
    Instant::parse_rfc3339(&format!("{y}-{m}-{d}T{h}:{min}:{s}Z"))
}
