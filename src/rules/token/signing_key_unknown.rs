use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when the server says that it does not find the key which signed the token (RFC 7515
/// §4.1.4).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() || !facts.may_carry_identity() {
        return None;
    }
    let said = facts.stated(Reason::KeyUnknown)?;
    let kid = facts.jws().and_then(|j| j.header.get("kid")?.as_str());
    let name = match kid {
        Some(kid) => format!("the key {kid}"),
        None if facts.jws().is_some() => "no key (there is no kid)".to_owned(),
        None => "a key".to_owned(),
    };
    let finding =
        Finding::likely().because(said).maybe(kid.map(|k| Evidence::new(Source::TokenHeader("kid".into()), k)));
    Some(finding.because(facts.status_evidence()).value("key", name).over("token-signature-invalid"))
}
