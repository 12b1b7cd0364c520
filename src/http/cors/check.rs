//! The CORS check on one answer (Fetch §4.10).

use super::headers::{Found, find};
use super::{Fields, Part, Problem, What};

const ORIGIN: &str = "Access-Control-Allow-Origin";
const CREDENTIALS: &str = "Access-Control-Allow-Credentials";

/// Whether an answer lets `origin` read it. `credentials` is whether the request's mode is
/// "include"; `None` when unknown, and then the answer may be `None` too.
pub(super) fn check(
    origin: &str,
    credentials: Option<bool>,
    fields: &Fields,
    part: Part,
    problems: &mut Vec<Problem>,
) -> Option<bool> {
    let found = find(fields, ORIGIN);
    let Some(allowed) = found.first() else {
        problems.push(Problem::missing(part, ORIGIN, What::NoAllowOrigin));
        return Some(false);
    };
    if found.len() > 1 {
        problems.extend(found.last().map(|one| Problem::of(part, ORIGIN, one, What::SeveralLines)));
        return Some(false);
    }
    if allowed.value == "*" {
        return wildcard(credentials, allowed, part, problems);
    }
    if allowed.value != origin {
        problems.push(Problem::of(part, ORIGIN, allowed, origin_mismatch(allowed.value, origin)));
        return Some(false);
    }
    if origin == "null" {
        problems.push(Problem::of(part, ORIGIN, allowed, What::AllowsNull));
    }
    with_credentials(credentials, fields, part, problems)
}

fn wildcard(credentials: Option<bool>, allowed: &Found, part: Part, problems: &mut Vec<Problem>) -> Option<bool> {
    match credentials {
        Some(false) => Some(true),
        Some(true) => {
            problems.push(Problem::of(part, ORIGIN, allowed, What::WildcardWithCredentials));
            Some(false)
        }
        None => {
            problems.push(Problem::of(part, ORIGIN, allowed, What::WildcardIfCredentials));
            None
        }
    }
}

fn with_credentials(
    credentials: Option<bool>,
    fields: &Fields,
    part: Part,
    problems: &mut Vec<Problem>,
) -> Option<bool> {
    let found = find(fields, CREDENTIALS);
    let allows = matches!(found.as_slice(), [one] if one.value == "true");
    match (credentials, allows) {
        (_, true) | (Some(false), false) => Some(true),
        (Some(true), false) => {
            problems.push(match found.first() {
                Some(one) => Problem::of(part, CREDENTIALS, one, What::CredentialsNotTrue),
                None => Problem::missing(part, CREDENTIALS, What::NoAllowCredentials),
            });
            Some(false)
        }
        (None, false) => {
            // Only a header that was meant to allow is worth a word.
            if let Some(one) = found.first().filter(|one| one.value.eq_ignore_ascii_case("true")) {
                problems.push(Problem::of(part, CREDENTIALS, one, What::CredentialsNotTrue));
            }
            None
        }
    }
}

/// Why two origins differ, as precisely as can be told.
fn origin_mismatch(allowed: &str, origin: &str) -> What {
    if allowed.contains([',', ' ']) {
        return What::SeveralOrigins;
    }
    if allowed.strip_suffix('/') == Some(origin) {
        return What::TrailingSlash;
    }
    if allowed.eq_ignore_ascii_case(origin) {
        return What::OriginCase;
    }
    if allowed.contains('*') {
        return What::PartialWildcard;
    }
    match (allowed.split_once("://"), origin.split_once("://")) {
        (None, Some((_, host))) if allowed == host => What::NoScheme,
        (Some((a, host)), Some((b, own))) if a != b && host == own => What::OtherScheme,
        (Some((_, a)), Some((_, b))) if port_free(a) == port_free(b) => What::OtherPort,
        _ => What::OtherOrigin,
    }
}

fn port_free(host: &str) -> &str {
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    }
}

/// An answer that depends on the origin but does not say so poisons caches (Fetch, "CORS protocol
/// and HTTP caches").
pub(super) fn vary(fields: &Fields, problems: &mut Vec<Problem>) {
    let found = find(fields, ORIGIN);
    let [one] = found.as_slice() else { return };
    let told = find(fields, "Vary")
        .iter()
        .any(|v| v.value.split(',').any(|n| n.trim() == "*" || n.trim().eq_ignore_ascii_case("origin")));
    let uncached = find(fields, "Cache-Control").iter().any(|c| c.value.to_ascii_lowercase().contains("no-store"));
    if one.value != "*" && !told && !uncached {
        problems.push(Problem::missing(Part::Response, "Vary", What::NoVary));
    }
}
