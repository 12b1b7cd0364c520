use super::stale_asset_after_deploy::is_built;
use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when a call for data is answered 200 with a whole HTML page.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if let Some(found) = instead_of_script(facts) {
        return Some(found);
    }
    if !gives_html_for_data(facts) {
        return None;
    }
    // Frameworks call an answer HTML unless told otherwise, also one that has no content. To a write it is usual.
    let none = facts.is_unsafe() || facts.header("content-length").is_some_and(|length| length.trim() == "0");
    let page = is_page(facts) || facts.body().is_empty() && !none;
    let redirected = facts.redirected_from();
    let login = redirected.is_some() && facts.is_sign_in_address();
    if !page || login {
        return None;
    }
    let accept = facts.sent("accept").unwrap_or("");
    let wants_json = accept.contains("json") && !accept.contains("*/*");
    let same_page = fallback_page(facts);
    // Who sends JSON wants JSON, whatever the path is called.
    let sends_json = || facts.is_unsafe() && facts.sent("content-type").is_some_and(|kind| kind.contains("json"));
    let api = facts.api_path() || sends_json() || facts.is_refresh();
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

/// The page whose HTML a call for data got.
pub(super) fn fallback_page(facts: Facts) -> Option<Facts> {
    let is_it = |f: &Facts| {
        f.is_navigation() && f.succeeded() && facts.same_origin(*f) && !f.body().is_empty() && f.body() == facts.body()
    };
    gives_html_for_data(facts).then(|| facts.nearby().find(is_it))?
}

fn gives_html_for_data(facts: Facts) -> bool {
    matches!(facts.status(), 200 | 203) && facts.response().mime_type == "text/html" && facts.asks_for_data()
}

/// A page in place of a script: the browser refuses to run it. Names with a hash are old builds.
fn instead_of_script(facts: Facts) -> Option<Finding> {
    let script = facts.exchange().resource_type.as_deref() == Some("script");
    if facts.status() != 200 || !script || facts.response().mime_type != "text/html" || !is_page(facts) {
        return None;
    }
    let name = facts.url().segments().last().filter(|name| name.contains('.') && !is_built(facts, name))?;
    let kind = Evidence::response_header("Content-Type", facts.header("content-type").unwrap_or("text/html"));
    let finding = Finding::likely().seen().because(kind).because(facts.path_evidence()).variant("script");
    Some(finding.value("path", facts.url().path()).value("name", name))
}

/// Whether the body is a whole HTML page.
fn is_page(facts: Facts) -> bool {
    let start = facts.body().trim_start().get(..15).unwrap_or("").to_ascii_lowercase();
    start.starts_with("<!doctype html") || start.starts_with("<html")
}
