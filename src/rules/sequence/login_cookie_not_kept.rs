use crate::facts::Facts;
use crate::finding::{Finding, Source};
use crate::http::cookie::jar::Outcome;

/// Fires when the cookie of a sign-in never came back, and no rule of cookies says why.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let all = facts.lost_cookies();
    let lost = all.iter().find(|l| !l.was_sent && matches!(l.outcome, Outcome::Sent | Outcome::Unknown(_)))?;
    let login = facts.history().get(lost.set_by).map(|row| facts.at(row)).filter(|f| f.is_login())?;
    // Across origins the call may have left its cookies behind on purpose.
    let own = facts.is_cross_origin() != Some(true) && login.is_cross_origin() != Some(true);
    let finding = if own { Finding::likely().shape().over("credentials-missing") } else { Finding::possible().shape() };
    Some(
        finding
            .because(lost.evidence())
            .quote(Source::RequestHeader("Cookie".into()), format!("{} not sent", lost.cookie.name))
            .because(facts.status_evidence())
            .value("cookie", &lost.cookie.name),
    )
}
