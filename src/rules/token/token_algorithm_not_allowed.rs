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
    let other = || facts.same_route_before().chain(facts.same_route_after()).find(|f| took_other(facts, *f, alg));
    let other = if said.is_none() && !none && facts.status() == 401 { other() } else { None };
    let finding = match (&said, none) {
        _ if other.is_some() => Finding::likely().seen(),
        // Nimbus (Spring) says both in one sentence; with a usual algorithm, the key is the likely one.
        (Some(said), false) if said.quote.contains("or no matching key") && !alg.starts_with("HS") => {
            return Some(
                Finding::likely()
                    .shape()
                    .quote(Source::TokenHeader("alg".into()), alg)
                    .because(said.clone())
                    .value("alg", alg)
                    .variant("other"),
            );
        }
        (Some(_), false) if facts.states_loosely(Reason::Algorithm) => Finding::likely(),
        (Some(_), _) => Finding::certain(),
        (None, true) if facts.status() == 401 && !facts.states_other(&[Reason::Signature, Reason::KeyUnknown]) => {
            Finding::certain()
        }
        (None, true) if facts.concerns_credentials() => Finding::likely(),
        _ => return None,
    };
    let finding = if none { finding.seen() } else { finding };
    Some(
        finding
            .because(Evidence::new(Source::TokenHeader("alg".into()), alg))
            .maybe(said)
            .maybe(other.map(Facts::answers))
            .because(facts.status_evidence())
            .value("alg", alg)
            .variant(if none { "unsigned" } else { "other" })
            .over("token-signature-invalid")
            .over("signing-key-unknown"),
    )
}

/// Whether the same call was answered with a token of the same issuer for the same audience that has
/// another algorithm.
fn took_other(facts: Facts, other: Facts, alg: &str) -> bool {
    let (Some(mine), Some(theirs)) = (facts.jws(), other.jws()) else { return false };
    let claim =
        |name: &str| mine.claims.as_ref().and_then(|c| c.get(name)) == theirs.claims.as_ref().and_then(|c| c.get(name));
    let fresh = mine.claims.as_ref().and_then(|c| c.time("exp")).is_none_or(|exp| exp.instant > facts.now());
    other.succeeded()
        && other.method() == facts.method()
        && theirs.alg().is_some_and(|a| a != alg)
        && fresh
        && ["iss", "aud", "typ", "token_type"].iter().all(|name| claim(name))
        && mine.header.get("kid") == theirs.header.get("kid")
        && !facts.states_other(&[Reason::Signature, Reason::Algorithm])
}
