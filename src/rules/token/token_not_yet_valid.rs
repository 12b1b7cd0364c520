use crate::facts::{Facts, LEEWAY, Reason};
use crate::finding::{Evidence, Finding};
use crate::instant::Span;
use crate::token::DateForm;

/// Servers forgive this much and more by themselves; beyond it a future `nbf` is refused.
const FORGIVEN: Span = Span::seconds(60);

/// Fires when `nbf` or `iat` of the token lies after the server's `Date` (RFC 7519 §4.1.5), or when
/// the server says that the token does not count yet.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.refuses() {
        return None;
    }
    // jose says of an `iat` that is too old: "claim timestamp check failed (too far in the past)".
    let said = facts.stated(Reason::NotYetValid).filter(|said| !said.quote.contains("too far in the past"));
    let claims = facts.jws().and_then(|jws| jws.claims.as_ref());
    let early = claims.and_then(|claims| {
        ["nbf", "iat"].into_iter().find_map(|name| {
            let date = claims.time(name).filter(|d| d.form == DateForm::Seconds)?;
            let early = date.instant - facts.now();
            (early > LEEWAY).then_some((name, date.instant, early))
        })
    });
    let Some((name, at, early)) = early else {
        let finding = if claims.is_some() { Finding::likely() } else { Finding::certain() };
        return Some(
            finding.because(said?).value("claim", "nbf").value("when", "has not come yet by the server's clock"),
        );
    };
    let known = facts.date().is_some();
    let refused = facts.status() == 401 && !facts.states_other(&[Reason::NotYetValid]);
    let finding = match (said.is_some(), name) {
        (true, _) if known => Finding::certain(),
        (true, _) => Finding::likely(),
        (false, "nbf") if refused && known && early > FORGIVEN => Finding::certain(),
        (false, "nbf") if refused => Finding::likely(),
        (false, "nbf") if facts.status() == 403 && known && early > FORGIVEN && !facts.states_any() => {
            Finding::likely()
        }
        // A library throws and nobody catches.
        (false, "nbf") if facts.status() == 500 && known && early > FORGIVEN && !facts.states_any() => {
            Finding::possible()
        }
        // Most libraries do not look at `iat`.
        (false, "iat") if refused && early > FORGIVEN => Finding::possible(),
        _ => return None,
    };
    Some(
        finding
            .seen()
            .because(Evidence::claim_time(name, at))
            .because(facts.now_evidence())
            .maybe(said)
            .value("claim", name)
            .value("when", format!("lies {} after the time of the server's answer", early.words())),
    )
}
