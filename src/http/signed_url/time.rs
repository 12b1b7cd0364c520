//! From when until when a signed URL works.

use super::{Kind, Param, SignedUrl, cloudfront};
use crate::fault::Fault;
use crate::instant::{Instant, Span};

/// Seven days, the longest life of a version 4 signature.
const LONGEST: i64 = 604_800;

/// Fills in start and end, with a fault for what cannot be read.
pub(super) fn read(signed: &mut SignedUrl, faults: &mut Vec<Fault>) {
    let (starts, expires) = match signed.kind {
        Kind::AwsV4 => signed_at(signed, ["X-Amz-Date", "X-Amz-Expires", "X-Amz-Credential"], faults),
        Kind::GoogleV4 => signed_at(signed, ["X-Goog-Date", "X-Goog-Expires", "X-Goog-Credential"], faults),
        Kind::AlibabaV4 => signed_at(signed, ["x-oss-date", "x-oss-expires", "x-oss-credential"], faults),
        Kind::AwsV2 | Kind::GoogleV2 | Kind::AlibabaV1 | Kind::CloudFrontCanned => {
            (None, signed.param("Expires").and_then(|p| unix(p, faults)))
        }
        Kind::NginxSecureLink => {
            (None, signed.param("expires").or_else(|| signed.param("e")).and_then(|p| unix(p, faults)))
        }
        Kind::CloudFrontCustom => signed.param("Policy").map_or((None, None), |p| cloudfront::policy(p, faults)),
        Kind::AzureService | Kind::AzureAccount | Kind::AzureUserDelegation => azure(signed, faults),
    };
    (signed.starts, signed.expires) = (starts, expires);
}

/// A date and a life in seconds, as all version 4 signatures have them.
fn signed_at(
    signed: &SignedUrl,
    [date, life, credential]: [&str; 3],
    faults: &mut Vec<Fault>,
) -> (Option<Instant>, Option<Instant>) {
    let starts = signed.param(date).and_then(|p| {
        let at = basic_iso(&p.value);
        if at.is_none() {
            faults.push(Fault::new(p.value_at.start, "not a date of the form 20261121T024524Z"));
        }
        at
    });
    let seconds = signed.param(life).and_then(|p| match p.value.parse::<i64>() {
        Ok(seconds) if seconds > LONGEST => {
            faults.push(Fault::new(p.value_at.start, "longer than 604800 seconds (seven days); the server refuses it"));
            Some(seconds)
        }
        Ok(seconds) if seconds > 0 => Some(seconds),
        _ => {
            faults.push(Fault::new(p.value_at.start, "not a number of seconds from 1 to 604800"));
            None
        }
    });
    let day = signed.param(date).and_then(|p| p.value.get(..8));
    if let (Some(day), Some(p)) = (day, signed.param(credential))
        && p.value.rsplit('/').nth(3).is_some_and(|scope| scope != day)
        && p.value.split('/').count() >= 5
    {
        faults.push(Fault::new(p.value_at.start, "the day of the credential differs from the day of the date"));
    }
    (starts, starts.zip(seconds).map(|(at, seconds)| at + Span::seconds(seconds)))
}

/// Seconds since 1970.
fn unix(param: &Param, faults: &mut Vec<Fault>) -> Option<Instant> {
    let at = param.value_at.start;
    match param.value.parse::<i64>() {
        Ok(millis) if millis >= 1_000_000_000_000 => {
            faults.push(Fault::new(at, "this looks like milliseconds; seconds since 1970 are due"));
            Some(Instant::from_millis(millis.saturating_mul(1000)))
        }
        Ok(seconds) if seconds >= 0 => Some(Instant::from_millis(seconds.saturating_mul(1000))),
        _ => {
            faults.push(Fault::new(at, "not a number of seconds since 1970"));
            None
        }
    }
}

fn azure(signed: &SignedUrl, faults: &mut Vec<Fault>) -> (Option<Instant>, Option<Instant>) {
    let mut time = |name: &str| {
        let param = signed.param(name)?;
        let at = iso(&param.value);
        if at.is_none() {
            faults.push(Fault::new(param.value_at.start, "not a time such as 2026-11-21T02:45:24Z"));
        }
        at
    };
    let [start, end, key_start, key_end] = ["st", "se", "skt", "ske"].map(&mut time);
    // A signing key of Entra bounds what it signs.
    let earliest = |a: Option<Instant>, b: Option<Instant>| a.into_iter().chain(b).min();
    let expires = if end.is_some() { earliest(end, key_end) } else { None };
    (start.into_iter().chain(key_start).max(), expires)
}

/// `20261121T024524Z`.
fn basic_iso(text: &str) -> Option<Instant> {
    if text.len() != 16 || !text.is_ascii() {
        return None;
    }
    let part = |from: usize, to: usize| text.get(from..to);
    let (date, clock) = (part(0, 8)?, part(9, 15)?);
    if part(8, 9)? != "T" || part(15, 16)? != "Z" {
        return None;
    }
    let [y, m, d] = [date.get(..4)?, date.get(4..6)?, date.get(6..)?];
    let [h, min, s] = [clock.get(..2)?, clock.get(2..4)?, clock.get(4..)?];
    Instant::parse_rfc3339(&format!("{y}-{m}-{d}T{h}:{min}:{s}Z"))
}

/// The forms that Azure takes: a date, or a time with or without seconds, in UTC.
fn iso(text: &str) -> Option<Instant> {
    let text = text.trim();
    Instant::parse_rfc3339(text).or_else(|| match text.strip_suffix('Z') {
        Some(minutes) if text.len() == 17 => Instant::parse_rfc3339(&format!("{minutes}:00Z")),
        None if text.len() == 10 => Instant::parse_rfc3339(&format!("{text}T00:00:00Z")),
        _ => None,
    })
}
