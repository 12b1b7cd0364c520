//! What an exchange ends in, and which of the causes that fit comes first (ARCHITECTURE.md, "How causes are ranked").

use std::cmp::Reverse;

use crate::finding::{Certainty::Likely, Closeness::Remainder, Finding, Verdict};
use crate::rules;
use crate::sorted;

/// What an exchange ends in: a harmless explanation that is at least likely wins over any failure,
/// the most harmless first; without any finding of failure nothing is wrong.
pub(super) fn verdict(findings: &[Finding]) -> Verdict {
    [Verdict::Recovered, Verdict::Expected, Verdict::Noise]
        .into_iter()
        .find(|v| findings.iter().any(|f| f.verdict == *v && f.certainty >= Likely))
        .or_else(|| findings.iter().any(|f| f.verdict == Verdict::Failure).then_some(Verdict::Failure))
        .unwrap_or(Verdict::Ok)
}

/// Best first: certainty, then closeness of the evidence, then the order of the rules. A finding
/// that another one explains away comes after it. A `Remainder` is dropped where anything at least
/// likely stands beside it.
pub(super) fn rank(findings: &mut Vec<Finding>) {
    let specific = findings.iter().any(|f| f.closeness > Remainder && f.certainty >= Likely);
    if specific {
        findings.retain(|f| f.closeness > Remainder);
    }
    sorted::by_key(findings, |f| (Reverse(f.certainty), Reverse(f.closeness), rules::position(f.cause)));
    for at in 0..findings.len() {
        // As many moves as there are findings are enough for each place, and they end where findings
        // explain each other away in a circle.
        for _ in at..findings.len() {
            let better = findings
                .split_at(at)
                .1
                .split_first()
                .and_then(|(first, rest)| rest.iter().position(|f| overs(f, first) && !overs(first, f)));
            let Some(offset) = better else { break };
            let better = findings.remove(at + 1 + offset);
            findings.insert(at, better);
        }
    }
}

/// Whether `finding` explains `other` away, or keeps the page from seeing it.
fn overs(finding: &Finding, other: &Finding) -> bool {
    finding.over.contains(&other.cause)
        || finding.hides_answer && !other.hides_answer && rules::is_told_by_the_answer(other.cause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::CauseId;

    fn ranked(findings: Vec<(CauseId, Finding)>) -> Vec<CauseId> {
        let mut findings: Vec<_> = findings.into_iter().map(|(cause, finding)| finding.of(cause)).collect();
        rank(&mut findings);
        findings.iter().map(|f| f.cause).collect()
    }

    #[test]
    fn a_harmless_explanation_wins_over_failures() {
        let failure = Finding::certain().seen();
        let expected = Finding::likely().verdict(Verdict::Expected);
        let doubtful = Finding::possible().verdict(Verdict::Noise);
        let recovered = Finding::likely().verdict(Verdict::Recovered);
        assert_eq!(verdict(&[]), Verdict::Ok);
        assert_eq!(verdict(&[failure.clone(), doubtful.clone()]), Verdict::Failure);
        assert_eq!(verdict(&[failure.clone(), expected.clone()]), Verdict::Expected);
        assert_eq!(verdict(&[failure, expected, recovered]), Verdict::Recovered);
        assert_eq!(verdict(&[doubtful]), Verdict::Ok);
    }

    #[test]
    fn certainty_then_closeness_then_the_order_of_the_rules() {
        let order = ranked(vec![
            ("rate-limited", Finding::likely()),
            ("credentials-missing", Finding::possible().seen()),
            ("insufficient-scope", Finding::likely().seen()),
            ("token-expired", Finding::likely()),
            ("token-malformed", Finding::certain().shape()),
            ("path-typo", Finding::likely().shape()),
        ]);
        let told = [
            "token-malformed", "insufficient-scope", "token-expired", "rate-limited", "path-typo",
            "credentials-missing",
        ];
        assert_eq!(order, told);
    }

    #[test]
    fn what_another_explains_away_comes_after_it() {
        let old = || Finding::likely().over("token-expired");
        let expired = || Finding::certain().seen();
        assert_eq!(
            ranked(vec![("token-expired", expired()), ("retry-with-old-token", old())]),
            ["retry-with-old-token", "token-expired"]
        );
        // Also through a third one.
        assert_eq!(
            ranked(vec![
                ("token-expired", expired()),
                ("retry-with-old-token", old()),
                ("refresh-loop", Finding::possible().over("retry-with-old-token")),
            ]),
            ["refresh-loop", "retry-with-old-token", "token-expired"]
        );
    }

    #[test]
    fn a_circle_ends() {
        let three = ["token-expired", "token-malformed", "token-quoted"];
        let circle = (0..3).map(|at| (three[at], Finding::likely().over(three[(at + 1) % 3]))).collect();
        assert_eq!(ranked(circle).len(), 3);
        let pair = vec![
            ("token-expired", Finding::likely().over("token-quoted")),
            ("token-quoted", Finding::certain().over("token-expired")),
        ];
        assert_eq!(ranked(pair), ["token-quoted", "token-expired"]);
    }

    #[test]
    fn a_remainder_stands_only_where_nothing_else_is_likely() {
        let rest = || ("forbidden-unspecified", Finding::likely().remainder());
        assert_eq!(ranked(vec![rest(), ("waf-block", Finding::likely().shape())]), ["waf-block"]);
        assert_eq!(ranked(vec![rest(), ("waf-block", Finding::possible().shape())]).len(), 2);
    }

    /// Every cause that the answer tells stands behind what hides the answer, whichever it is.
    #[test]
    fn what_hides_the_answer_comes_first() {
        for rule in rules::all() {
            let cause = rule.text.id;
            let order = ranked(vec![
                (cause, Finding::certain().seen()),
                ("cors-missing-on-error", Finding::likely().hides_answer()),
            ]);
            let first = if rules::is_told_by_the_answer(cause) { "cors-missing-on-error" } else { cause };
            assert_eq!(order.first(), Some(&first));
        }
        assert!(rules::is_told_by_the_answer("token-expired") && rules::is_told_by_the_answer("csrf-token-missing"));
        assert!(!rules::is_told_by_the_answer("cors-headers-missing") && !rules::is_told_by_the_answer("csp-blocked"));
    }
}
