use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when the server refuses the algorithm of the token (RFC 8725 §3.1), or the token has no
/// signature at all (RFC 7519 §6).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() {
        return None;
    }
    let jws = facts.jws()?;
    let alg = jws.alg()?;
    let none = alg.eq_ignore_ascii_case("none");
    let said = facts.stated(Reason::Algorithm);
    let finding = match (&said, none) {
        // Nimbus (Spring) says both in one sentence; with a usual algorithm, the key is the likely one.
        (Some(said), false) if said.quote.contains("or no matching key") && !alg.starts_with("HS") => {
            return Some(Finding::likely().shape().quote(Source::TokenHeader("alg".into()), alg).because(said.clone()).value("alg", alg).variant("other"));
        }
        (Some(_), false) if facts.states_loosely(Reason::Algorithm) => Finding::likely(),
        (Some(_), _) => Finding::certain(),
        (None, true) if facts.status() == 401 && !facts.states_other(&[Reason::Signature, Reason::KeyUnknown]) => Finding::certain(),
        (None, true) if facts.concerns_credentials() => Finding::likely(),
        _ => return None,
    };
    let finding = if none { finding.seen() } else { finding };
    Some(
        finding
            .because(Evidence::new(Source::TokenHeader("alg".into()), alg))
            .maybe(said)
            .because(facts.status_evidence())
            .value("alg", alg)
            .variant(if none { "unsigned" } else { "other" })
            .over("token-signature-invalid")
            .over("signing-key-unknown"),
    )
}
