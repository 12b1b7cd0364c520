use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when a call for data is answered 200 with a whole HTML page.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !matches!(facts.status(), 200 | 203) || facts.response().mime_type != "text/html" || !facts.asks_for_data() {
        return None;
    }
    let start = facts.body().trim_start().get(..15).unwrap_or("").to_ascii_lowercase();
    let page = facts.body().is_empty() || start.starts_with("<!doctype html") || start.starts_with("<html");
    let redirected = facts.redirected_from();
    let login = redirected.is_some() && facts.is_sign_in_address();
    if !page || login {
        return None;
    }
    let accept = facts.sent("accept").unwrap_or("");
    let wants_json = accept.contains("json") && !accept.contains("*/*");
    let same_page = facts.nearby().find(|f| {
        f.is_navigation() && f.succeeded() && f.row().route.origin == facts.row().route.origin && !f.body().is_empty() && f.body() == facts.body()
    });
    let api = facts.api_path();
    let finding = match (wants_json || api, same_page.is_some() || wants_json && api) {
        (true, true) => Finding::certain(),
        (true, false) => Finding::likely(),
        // Apps fetch pages ahead: the start page under another address is the sign of a fallback.
        (false, true) if redirected.is_some() => Finding::likely(),
        _ => return None,
    };
    let kind = Evidence::response_header("Content-Type", facts.header("content-type").unwrap_or("text/html"));
    let finding = finding.seen().because(kind).because(facts.path_evidence());
    Some(finding.maybe(same_page.map(Facts::answers)).value("path", facts.url().path()))
}
