use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};

/// Fires when the token is an ID token (OpenID Connect Core §2), made for the app and not for an
/// API.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 422]) {
        return None;
    }
    let claims = facts.jws()?.claims.as_ref()?;
    if facts.states_other(&[Reason::Kind, Reason::Audience, Reason::AudienceMissing]) {
        return None;
    }
    let said = facts.stated(Reason::Kind).or_else(|| facts.stated(Reason::Audience));
    let named =
        claims.text("token_use") == Some("id") || claims.text("typ").is_some_and(|t| t.eq_ignore_ascii_case("ID"));
    let mark = ["at_hash", "c_hash", "nonce"].into_iter().find(|n| claims.get(n).is_some());
    let given = facts.given_as(&["id_token", "idToken"]).filter(|f| f.member("access_token").is_some());
    // Gateways of AWS take ID tokens.
    let aws = facts.header("x-amzn-requestid").is_some();
    let finding = match (named, mark) {
        (true, _) if said.is_some() || (facts.status() == 401 && !aws) => Finding::certain(),
        (true, _) => Finding::likely(),
        (false, _) if given.is_some() => Finding::likely(),
        (false, Some(_))
            if claims.scopes().is_empty()
                && claims.audiences().len() <= 1
                && (said.is_some() || facts.status() == 401) =>
        {
            Finding::likely()
        }
        _ => return None,
    };
    let claim = match (named, mark) {
        (true, _) => ["token_use", "typ"].into_iter().find_map(|n| Some(Evidence::claim(n, claims.text(n)?))),
        (_, Some(mark)) => Some(Evidence::claim(mark, claims.get(mark).map_or_else(String::new, ToString::to_string))),
        _ => None,
    };
    let given = given.map(|f| Evidence::exchange(f.id(), "given out as id_token"));
    let finding = finding.seen().maybe(claim).maybe(given).maybe(said).because(facts.status_evidence());
    Some(
        finding
            .over("audience-mismatch")
            .over("token-signature-invalid")
            .over("token-inactive")
            .over("credential-rejected-unspecified"),
    )
}
