use crate::facts::Facts;
use crate::finding::{Finding, Verdict};

/// Fires when Cloudflare answers with a check for a real browser. Where the same page worked soon
/// after, the check was solved.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403, 429, 503]) || facts.row().is_preflight {
        return None;
    }
    let header = facts.header_evidence("cf-mitigated").filter(|e| e.quote.trim().eq_ignore_ascii_case("challenge"));
    let cloudflare = facts.header("cf-ray").is_some()
        || facts.header("server").is_some_and(|s| s.eq_ignore_ascii_case("cloudflare"));
    let page = || {
        facts
            .says_in_body(&["_cf_chl_opt", "<title>just a moment...</title>", "cf-challenge-running"])
            .filter(|_| cloudflare)
    };
    let sign = header.or_else(page)?;
    let finding = Finding::certain().because(sign).because(facts.status_evidence());
    let finding =
        finding.over("waf-block").over("cloudflare-firewall-block").over("rate-limited").over("credentials-missing");
    if facts.is_navigation() && facts.retries().any(Facts::succeeded) {
        return Some(finding.verdict(Verdict::Recovered).variant("solved"));
    }
    Some(finding.variant(if facts.is_api_call() { "call" } else { "page" }))
}
