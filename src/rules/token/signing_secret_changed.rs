use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};
use crate::token::DateForm;

/// Fires when the very token that worked before now fails its signature check, and nothing takes
/// it any more.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403, 500]) {
        return None;
    }
    // simplejwt has words of its own for a token whose time is over, and these for one that it cannot verify.
    let unverified = || facts.jws().and_then(|_| facts.says_in_body(&["\"message\":\"token is invalid\""]));
    let said = facts
        .stated(Reason::Signature)
        .or_else(|| unverified().filter(|_| facts.code(&["token_not_valid"]).is_some()))?;
    let token = facts.token_text()?;
    let lives = facts
        .jws()
        .and_then(|j| j.claims.as_ref()?.time("exp"))
        .is_none_or(|e| e.form != DateForm::Seconds || e.instant > facts.now());
    let same = |f: &Facts| facts.same_origin(*f) && f.token_text() == Some(token);
    let worked = facts.earlier().take(300).find(|f| same(f) && f.succeeded())?;
    // It works and fails in turns: several servers disagree.
    let again = facts.later().take(300).any(|f| same(&f) && f.succeeded());
    if !lives || again {
        return None;
    }
    Some(
        Finding::likely()
            .seen()
            .because(said)
            .because(Evidence::secret(Source::RequestHeader("Authorization".into()), token))
            .because(Evidence::exchange(worked.id(), "the same token worked here"))
            .over("token-signature-invalid")
            .over("session-ended")
            .over("session-ended-elsewhere"),
    )
}
