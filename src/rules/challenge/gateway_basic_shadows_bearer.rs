use crate::facts::Facts;
use crate::finding::{Finding, Source};

/// Fires when a bearer token meets a web server's own page that asks for Basic: the gate in front
/// reads the header that belongs to the app.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 401 {
        return None;
    }
    let (scheme, rest) = facts.authorization_parts()?;
    let bearer = ["bearer", "token", "jwt", "dpop"].iter().any(|s| s.eq_ignore_ascii_case(scheme));
    let basic = facts.challenge("Basic").is_some() && facts.challenges().all(|c| c.is("Basic") || c.is("Digest"));
    if !bearer || rest.is_empty() || !basic || facts.states_any() {
        return None;
    }
    let web_server = facts.header("server").is_some_and(|s| {
        ["nginx", "apache", "caddy", "lighttpd", "openresty", "httpd"]
            .iter()
            .any(|n| s.to_ascii_lowercase().contains(n))
    });
    // Flask says "text/html" of a bare sentence: that is an application, no gate.
    let page = facts.is_html() && facts.body().trim_start().starts_with('<');
    let plain = page
        || facts.body().trim().is_empty()
        || facts.header("content-type").is_some_and(|t| t.starts_with("text/plain"));
    // A web server's own page is a gate, whatever the application behind it takes elsewhere.
    let gate = web_server && facts.plain_server_page();
    let works = !gate
        && facts.earlier().take(500).any(|f| {
            facts.same_origin(f) && f.succeeded() && f.challenge("Basic").is_none() && facts.same_authorization(f)
        });
    if !plain || works {
        return None;
    }
    let finding = if web_server || page { Finding::likely() } else { Finding::possible() };
    let realm = facts.challenge("Basic").and_then(|c| c.param("realm")).unwrap_or("").to_owned();
    let finding = finding.shape().quote(Source::RequestHeader("Authorization".into()), format!("{scheme} …"));
    let finding = finding.maybe(facts.header_evidence("www-authenticate")).maybe(facts.header_evidence("server"));
    Some(finding.value("realm", realm).over("auth-scheme-mismatch").over("proxy-strips-authorization"))
}
