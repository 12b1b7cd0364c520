use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the server asks for a nonce that the page cannot read: its header is missing, or is
/// not exposed to another origin (Fetch §3.3.6).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401]) || facts.dpop_error() != Some("use_dpop_nonce") {
        return None;
    }
    let nonce = facts.header("dpop-nonce");
    let exposed = facts.response().headers.all("access-control-expose-headers").flat_map(|line| line.split(','));
    let exposed = exposed.map(str::trim).any(|name| name == "*" || name.eq_ignore_ascii_case("dpop-nonce"));
    let foreign = facts.is_cross_origin() == Some(true) && facts.is_api_call();
    let (variant, finding) = match nonce {
        None => ("no-header", Finding::certain().quote(Source::ResponseHeader("DPoP-Nonce".into()), "missing")),
        Some(nonce) if foreign && !exposed => {
            let expose = facts.header("access-control-expose-headers").unwrap_or("missing");
            let finding = Finding::certain().because(Evidence::response_header("DPoP-Nonce", nonce));
            ("not-exposed", finding.because(Evidence::response_header("Access-Control-Expose-Headers", expose)))
        }
        _ => return None,
    };
    Some(finding.seen().because(facts.status_evidence()).variant(variant).over("dpop-nonce-required"))
}
