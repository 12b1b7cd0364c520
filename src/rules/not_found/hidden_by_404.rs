use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires for the 404 of servers known to hide private things, and when the same address works with
/// another sign-in.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_not_found() {
        return None;
    }
    // What is asked for stands in the body: the address says nothing of it.
    let unnamed = facts.is_unsafe() && facts.request().body.is_some();
    let other =
        facts.working_here().find(|f| f.same_url(facts) && f.method() == facts.method() && !facts.same_identity(*f));
    if let Some(other) = other.filter(|f| f.has_identity() && !unnamed) {
        let finding = Finding::likely().seen().because(facts.status_evidence()).because(other.answers());
        return Some(finding.over("record-not-found").value("who", "with another sign-in the same address works"));
    }
    let github = || {
        let docs = facts.member_text("documentation_url").filter(|u| u.contains("docs.github.com"))?;
        (facts.member_text("message") == Some("Not Found")).then(|| Evidence::new(Source::ResponseBody, docs))
    };
    let gitlab = || facts.says_in_body(&["404 project not found", "404 group not found", "404 user not found"]);
    let said = github().or_else(gitlab)?;
    let finding = Finding::likely().because(said).over("record-not-found").over("path-typo");
    let who = if facts.has_identity() {
        "the token of this call may see too little"
    } else {
        "this call was made without a sign-in"
    };
    Some(finding.value("who", who))
}
