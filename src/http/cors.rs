//! CORS: may a page of one origin read the answer of another (Fetch §3.2, §4.8, §4.9).
//!
//! [`judge`] plays the browser over what was seen: the request, its preflight (the `OPTIONS` request
//! that asks for permission first) and the answers. What was not seen gives "unknown". A problem
//! names the header, its bytes and what is wrong with it.

mod check;
pub mod field;
mod headers;
mod preflight;
mod problem;

pub use headers::{is_author_header, is_safelisted, list};
pub use problem::{Effect, Part, Problem, What};

use crate::http::cookie::CredentialsMode;
use crate::sorted;

/// Header fields as they were seen: names and values, repeats kept.
pub type Fields<'a> = [(&'a str, &'a str)];

/// One request across origins, as far as it was seen.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// As sent; methods have case.
    pub method: &'a str,
    /// The page's origin, as in `Origin`: `https://app.example.com`, or `null`.
    pub origin: &'a str,
    /// The request's header fields.
    pub headers: &'a Fields<'a>,
    /// The credentials mode; `None` when it is not known and must be judged both ways.
    pub credentials: Option<CredentialsMode>,
}

/// The preflight, as far as it was seen.
#[derive(Clone, Copy, Debug)]
pub struct Preflight<'a> {
    /// The `OPTIONS` request's header fields.
    pub request: &'a Fields<'a>,
    /// The status of its answer; 0 when there was none.
    pub status: u16,
    /// Its answer's header fields.
    pub response: &'a Fields<'a>,
}

/// What the browser decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// Whether the page may read the answer; `None` when that depends on what was not seen.
    pub allowed: Option<bool>,
    /// Whether this request needs a preflight; `None` when what the page set cannot be told.
    pub needs_preflight: Option<bool>,
    /// Whether the preflight let the request through; `None` without a preflight, or as above.
    pub preflight: Option<bool>,
    /// Response headers that the page cannot read, because `Access-Control-Expose-Headers` does not
    /// name them; lower case, as they came.
    pub hidden: Vec<String>,
    /// For how many seconds the browser may remember the preflight; 5 without a header (Fetch
    /// §4.9). Chromium stops at 7200, Firefox at 86400.
    pub max_age: Option<u64>,
    /// What is wrong or easily goes wrong, the blocking first.
    pub problems: Vec<Problem>,
}

/// Judges one exchange. `response` is `None` when the request itself got no answer, as after a
/// failed preflight.
///
/// ```
/// use latchkey::http::cors::{Request, judge};
/// let request = Request { method: "GET", origin: "https://app.test", headers: &[], credentials: None };
/// let answer = [("Access-Control-Allow-Origin", "https://other.test")];
/// let judgement = judge(&request, Some(&answer[..]), None);
/// assert_eq!(judgement.allowed, Some(false));
/// assert_eq!(judgement.problems[0].header, "Access-Control-Allow-Origin");
/// ```
pub fn judge(request: &Request, response: Option<&Fields>, preflight: Option<&Preflight>) -> Judgement {
    let mut problems = Vec::new();
    let credentials = request.credentials.map(|mode| mode == CredentialsMode::Include);
    let needs_preflight = match preflight {
        Some(_) => Some(true),
        None => headers::needs_preflight(request),
    };
    let preflight_passed = preflight.and_then(|p| preflight::judge(request, credentials, p, &mut problems));
    let answer =
        response.and_then(|fields| check::check(request.origin, credentials, fields, Part::Response, &mut problems));
    if let Some(fields) = response {
        check::vary(fields, &mut problems);
    }
    let allowed = match (preflight.is_some(), preflight_passed, answer) {
        (true, Some(false), _) | (_, _, Some(false)) => Some(false),
        (true, None, _) | (_, _, None) => None,
        (_, _, Some(true)) => Some(true),
    };
    sorted::by_key(&mut problems, |problem| problem.what.effect());
    Judgement {
        allowed,
        needs_preflight,
        preflight: preflight_passed,
        hidden: response.map(|fields| headers::hidden(fields, credentials)).unwrap_or_default(),
        max_age: preflight.filter(|_| preflight_passed == Some(true)).map(|p| preflight::max_age(p.response)),
        problems,
    }
}

#[cfg(test)]
mod tests;
