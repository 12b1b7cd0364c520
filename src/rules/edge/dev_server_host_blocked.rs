use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires on the words of development servers that check the `Host` header against DNS rebinding.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 403]) {
        return None;
    }
    // Starlette's TrustedHostMiddleware writes it so, with 400; webpack's server says "Host" with 403.
    if facts.status() == 400 && facts.body().trim() == "Invalid host header" {
        let said = Evidence::new(Source::ResponseBody, facts.body().trim());
        let finding = Finding::likely().because(said).because(facts.status_evidence());
        return Some(finding.variant("starlette").value("host", facts.url().host()));
    }
    // Django without DEBUG hides its reason; a plain GET gives it hardly another one.
    let bare =
        facts.status() == 400 && facts.method() == "GET" && facts.body().contains("<h1>Bad Request (400)</h1><p></p>");
    if bare
        && facts.url().query().is_empty()
        && !facts.working_here().any(|f| f.header("server") == facts.header("server"))
    {
        let said = Evidence::new(Source::ResponseBody, "Bad Request (400)");
        return Some(Finding::possible().shape().because(said).variant("django").value("host", facts.url().host()));
    }
    let (variant, said) = [
        ("vite", facts.says_in_body(&["blocked request. this host ("])),
        ("webpack", facts.says_in_body(&["invalid host header", "invalid host/origin header"])),
        ("rails", facts.says_in_body(&["blocked hosts:", "blocked host: "])),
        ("django", facts.says_in_body(&["disallowedhost at", "invalid http_host header"])),
    ]
    .into_iter()
    .find_map(|(variant, said)| Some((variant, said?)))?;
    Some(
        Finding::certain()
            .because(said)
            .because(facts.status_evidence())
            .variant(variant)
            .value("host", facts.url().host()),
    )
}
