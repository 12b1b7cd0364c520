use crate::facts::Facts;
use crate::finding::{Finding, Source};

/// Fires when a server offers nothing but Windows sign-in (RFC 4559) and the browser sends none.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 401 || facts.authorization().is_some() {
        return None;
    }
    let mut challenges = facts.challenges().peekable();
    challenges.peek()?;
    // A token in the challenge is a leg of a handshake that has begun.
    if !challenges.all(|c| (c.is("Negotiate") || c.is("NTLM")) && c.token68().is_none()) {
        return None;
    }
    let follows = facts.retries().any(|f| f.authorization().is_some() || f.succeeded());
    if follows {
        return None;
    }
    let finding = Finding::likely().seen().maybe(facts.header_evidence("www-authenticate"));
    let finding =
        finding.quote(Source::RequestHeader("Authorization".into()), "not sent").because(facts.status_evidence());
    Some(finding.value("host", facts.url().host()).over("credentials-missing").over("credential-rejected-unspecified"))
}
