use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when a call of a script is redirected to a sign-in page that the script may read.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let target = facts.login_redirect()?;
    if target.blocked {
        return None;
    }
    let html = target.landed.is_some_and(|f| f.is_html() || f.response().mime_type == "text/html");
    let finding = if html && target.named { Finding::certain() } else { Finding::likely() };
    let finding = finding.seen().because(Evidence::response_header("Location", target.location.as_str()));
    let finding = finding.maybe(target.landed.map(Facts::answers)).over("spa-fallback-html-for-api");
    Some(finding.value("target", target.shown()))
}
