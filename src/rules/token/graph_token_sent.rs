use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};

/// Fires when a token for Microsoft Graph goes to another API.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const GRAPH: &[&str] = &[
        "00000003-0000-0000-c000-000000000000", "https://graph.microsoft.com", "https://graph.microsoft.com/",
        "https://graph.microsoft.us",
    ];
    if !facts.status_in(&[400, 401, 403]) {
        return None;
    }
    let audiences = facts.jws()?.claims.as_ref()?.audiences();
    let aud = audiences.iter().find(|a| GRAPH.contains(a))?;
    if facts.url().host().starts_with("graph.microsoft")
        || facts.states_other(&[
            Reason::Audience,
            Reason::Signature,
            Reason::KeyUnknown,
            Reason::Issuer,
            Reason::KeysUnavailable,
        ])
    {
        return None;
    }
    let finding = if facts.status() == 401 { Finding::certain() } else { Finding::likely() };
    let said = facts.stated(Reason::Signature).or_else(|| facts.stated(Reason::Audience));
    Some(
        finding
            .seen()
            .because(Evidence::claim("aud", *aud))
            .maybe(said)
            .because(facts.status_evidence())
            .over("audience-mismatch")
            .over("token-signature-invalid")
            .over("signing-key-unknown")
            .over("issuer-mismatch"),
    )
}
