use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};
use crate::http::signed_url;

/// Fires when a storage or an AWS service computed another signature than the request carries.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403]) || facts.row().is_preflight {
        return None;
    }
    let said = facts.code(&["SignatureDoesNotMatch", "InvalidSignatureException"]).or_else(|| {
        facts.says_in_body(&["the request signature we calculated does not match the signature you provided"])
    })?;
    // Laravel has an exception of the same name.
    let aws = || {
        let headers = &facts.response().headers;
        let authorization = facts.authorization_parts().is_some_and(|(scheme, _)| scheme.starts_with("AWS"));
        headers.iter().any(|h| h.name.to_ascii_lowercase().starts_with("x-amz"))
            || authorization
            || facts.url().query().iter().any(|(name, _)| name.starts_with("X-Amz-") || name == "AWSAccessKeyId")
    };
    if said.quote.contains("InvalidSignatureException") && !aws() {
        return None;
    }
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
