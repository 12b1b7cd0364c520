use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Verdict};

/// How a type 2 message of NTLM begins in base64: the server's question, never its refusal
/// (MS-NLMP §2.2.1.2).
const NTLM_CHALLENGE: &str = "TlRMTVNTUAAC";

/// Fires for a 401 or 407 that is one leg of a Basic, NTLM or Negotiate handshake.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 407]) {
        return None;
    }
    let proxy = facts.status() == 407;
    let offered = |scheme: &str| {
        let lines = if proxy { &facts.row().reading().proxy_challenges } else { &facts.row().reading().challenges };
        lines.iter().flat_map(|line| &line.challenges).find(|c| c.is(scheme))
    };
    let header = if proxy { "Proxy-Authenticate" } else { "WWW-Authenticate" };
    let question = ["NTLM", "Negotiate"].into_iter().filter_map(offered).find(|c| {
        matches!(&c.params, crate::http::challenge::Params::Token68 { value, .. } if value.starts_with(NTLM_CHALLENGE))
    });
    if let Some(question) = question {
        let finding = Finding::certain().seen().verdict(Verdict::Expected).variant("windows");
        return Some(finding.quote(
            crate::finding::Source::ResponseHeader(header.into()),
            format!("{} {NTLM_CHALLENGE}…", question.scheme),
        ));
    }
    if let Some(finding) = discovery(facts) {
        return Some(finding);
    }
    let sent = facts.credentials().map(|c| c.scheme.to_ascii_lowercase());
    let (variant, scheme) = match sent.as_deref() {
        // A ticket or message of an earlier leg, or nothing yet.
        None | Some("ntlm" | "negotiate") if offered("Negotiate").is_some() => ("windows", "Negotiate"),
        None | Some("ntlm") if offered("NTLM").is_some() => ("windows", "NTLM"),
        None if offered("Basic").is_some() => ("basic", "Basic"),
        _ => return None,
    };
    let next = facts.retries().find(|f| !f.status_in(&[0, 401, 407]))?;
    // Another kind of credentials in the repeat is the page's doing, not the browser's.
    let foreign = next.credentials().is_some_and(|c| !["Basic", "NTLM", "Negotiate"].iter().any(|s| c.is(s)));
    if foreign || !next.succeeded() {
        return None;
    }
    let finding = Finding::certain().seen().verdict(Verdict::Expected).variant(variant);
    Some(
        finding
            .because(Evidence::response_header(header, scheme))
            .because(Evidence::exchange(next.id(), format!("{} {}", next.status(), next.url().path()))),
    )
}

/// The client asked without a token, read the description that the challenge names (RFC 9728 §5.1),
/// and came back with a token that was taken.
fn discovery(facts: Facts) -> Option<Finding> {
    let named =
        facts.challenges().find_map(|c| c.param("resource_metadata")).filter(|_| facts.authorization().is_none())?;
    let path = crate::exchange::Address::new(named).path().to_owned();
    let read = facts.later().take(50).find(|f| f.url().path() == path && f.succeeded())?;
    let next = facts.retries().find(|f| f.id() > read.id() && f.succeeded() && f.authorization().is_some())?;
    let finding = Finding::certain().seen().verdict(Verdict::Expected).variant("metadata").because(read.answers());
    Some(finding.because(Evidence::exchange(next.id(), format!("{} {}", next.status(), next.url().path()))))
}
