use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires for a `Status` object of Kubernetes with the reason `Forbidden`.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 403
        || facts.member_text("kind") != Some("Status")
        || facts.member_text("reason") != Some("Forbidden")
    {
        return None;
    }
    let message = facts.member_text("message").unwrap_or("");
    let user = message.split("User \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("unknown");
    let key = match user {
        "system:anonymous" => "anonymous",
        u if u.starts_with("system:serviceaccount:") => "service-account",
        _ => "user",
    };
    let said = Evidence::new(Source::ResponseBody, message);
    Some(Finding::certain().because(said).over("insufficient-role").variant(key).value("user", user))
}
