//! CloudFront's policies, and its signature in cookies.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::query::{self, Pair};
use super::{Kind, Param, SignedUrl, tables, time};
use crate::fault::Fault;
use crate::http::cookie;
use crate::instant::Instant;
use crate::token;

/// Reads CloudFront's signed cookies from the pairs of a `Cookie` header. `None` without them.
/// Offsets are bytes of that header.
pub fn read_cookies(pairs: &[cookie::Pair]) -> (Option<SignedUrl>, Vec<Fault>) {
    let own = |pair: &cookie::Pair| {
        let name = pair.name.strip_prefix("CloudFront-")?;
        Some(Pair {
            name: name.to_owned(),
            value: pair.value.clone(),
            name_at: pair.name_at.clone(),
            value_at: pair.value_at.clone(),
        })
    };
    let found: Vec<_> = pairs.iter().filter_map(own).collect();
    let Some(kind) = Kind::of(&found) else { return (None, Vec::new()) };
    let mut signed = SignedUrl { kind, params: tables::explain(kind, &found), starts: None, expires: None };
    let mut faults = Vec::new();
    query::doubts(&signed, &mut faults);
    time::read(&mut signed, &mut faults);
    (Some(signed), faults)
}

/// Start and end of a custom policy.
pub(super) fn policy(param: &Param, faults: &mut Vec<Fault>) -> (Option<Instant>, Option<Instant>) {
    let at = param.value_at.start;
    let Some(policy) = decode(&param.value) else {
        faults.push(Fault::new(at, "the policy is no JSON in CloudFront's base64 (-, _ and ~ for +, = and /)"));
        return (None, None);
    };
    let condition = &policy["Statement"][0]["Condition"];
    let time = |name: &str| {
        let seconds = condition[name]["AWS:EpochTime"].as_i64()?;
        Some(Instant::from_millis(seconds.saturating_mul(1000)))
    };
    let (starts, expires) = (time("DateGreaterThan"), time("DateLessThan"));
    if expires.is_none() {
        faults.push(Fault::new(at, "the policy has no DateLessThan; CloudFront needs one"));
    }
    (starts, expires)
}

fn decode(text: &str) -> Option<Value> {
    let swap = |c: char| match c {
        '-' => '+',
        '_' => '=',
        '~' => '/',
        other => other,
    };
    let bytes = STANDARD.decode(text.chars().map(swap).collect::<String>()).ok()?;
    token::json::read(&bytes)
}
