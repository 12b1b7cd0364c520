use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when object storage or IAM refuses an action although key and signature are right.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 403]) || facts.row().is_preflight {
        return None;
    }
    if facts
        .says(&["request has expired", "signaturedoesnotmatch", "invalidaccesskeyid", "requesttimetooskewed"])
        .is_some()
    {
        return None;
    }
    let named = facts.says(&[
        "is not authorized to perform: ", "does not have storage.", "explicit deny", "no identity-based policy allows",
        "with an explicit deny in", "does not have authorization to perform action",
    ]);
    if let Some(said) = named {
        let action = said.quote.split("perform: ").nth(1).or_else(|| said.quote.split("does not have ").nth(1));
        let action =
            action.and_then(|a| a.split_whitespace().next()).map(|a| a.trim_matches(['.', ','].as_slice()).to_owned());
        let finding = Finding::certain()
            .because(said)
            .over("insufficient-role")
            .over("s3-missing-key-as-403")
            .over("insufficient-scope");
        return Some(match action {
            Some(action) => finding.variant("named").value("action", action),
            None => finding,
        });
    }
    if facts.status() != 403 {
        return None;
    }
    let code = facts.code(&["AccessDenied", "AccessDeniedException", "AllAccessDisabled", "UnauthorizedAccess"])?;
    let xml = facts.body().contains("<Code>")
        || facts.header("x-amzn-errortype").is_some()
        || facts.header("x-amz-request-id").is_some();
    xml.then(|| {
        Finding::likely()
            .because(code)
            .because(facts.path_evidence())
            .over("insufficient-role")
            .over("s3-missing-key-as-403")
    })
}
