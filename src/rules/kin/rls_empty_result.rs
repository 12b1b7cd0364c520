use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source, Verdict};

/// A hint on an empty list from PostgREST: row rules leave rows out without an error. It may be right,
/// so it is never a failure.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 200 || facts.method() != "GET" || facts.body().trim() != "[]" {
        return None;
    }
    let postgrest = facts.header("content-range").is_some_and(|r| r.starts_with("*/"))
        || facts.url().path().starts_with("/rest/v1/");
    if !postgrest {
        return None;
    }
    let role = facts.jws().and_then(|jws| jws.claims.as_ref()).and_then(|c| c.text("role"))?;
    let finding = Finding::possible().shape().verdict(Verdict::Ok).quote(Source::ResponseBody, "[]");
    Some(finding.because(Evidence::claim("role", role)).value("role", role))
}
