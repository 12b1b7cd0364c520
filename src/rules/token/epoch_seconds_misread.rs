use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Verdict};
use crate::instant::Span;
use crate::token::DateForm;

/// Fires when an app renews again and again although each new token is good for long and nothing
/// refused it: it acts as if every token had ended in 1970.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_refresh() || !facts.succeeded() {
        return None;
    }
    let start = facts.exchange().started;
    let near: Vec<_> =
        facts.earlier().take(100).take_while(|f| start - f.exchange().started < Span::minutes(2)).collect();
    let renewals: Vec<_> =
        near.iter().filter(|f| f.is_refresh() && f.succeeded() && f.url().path() == facts.url().path()).collect();
    // A refused call is a good reason to renew.
    if renewals.len() < 2 || near.iter().any(|f| f.status_in(&[401, 403])) {
        return None;
    }
    // Calls between the renewals carried tokens that were good for long.
    let calls: Vec<_> = near.iter().filter(|f| f.jws().is_some() && f.succeeded() && !f.is_refresh()).collect();
    let good = |f: &&&Facts| {
        let exp = f.jws().and_then(|j| j.claims.as_ref()?.time("exp"));
        exp.is_some_and(|e| e.form == DateForm::Seconds && e.instant - f.now() > Span::minutes(2))
    };
    if calls.is_empty() || !calls.iter().all(|f| good(&f)) {
        return None;
    }
    let times = renewals.len() + 1;
    let finding = Finding::possible().shape().verdict(Verdict::Ok);
    let first = renewals.last()?;
    Some(finding.because(Evidence::exchange(first.id(), "the first of these renewals")).value("times", times))
}
