use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when GitHub asks for single sign-on in `X-GitHub-SSO`.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[403, 404]) {
        return None;
    }
    let header = facts.header_evidence("x-github-sso").filter(|e| e.quote.trim_start().starts_with("required"));
    let said = facts.says_in_body(&["resource protected by organization saml enforcement"]);
    let finding = match (header, said) {
        (Some(header), said) => Finding::certain().because(header).maybe(said),
        (None, Some(said)) => Finding::certain().because(said),
        (None, None) => return None,
    };
    Some(finding.over("hidden-by-404").over("github-permission-missing"))
}
