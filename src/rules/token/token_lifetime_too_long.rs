use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};
use crate::token::DateForm;

/// Fires when the server says that the token lives longer than it takes.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() {
        return None;
    }
    let said = facts.stated(Reason::TooLong)?;
    let Some(claims) = facts.jws().and_then(|jws| jws.claims.as_ref()) else {
        let finding = Finding::likely().because(said).because(facts.status_evidence());
        return facts.token_text().map(|_| finding.value("left", "at a time that this recording does not show"));
    };
    let exp = claims.time("exp").filter(|e| e.form == DateForm::Seconds)?;
    let left = exp.instant - facts.now();
    let loose = facts.states_loosely(Reason::TooLong);
    Some(
        if loose { Finding::likely() } else { Finding::certain() }
            .seen()
            .because(said)
            .because(Evidence::claim_time("exp", exp.instant))
            .value("left", format!("in {}", left.words())),
    )
}
