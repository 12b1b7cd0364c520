use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when S3 or a storage that speaks its language does not know the access key id.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403]) {
        return None;
    }
    let said = facts
        .code(&["InvalidAccessKeyId", "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKey"])
        .or_else(|| {
            facts.says(&[
                "access key id you provided does not exist", "security token included in the request is invalid",
            ])
        })?;
    let finding = Finding::certain().because(said).because(facts.status_evidence());
    Some(finding.over("policy-denies-action").over("presigned-signature-mismatch"))
}
