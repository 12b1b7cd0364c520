use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};
use crate::token::DateForm;

/// Fires when the server says that the token lives longer than it takes.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() {
        return None;
    }
    let said = facts.stated(Reason::TooLong)?;
    let exp = facts.jws()?.claims.as_ref()?.time("exp").filter(|e| e.form == DateForm::Seconds)?;
    let left = exp.instant - facts.now();
    Some(
        Finding::certain()
            .seen()
            .because(said)
            .because(Evidence::claim_time("exp", exp.instant))
            .value("left", left.words()),
    )
}
