use crate::facts::Facts;
use crate::facts::sentence::Saying;
use crate::finding::{Evidence, Finding, Source};

/// How frameworks refuse the header `Host`.
const HOST: Saying = Saying {
    of: &["host", "hosts", "hostname", "http host"],
    says: &[
        "not allowed", "invalid", "untrusted", "not trusted", "disallowed", "unknown", "not permitted",
        "not in allowed", "not recogni*", "unrecogni*", "misdirected", "allow requests", "not configured",
        "not accepted",
    ],
    never: &[
        "blocked", "invalid host header", "database", "upstream", "resolve", "smtp", "mail", "key", "origin", "cors",
        "localhost",
    ],
};

/// Fires for the pages of servers that know no such site, and when the same path works on another
/// host.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.row().is_preflight {
        return None;
    }
    let host = facts.url().host();
    let finding = |f: Finding| f.because(Evidence::new(Source::Url, facts.url().origin())).value("host", host);
    if facts.status_in(&[400, 403, 404, 421, 502, 503]) {
        let said = facts.says_in_body(&[
            "default backend - 404", "no such app", "no-such-app", "invalid hostname",
            "there is no app configured at that hostname", "unknown site", "no site configured at this address",
            "site not configured", "404 - no such host", "unknown host", "fastly error: unknown domain",
            "requested host does not match any", "no tenant found for host", "unrecognized host",
            "application is not available</", "no site is configured for", "no site configured for",
            "no site for host", "no virtual host", "the host header does not match", "disallowedhost",
            "invalid http_host header",
        ]);
        let said =
            said.or_else(|| facts.tells(&HOST).filter(|_| facts.status() != 404 && facts.request().body.is_none()));
        if let Some(said) = said {
            return Some(finding(Finding::likely().because(said)));
        }
    }
    if facts.status() == 421 {
        return Some(finding(Finding::likely().because(facts.status_evidence())));
    }
    if facts.status() == 200 && facts.response().mime_type == "text/html" && facts.asks_for_data() {
        let said = facts.says_in_body(&[
            "<title>welcome to nginx!</title>", "apache2 debian default page", "apache2 ubuntu default page",
            "<title>iis windows server</title>", "<h1>it works!</h1>", "caddy works!",
        ])?;
        return Some(finding(Finding::likely().because(said)));
    }
    if facts.status() != 404 {
        return None;
    }
    // The page of an unknown record would come from the application; this host shows none.
    let path = facts.url().path();
    let origin = &facts.row().route.origin;
    if path.len() < 2 || facts.working_here().any(|f| f.url().path() != "/" && f.is_api_call()) {
        return None;
    }
    let elsewhere = facts.working().find(|f| {
        f.url().path() == path
            && f.row().route.origin != *origin
            && (f.is_api_call() || facts.is_api_call() || f.url().extension().is_some())
    })?;
    let works = Evidence::exchange(
        elsewhere.id(),
        format!("{} {} answers {}", elsewhere.method(), elsewhere.url().origin(), elsewhere.status()),
    );
    Some(finding(Finding::likely().seen().because(works).over("path-typo")))
}
