use serde_json::Value;

use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a container registry names its error (OCI Distribution, "Error codes").
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403, 404]) {
        return None;
    }
    let registry = facts.header("docker-distribution-api-version").is_some() || facts.url().path().starts_with("/v2/");
    let code = facts.member("errors.0.code").and_then(Value::as_str).filter(|_| registry)?;
    let key = match code {
        "UNAUTHORIZED" => "unauthorized",
        "DENIED" => "denied",
        "NAME_UNKNOWN" => "name-unknown",
        _ => return None,
    };
    let scope = facts.challenges().find_map(|c| c.param("scope"));
    let scope = scope.map(|s| Evidence::response_header("WWW-Authenticate", format!("scope=\"{s}\"")));
    let short = facts.says_in_headers(&["insufficient_scope"]);
    // A refused token, password or auth-scheme, or none, is a cause of its own; the registry says UNAUTHORIZED then too.
    let other = key == "unauthorized" && short.is_none();
    let finding = match key {
        "denied" => Finding::certain(),
        "unauthorized" if short.is_some() => Finding::certain(),
        "unauthorized" if other => Finding::possible(),
        _ => Finding::likely(),
    };
    let finding = finding.quote(Source::ResponseBody, code).maybe(short).maybe(scope).because(facts.status_evidence());
    let finding = if other { finding } else { finding.over("insufficient-scope") };
    Some(finding.variant(key))
}
