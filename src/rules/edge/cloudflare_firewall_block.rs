use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// The error codes of Cloudflare's own refusals, with the variant of the words.
const CODES: &[(&str, &str)] = &[
    ("1020", "rule"),
    ("1015", "rate"),
    ("1010", "fingerprint"),
    ("1006", "address"),
    ("1007", "address"),
    ("1008", "address"),
    ("1005", "address"),
    ("1009", "country"),
    ("1012", "rule"),
    ("1106", "rule"),
];

/// Fires on Cloudflare's own error pages with a code of its firewall, and on its block page.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[403, 429]) || facts.row().is_preflight {
        return None;
    }
    let server = facts.header("server").is_some_and(|s| s.eq_ignore_ascii_case("cloudflare"));
    let ray = facts.header("cf-ray");
    if !server && ray.is_none() {
        return None;
    }
    let found = CODES.iter().find_map(|(code, variant)| named(facts, code).map(|said| (*code, *variant, said)));
    let blocked = || {
        let said = facts.says_in_body(&["sorry, you have been blocked", "attention required! | cloudflare"])?;
        Some(("", "rule", said))
    };
    let (code, variant, said) = found.or_else(blocked)?;
    let finding = Finding::certain().because(said).because(facts.status_evidence());
    let finding = finding.maybe(ray.map(|r| Evidence::response_header("CF-RAY", r))).variant(variant);
    let code = if code.is_empty() { "no code".to_owned() } else { format!("code {code}") };
    let finding = finding.value("code", code).value("ray", ray.unwrap_or("in the page"));
    Some(finding.over("rate-limited").over("waf-block").over("ip-or-country-blocked").over("user-agent-blocked"))
}

/// The code in one of the forms that Cloudflare writes it.
fn named(facts: Facts, code: &str) -> Option<Evidence> {
    let forms = [
        format!("error code: {code}"),
        format!("error {code}"),
        format!("cf-error-code\">{code}"),
        format!("\"error_code\":{code}"),
        format!("\"error_code\": {code}"),
    ];
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    facts.says_in_body(&forms)
}
