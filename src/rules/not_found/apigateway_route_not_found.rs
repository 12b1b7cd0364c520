use crate::facts::Facts;
use crate::finding::Finding;

/// Fires for the words that AWS API Gateway uses when no route fits.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[403, 404]) || facts.row().is_preflight {
        return None;
    }
    let said = facts.says(&["missing authentication token", "missingauthenticationtokenexception"])?;
    let finding =
        Finding::likely().because(said).because(facts.path_evidence()).maybe(facts.header_evidence("x-amzn-errortype"));
    let finding = finding.over("credentials-missing").over("unauthenticated-answered-403").over("insufficient-role");
    Some(finding.value("method", facts.method()).value("path", facts.url().path()))
}
