use crate::facts::Facts;
use crate::facts::credential::ntlm_message;
use crate::finding::{Finding, Source};
use crate::http::schemes::ntlm::Message;

/// Fires when the last message of NTLM (MS-NLMP §2.2.1.3) was refused; it names the account that
/// was used.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 401 {
        return None;
    }
    let (scheme, token) = facts.authorization_parts()?;
    if !scheme.eq_ignore_ascii_case("NTLM") && !scheme.eq_ignore_ascii_case("Negotiate") {
        return None;
    }
    let Message::Authenticate(sent) = ntlm_message(token)? else { return None };
    if facts.retries().any(|f| f.succeeded()) {
        return None;
    }
    let user = sent.user.clone().unwrap_or_default();
    let domain = sent.domain.clone().unwrap_or_default();
    let local = !domain.is_empty() && sent.workstation.as_deref().is_some_and(|w| w.eq_ignore_ascii_case(&domain));
    let account = match (domain.is_empty(), user.is_empty()) {
        (_, true) => "no account at all".to_owned(),
        (true, _) => format!("the account {user}, without a domain"),
        _ => format!("the account {domain}\\{user}"),
    };
    let finding = if local || domain.is_empty() { Finding::certain() } else { Finding::likely() };
    let finding =
        finding.seen().quote(Source::RequestHeader("Authorization".into()), format!("{scheme}, type 3: {account}"));
    let variant = if user.is_empty() {
        "nobody"
    } else if local || domain.is_empty() {
        "local"
    } else {
        "domain"
    };
    Some(
        finding
            .maybe(facts.header_evidence("www-authenticate"))
            .because(facts.status_evidence())
            .value("account", account)
            .variant(variant),
    )
}
