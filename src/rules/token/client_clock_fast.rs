use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source, Verdict};
use crate::instant::Span;
use crate::token::DateForm;

/// A clock that is off by less does no harm.
const WORTH_NAMING: Span = Span::seconds(60);

/// Fires on a renewal that came too early: by the server's clock the token was still good, by this
/// computer's clock it had ended.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.is_refresh() {
        return None;
    }
    let skew = facts.skew()?;
    let fast = Span(-skew.0);
    if fast < WORTH_NAMING {
        return None;
    }
    let old = facts.earlier().take(200).find(|f| f.jws().is_some() && f.url().host() == facts.url().host())?;
    let exp = old.jws()?.claims.as_ref()?.time("exp").filter(|e| e.form == DateForm::Seconds)?.instant;
    let local = facts.exchange().started;
    let server = local + skew;
    // Apps renew about a minute early by plan.
    let seems_over = local + Span::seconds(60) > exp;
    let lives = exp - server > Span::seconds(90);
    if !seems_over || !lives || !old.succeeded() {
        return None;
    }
    let finding = if facts.succeeded() { Finding::likely().verdict(Verdict::Ok) } else { Finding::likely() };
    Some(
        finding
            .seen()
            .because(Evidence::claim_time("exp", exp))
            .because(facts.now_evidence())
            .because(Evidence::moment(Source::Clock, "this computer: ", local))
            .value("fast", fast.words())
            .value("left", (exp - server).words()),
    )
}
