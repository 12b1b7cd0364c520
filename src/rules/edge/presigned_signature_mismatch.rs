use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};
use crate::http::signed_url;

/// Fires when a storage or an AWS service computed another signature than the request carries.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403]) || facts.row().is_preflight {
        return None;
    }
    let said = facts.code(&["SignatureDoesNotMatch"]).or_else(|| of_aws(facts)).or_else(|| {
        facts.says_in_body(&["the request signature we calculated does not match the signature you provided"])
    })?;
    // "Signature expired" and "not yet current" come under the same code; they speak of the clock.
    if facts.says_in_body(&["signature expired:", "signature not yet current"]).is_some() {
        return None;
    }
    let finding = Finding::certain().because(said).value("method", facts.method());
    let (signed, faults) = signed_url::read(facts.url().as_str());
    if signed.is_none() {
        let scheme = facts.authorization_parts().map(|(scheme, _)| Evidence::request_header("Authorization", scheme));
        return Some(finding.maybe(scheme).variant("header"));
    }
    let defect = faults.first().map(|fault| Evidence::new(Source::Url, fault.what.to_string()));
    let kind = facts.sent("content-type").map(|value| Evidence::request_header("Content-Type", value));
    let finding = finding.quote(Source::Method, facts.method()).maybe(kind).maybe(defect);
    Some(finding.variant("url"))
}

/// The services of AWS that speak JSON name their error in a header or in `__type`. Frameworks have classes of this name too.
fn of_aws(facts: Facts) -> Option<Evidence> {
    let aws = facts.header("x-amzn-errortype").is_some() || facts.body_names(&["\"__type\""]);
    facts.code(&["InvalidSignatureException"]).filter(|_| aws)
}
