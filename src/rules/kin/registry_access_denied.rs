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
    let finding = if key == "unauthorized" && facts.authorization().is_none() { Finding::likely() } else { Finding::certain() };
    let finding = finding.quote(Source::ResponseBody, code).maybe(short).maybe(scope).because(facts.status_evidence());
    Some(finding.over("insufficient-scope").over("record-not-found").variant(key))
}
