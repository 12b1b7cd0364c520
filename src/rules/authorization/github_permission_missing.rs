use crate::facts::Facts;
use crate::finding::Finding;

/// Fires when GitHub names the permission that the token lacks.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[403, 404]) || facts.header("x-ratelimit-remaining").is_some_and(|r| r.trim() == "0") {
        return None;
    }
    let said = facts.says_in_body(&[
        "resource not accessible by integration", "resource not accessible by personal access token",
        "must have admin rights to repository", "your token has not been granted the required scopes",
    ]);
    let needed = facts
        .header("x-accepted-github-permissions")
        .or(facts.header("x-accepted-oauth-scopes"))
        .map(str::trim)
        .filter(|n| !n.is_empty());
    let has = facts.header("x-oauth-scopes").map(str::trim);
    // Any one of the accepted scopes is enough.
    let lacks = match (facts.header("x-accepted-oauth-scopes"), has) {
        (Some(accepted), Some(has)) if !accepted.trim().is_empty() => {
            let has: Vec<&str> = has.split(',').map(str::trim).collect();
            !accepted.split(',').any(|a| has.contains(&a.trim()))
        }
        _ => false,
    };
    let finding = match (said, lacks) {
        (Some(said), _) => Finding::certain().because(said),
        (None, true) => Finding::likely(),
        (None, false) => return None,
    };
    let finding = finding
        .maybe(facts.header_evidence("x-accepted-github-permissions"))
        .maybe(facts.header_evidence("x-accepted-oauth-scopes"));
    let finding = finding.maybe(facts.header_evidence("x-oauth-scopes")).because(facts.status_evidence());
    let finding = finding.over("hidden-by-404").over("insufficient-role").over("insufficient-scope");
    Some(match needed {
        Some(needed) => finding.variant("named").value("needed", needed),
        None => finding,
    })
}
