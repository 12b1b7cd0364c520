use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires on Akamai's own "Access Denied" page.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 403 || facts.row().is_preflight {
        return None;
    }
    let ghost = facts.header("server").is_some_and(|s| s.to_ascii_lowercase().contains("akamaighost"));
    let host = facts.says_in_body(&["errors.edgesuite.net", "errors.edgekey.net"]).is_some();
    let denied =
        facts.says_in_body(&["access denied", "you don't have permission to access"]).filter(|_| ghost || host)?;
    let reference = reference(facts.body());
    // Sites can show a page of their own through Akamai; the reference is Akamai's.
    if reference.is_none() && !host {
        return None;
    }
    let quote = reference.as_ref().map(|r| Evidence::new(Source::ResponseBody, format!("Reference #{r}")));
    let finding = Finding::certain().because(denied).maybe(quote);
    let finding = finding.maybe(facts.header("server").map(|s| Evidence::response_header("Server", s)));
    let finding = finding.value("reference", reference.map_or_else(|| "in the page".into(), |r| format!("#{r}")));
    Some(finding.over("server-config-denies-path").over("waf-block").over("ip-or-country-blocked"))
}

/// `18.2d351ab8.1557333295.a4e16ab` out of `Reference&#32;&#35;18&#46;2d…`.
fn reference(body: &str) -> Option<String> {
    let plain = body
        .get(..body.len().min(8192))
        .unwrap_or(body)
        .replace("&#32;", " ")
        .replace("&#35;", "#")
        .replace("&#46;", ".");
    let (_, rest) = plain.split_once("Reference #")?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len());
    let number = rest.get(..end)?.trim_end_matches('.');
    (number.matches('.').count() >= 2).then(|| number.to_owned())
}
