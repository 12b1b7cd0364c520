use crate::facts::Facts;
use crate::facts::credential::ntlm_message;
use crate::finding::{Finding, Source};
use crate::http::schemes::ntlm::Message;

/// Fires when the browser answers Negotiate with NTLM (MS-NLMP) in place of Kerberos, and the server
/// does not go on with it.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 401 {
        return None;
    }
    let (scheme, token) = facts.authorization_parts()?;
    if !scheme.eq_ignore_ascii_case("Negotiate") || !matches!(ntlm_message(token)?, Message::Negotiate { .. }) {
        return None;
    }
    // The server's NTLM challenge is the next leg.
    if facts.challenges().any(|c| c.token68().is_some()) || facts.retries().any(|f| f.succeeded()) {
        return None;
    }
    let finding =
        Finding::likely().seen().quote(Source::RequestHeader("Authorization".into()), "Negotiate TlRMTVNTUAAB…");
    Some(
        finding
            .maybe(facts.header_evidence("www-authenticate"))
            .because(facts.status_evidence())
            .value("host", facts.url().host()),
    )
}
