use crate::exchange::Address;
use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};

/// Fires when the server says that the token is for another audience (RFC 7519 §4.1.3).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() {
        return None;
    }
    let jws = facts.jws();
    let audiences = jws.and_then(|jws| jws.claims.as_ref()).map(|c| c.audiences()).unwrap_or_default();
    let token = match audiences.as_slice() {
        [] => "The token names another API".to_owned(),
        all => format!("This token names {}", all.join(", ")),
    };
    let claim = (!audiences.is_empty()).then(|| Evidence::claim("aud", audiences.join(", ")));
    if let Some(said) = facts.stated(Reason::Audience) {
        // A token without `aud` is another cause.
        if jws.is_some_and(|jws| jws.claims.as_ref().is_some_and(|c| c.audiences().is_empty())) {
            return None;
        }
        let finding = if jws.is_some() && !facts.states_loosely(Reason::Audience) {
            Finding::certain()
        } else {
            Finding::likely()
        };
        let finding = if claim.is_some() { finding.seen() } else { finding };
        return Some(finding.because(said).maybe(claim).value("token", token));
    }
    // A registry takes tokens for the service that its challenge names (Distribution, "Token authentication").
    let service =
        facts.challenges().find_map(|c| c.param("service").filter(|_| c.is("Bearer") && c.param("realm").is_some()));
    if let Some(service) = service
        .filter(|s| facts.status() == 401 && !audiences.is_empty() && !audiences.contains(s) && !facts.states_any())
    {
        let finding = Finding::likely().seen().maybe(claim).maybe(facts.header_evidence("www-authenticate"));
        return Some(
            finding
                .because(Evidence::response_header("WWW-Authenticate", format!("service=\"{service}\"")))
                .value("token", token),
        );
    }
    // A token that differs in its audience alone is taken here.
    let unexplained = facts.status() == 401 && claim.is_some() && !facts.states_any();
    if unexplained && let Some(works) = facts.took_other_claim_here("aud") {
        let theirs =
            works.jws().and_then(|jws| jws.claims.as_ref()).map(|c| c.audiences().join(", ")).unwrap_or_default();
        let what =
            format!("{} {} answers {} to a token for {theirs}", works.method(), works.url().path(), works.status());
        let finding = Finding::likely().shape().maybe(claim).because(Evidence::exchange(works.id(), what));
        return Some(finding.because(facts.status_evidence()).value("token", token));
    }
    // The sign-in server's own endpoints take its tokens only when they are made for it.
    let issuer = facts.claim("iss")?;
    let own = Address::new(issuer).origin();
    let for_issuer = audiences.iter().any(|a| *a == issuer || Address::new(*a).origin() == own);
    let here = facts.url().origin();
    let at_issuer = !own.is_empty() && own == here;
    let opaque_reason = facts.stated(Reason::Inactive).or_else(|| facts.stated(Reason::Malformed));
    if facts.status() != 401 || !at_issuer || for_issuer || audiences.is_empty() || facts.states_any() {
        return None;
    }
    let finding = Finding::likely().shape().maybe(claim).because(Evidence::claim("iss", issuer)).maybe(opaque_reason);
    Some(finding.because(facts.status_evidence()).value("token", token).over("token-inactive"))
}
