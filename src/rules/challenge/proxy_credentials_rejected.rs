use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a proxy refuses the password that it got (RFC 9110 §11.7.2).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 407 {
        return None;
    }
    let finding = match facts.sent("proxy-authorization") {
        // A leg of a handshake brings the proxy's own token.
        Some(_)
            if facts
                .row()
                .reading()
                .proxy_challenges
                .iter()
                .flat_map(|l| &l.challenges)
                .any(|c| c.token68().is_some()) =>
        {
            return None;
        }
        Some(value) => Finding::certain()
            .seen()
            .because(Evidence::secret(Source::RequestHeader("Proxy-Authorization".into()), value)),
        // The browser keeps what was typed into its dialog to itself.
        None => Finding::possible().shape(),
    };
    Some(finding.because(facts.status_evidence()).maybe(facts.header_evidence("proxy-authenticate")))
}
