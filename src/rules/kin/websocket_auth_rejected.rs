use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when the handshake of a WebSocket is refused with 401 or 403. Chromium records status 0 and
/// tells the reason in its own error text. Also when the server's last message of a short talk says what
/// is wrong with the token; its close code is in no recording.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let socket = facts.exchange().resource_type.as_deref() == Some("websocket")
        || matches!(facts.url().scheme(), "ws" | "wss")
        || facts.sent("upgrade").is_some_and(|u| u.eq_ignore_ascii_case("websocket"));
    if !socket {
        return None;
    }
    let error = facts.exchange().error.as_deref().unwrap_or("");
    let evidence = |text: &str| Evidence::new(Source::BrowserError, text);
    let (key, evidence) = match facts.status() {
        401 | 407 => ("unauthorized", facts.status_evidence()),
        403 => ("forbidden", facts.status_evidence()),
        0 if error.contains("HTTP Authentication failed") => ("unauthorized", evidence(error)),
        0 if error.contains("response code: 401") => ("unauthorized", evidence(error)),
        0 if error.contains("response code: 403") => ("forbidden", evidence(error)),
        101 => {
            // That a credential is missing may be the question with which a server begins.
            const SAID: [Reason; 4] = [Reason::Expired, Reason::Signature, Reason::Revoked, Reason::Inactive];
            let said = SAID.into_iter().find_map(|reason| facts.stated(reason))?;
            return Some(Finding::likely().because(said).because(facts.status_evidence()).variant("message"));
        }
        _ => return None,
    };
    Some(Finding::certain().because(evidence).over("forbidden-unspecified").variant(key))
}
