use crate::facts::Facts;
use crate::finding::Finding;

/// Fires beside a refusal of S3 for reading one object: without the right to list, S3 answers 403 for
/// a missing one.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 403 || !matches!(facts.method(), "GET" | "HEAD") {
        return None;
    }
    let parts = facts.parts();
    let key = parts.last().filter(|k| !k.is_empty())?;
    let said = facts.code(&["AccessDenied"])?;
    let storage =
        facts.header("x-amz-request-id").or(facts.header("x-amzn-requestid")).or(facts.header("x-amz-id-2")).is_some()
            || facts.says_in_body(&["<hostid>", "<requestid>"]).is_some();
    let other =
        facts.says(&["request has expired", "not authorized to perform", "explicit deny", "does not have storage."]);
    (storage && other.is_none())
        .then(|| Finding::possible().because(said).because(facts.path_evidence()).value("key", key))
}
