//! The preflight: what was asked, and whether the answer allows it (Fetch §4.8).

use std::collections::HashSet;

use super::headers::{Found, find, list};
use super::{Fields, Part, Preflight, Problem, Request, What, check, headers};

const METHODS: &str = "Access-Control-Allow-Methods";
const HEADERS: &str = "Access-Control-Allow-Headers";
/// How many missing request headers are named.
const MAX_PROBLEMS: usize = 64;

/// Whether the preflight lets the request through; `None` when that depends on the credentials
/// mode, and it is not known.
pub(super) fn judge(
    request: &Request,
    credentials: Option<bool>,
    preflight: &Preflight,
    problems: &mut Vec<Problem>,
) -> Option<bool> {
    let part = Part::Preflight;
    if preflight.status == 0 {
        problems.push(Problem::missing(part, "", What::NoAnswer));
        return Some(false);
    }
    let checked = check::check(request.origin, credentials, preflight.response, part, problems);
    let mut verdicts = vec![checked];
    if !(200..300).contains(&preflight.status) {
        problems.push(Problem::missing(part, "", What::Status { status: preflight.status }));
        verdicts.push(Some(false));
    }
    verdicts.push(methods(request, credentials, preflight, problems));
    verdicts.push(header_names(request, credentials, preflight, problems));
    private_network(preflight, problems);
    all(&verdicts)
}

/// `Access-Control-Max-Age` in seconds; 5 when absent or no number (Fetch §4.8 step 7).
pub(super) fn max_age(fields: &Fields) -> u64 {
    match find(fields, "Access-Control-Max-Age").as_slice() {
        [one] if one.value.bytes().all(|b| b.is_ascii_digit()) => one.value.parse().unwrap_or(5),
        _ => 5,
    }
}

fn all(verdicts: &[Option<bool>]) -> Option<bool> {
    if verdicts.contains(&Some(false)) {
        return Some(false);
    }
    verdicts.iter().all(|v| *v == Some(true)).then_some(true)
}

fn methods(
    request: &Request,
    credentials: Option<bool>,
    preflight: &Preflight,
    problems: &mut Vec<Problem>,
) -> Option<bool> {
    let asked = find(preflight.request, "Access-Control-Request-Method");
    let method = asked.first().map_or(request.method, |f| f.value);
    let lines = find(preflight.response, METHODS);
    let Some(allowed) = list(preflight.response, METHODS) else {
        problems.push(at_first(METHODS, &lines, What::BadList));
        return Some(false);
    };
    if ["GET", "HEAD", "POST"].contains(&method) || allowed.contains(&method) {
        return Some(true);
    }
    let what = match allowed.iter().find(|m| m.eq_ignore_ascii_case(method)) {
        Some(other) => What::MethodCase { asked: method.to_owned(), allowed: (*other).to_owned() },
        None => What::MethodNotAllowed { method: method.to_owned() },
    };
    let problem = at_first(METHODS, &lines, what);
    wildcard(allowed.contains(&"*"), credentials, problem, problems)
}

fn header_names(
    request: &Request,
    credentials: Option<bool>,
    preflight: &Preflight,
    problems: &mut Vec<Problem>,
) -> Option<bool> {
    let lines = find(preflight.response, HEADERS);
    let Some(allowed) = list(preflight.response, HEADERS) else {
        problems.push(at_first(HEADERS, &lines, What::BadList));
        return Some(false);
    };
    // Sets and a bound, because a hostile answer may list a hundred thousand names.
    let named: HashSet<String> = allowed.iter().map(|name| name.to_ascii_lowercase()).collect();
    let star = named.contains("*");
    let mut verdicts = vec![Some(true)];
    for name in asked_headers(request, preflight) {
        if named.contains(&name.to_ascii_lowercase()) {
            continue;
        }
        if verdicts.len() > MAX_PROBLEMS {
            break;
        }
        // `*` never covers Authorization (Fetch, "CORS non-wildcard request-header name").
        if star && name.eq_ignore_ascii_case("authorization") {
            problems.push(at_first(HEADERS, &lines, What::WildcardWithoutAuthorization));
            verdicts.push(Some(false));
            continue;
        }
        let problem = at_first(HEADERS, &lines, What::HeaderNotAllowed { name });
        verdicts.push(wildcard(star, credentials, problem, problems));
    }
    all(&verdicts)
}

/// A name that only `*` can cover: fine without credentials, a failure with them.
fn wildcard(star: bool, credentials: Option<bool>, problem: Problem, problems: &mut Vec<Problem>) -> Option<bool> {
    match (star, credentials) {
        (true, Some(false)) => Some(true),
        (true, None) => {
            problems.push(Problem { what: What::WildcardIfCredentials, ..problem });
            None
        }
        _ => {
            problems.push(problem);
            Some(false)
        }
    }
}

/// What the browser asked for; told from the request when the preflight's own headers were not
/// recorded.
fn asked_headers(request: &Request, preflight: &Preflight) -> Vec<String> {
    if !preflight.request.is_empty() {
        let asked = list(preflight.request, "Access-Control-Request-Headers").unwrap_or_default();
        return asked.into_iter().map(str::to_owned).collect();
    }
    let unsafe_header = |name: &str, value: &str| {
        headers::is_author_header(name)
            || (name.eq_ignore_ascii_case("content-type") && !headers::is_safelisted(name, value))
    };
    request.headers.iter().filter(|(n, v)| unsafe_header(n, v)).map(|(n, _)| n.to_ascii_lowercase()).collect()
}

/// Private Network Access was a warning in Chromium and gave way to a permission prompt (Local
/// Network Access); a missing header is worth a word, and never proof.
fn private_network(preflight: &Preflight, problems: &mut Vec<Problem>) {
    const ALLOW: &str = "Access-Control-Allow-Private-Network";
    let asked = find(preflight.request, "Access-Control-Request-Private-Network");
    let allowed = find(preflight.response, ALLOW);
    if asked.iter().any(|f| f.value == "true") && !allowed.iter().any(|f| f.value == "true") {
        problems.push(at_first(ALLOW, &allowed, What::NoPrivateNetwork));
    }
}

fn at_first(header: &'static str, lines: &[Found], what: What) -> Problem {
    match lines.first() {
        Some(line) => Problem::of(Part::Preflight, header, line, what),
        None => Problem::missing(Part::Preflight, header, what),
    }
}
