use crate::facts::{Facts, LEEWAY};
use crate::finding::{Evidence, Finding};
use crate::token::DateForm;

/// Fires when the token's `exp` lies before the server's `Date` (RFC 7519 §4.1.4), or when the
/// server says that the token expired.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 419, 422, 440, 498, 500]) {
        return None;
    }
    let said = facts.says(&[
        "jwt expired", "jwt is expired", "the token expired at", "signature has expired", "token has expired",
        "token is expired", "token expired", "expired token", "'exp' claim timestamp check failed", "\"exp\" claim timestamp",
        "access token expired", "authorization token expired", "access_token_expired", "id token expired",
        "token_expired", "expired_token", "expiredtoken", "lifetime validation failed",
    ]);
    let exp = facts.jws().and_then(|jws| jws.claims.as_ref()?.time("exp")).filter(|exp| exp.form == DateForm::Seconds);
    let late = exp.map(|exp| facts.now() - exp.instant).filter(|late| *late > LEEWAY);
    match (late, exp) {
        (Some(late), Some(exp)) => {
            let claim = Evidence::claim("exp", exp.instant.iso());
            let rejected = said.is_some() || facts.status() == 401;
            let finding = if rejected { Finding::certain() } else { Finding::likely() };
            Some(finding.seen().because(claim).because(facts.now_evidence()).maybe(said).value("when", format!("{} before the server answered", late.words())))
        }
        _ => {
            // A token that is not expired by the server's own clock was refused for expiry all the
            // same: the words speak of another token (a session, a cookie) or of another clock.
            let finding = if exp.is_some() { Finding::likely() } else { Finding::certain() };
            Some(finding.because(said?).value("when", "before the server answered"))
        }
    }
}
