use crate::facts::{Facts, LEEWAY, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when the server says that the signature does not fit (RFC 7515 §5.2).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() || !facts.may_carry_identity() || facts.has_signed_url() {
        return None;
    }
    let Some(said) = facts.stated(Reason::Signature) else { return only_invalid(facts) };
    let jws = facts.jws();
    // Signed webhooks and signed requests fail with the same words.
    if jws.is_none() && facts.token_text().is_none() && !facts.hides_identity() {
        return None;
    }
    let finding = Finding::likely()
        .because(said)
        .maybe(jws.and_then(|j| j.alg()).map(|a| Evidence::new(Source::TokenHeader("alg".into()), a)));
    Some(finding.because(facts.status_evidence()).value("how", how(facts)).over("graphql-unauthenticated"))
}

/// Libraries that call every fault of a token "invalid": for a whole JWT in its time, the signature
/// is the first thing to look at.
fn only_invalid(facts: Facts) -> Option<Finding> {
    let said = facts.stated(Reason::InvalidToken)?;
    let in_time = |name: &str, ahead: bool| {
        let time = facts.jws().and_then(|j| j.claims.as_ref()?.time(name));
        time.is_none_or(|t| if ahead { t.instant > facts.now() } else { t.instant <= facts.now() + LEEWAY })
    };
    if !facts.sends_whole_jwt() || !in_time("exp", true) || !in_time("nbf", false) || facts.states_any() {
        return None;
    }
    // A token that another address of this server took is sealed well.
    if facts.works_where(&|f| f.is_api_call() && facts.same_authorization(f)).is_some() {
        return None;
    }
    // djangorestframework-simplejwt
    let finding = if facts.code(&["token_not_valid"]).is_some() { Finding::likely() } else { Finding::possible() };
    Some(finding.shape().because(said).because(facts.status_evidence()).value("how", how(facts)))
}

fn how(facts: Facts) -> String {
    match facts.jws().and_then(|j| j.alg()) {
        Some(alg) if alg.starts_with("HS") => {
            format!("With {alg}, one secret signs and checks, and it must be the same on both sides.")
        }
        Some(alg) => format!("With {alg}, a private key signs, and its public key checks."),
        None => "The key that checks must belong to the key that signed.".to_owned(),
    }
}
