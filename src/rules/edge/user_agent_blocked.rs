use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Names of programs and of browsers that programs drive. Lower case.
const PROGRAMS: &[&str] = &[
    "headlesschrome", "curl/", "wget/", "python-requests", "python-urllib", "aiohttp", "httpx", "go-http-client",
    "okhttp", "java/", "node-fetch", "axios/", "undici", "scrapy", "phantomjs", "postmanruntime", "insomnia/",
    "libwww-perl", "bot", "crawler", "spider",
];

/// Fires when the same route works with another `User-Agent`, when the answer speaks of it, and, as a
/// guess, when a program's name meets a plain 403 page.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[403, 406]) || facts.row().is_preflight {
        return None;
    }
    let agent = facts.sent("user-agent").unwrap_or("");
    let base = |f: Finding| {
        let f = f.because(Evidence::request_header("User-Agent", if agent.is_empty() { "empty" } else { agent }));
        f.because(facts.status_evidence())
    };
    let said = facts.says_in_body(&[
        "user-agent", "user agent", "useragent", "your browser is not supported", "bots are not allowed",
        "bot detected", "automated access", "automated requests", "robots are not allowed", "crawlers are not",
        "crawlers not allowed", "your browser is not allowed", "browser not supported", "browser is not allowed",
        "automated traffic", "unsupported client", "client is not supported", "bad bot", "unsupported browser",
    ]);
    if let Some(said) = said {
        return Some(base(Finding::likely().because(said)));
    }
    if !facts.shows_request_headers() {
        return None;
    }
    let other = facts.same_route_before().chain(facts.same_route_after()).find(|f| {
        f.succeeded()
            && f.same_url(facts)
            && f.sent("user-agent").is_some_and(|a| a != agent)
            && facts.same_authorization(*f)
    });
    if let Some(other) = other {
        return Some(
            base(Finding::likely().seen().because(other.answers()))
                .over("server-config-denies-path")
                .over("forbidden-unspecified"),
        );
    }
    let lower = agent.to_ascii_lowercase();
    let program = agent.is_empty() || PROGRAMS.iter().any(|p| lower.contains(p));
    (program && facts.plain_server_page()).then(|| base(Finding::possible().shape()))
}
