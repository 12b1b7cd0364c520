use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a program behind Apache's CGI, PHP or WSGI says that no `Authorization` came.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let lost = facts.lost_authorization()?;
    let (variant, mark) = hiding_server(facts)?;
    let finding = if lost.exact { Finding::likely().seen() } else { Finding::likely().shape() };
    let header = facts.authorization()?;
    let finding = finding.because(Evidence::secret(Source::RequestHeader("Authorization".into()), header));
    Some(finding.because(lost.said).because(mark).variant(variant).over("unauthenticated-answered-403"))
}

/// Apache with a program behind it that gets headers through CGI variables.
pub(super) fn hiding_server(facts: Facts) -> Option<(&'static str, Evidence)> {
    let server = facts.header("server")?;
    let lower = server.to_ascii_lowercase();
    if !lower.starts_with("apache") || lower.contains("coyote") {
        return None;
    }
    let by = facts.header("x-powered-by").unwrap_or("").to_ascii_lowercase();
    // An application server of its own gets headers over HTTP, where Apache passes them on.
    let own = ["express", "next.js", "asp.net", "servlet", "nuxt"].iter().any(|o| by.contains(o));
    if own || facts.header("x-runtime").is_some() {
        return None;
    }
    let cookie = |names: &[&str]| {
        facts.response().headers.all("set-cookie").any(|line| names.iter().any(|n| line.trim_start().starts_with(n)))
    };
    let variant = if lower.contains("wsgi") || lower.contains("python") {
        "wsgi"
    } else if by.contains("php") || lower.contains("php") || cookie(&["PHPSESSID", "laravel_session", "XSRF-TOKEN"]) {
        "php"
    } else {
        "cgi"
    };
    Some((variant, Evidence::new(Source::ResponseHeader("Server".into()), server)))
}
