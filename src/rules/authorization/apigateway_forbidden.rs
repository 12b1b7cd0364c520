use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when AWS API Gateway answers 403 by itself.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 403 || facts.row().is_preflight {
        return None;
    }
    let gateway =
        ["x-amz-apigw-id", "apigw-requestid", "x-amzn-errortype"].into_iter().find_map(|n| facts.header_evidence(n))?;
    let own =
        facts.body().trim() == r#"{"message":"Forbidden"}"# || facts.body().trim() == r#"{"message": "Forbidden"}"#;
    let kind = facts.header("x-amzn-errortype").unwrap_or("");
    if kind.starts_with("WAF") || !(own || kind.starts_with("ForbiddenException")) {
        return None;
    }
    let finding = Finding::likely().because(facts.status_evidence()).because(gateway);
    Some(if facts.sent("x-api-key").is_none() { finding.variant("no-key") } else { finding.variant("key-sent") })
}
