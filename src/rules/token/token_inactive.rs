use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when a token that cannot be looked into is called not active: the answer of an
/// introspection (RFC 7662 §2.2).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403]) || facts.is_refresh() {
        return None;
    }
    let said = facts.stated(Reason::Inactive)?;
    let token = facts.token_text()?;
    if facts.states_any() {
        return None;
    }
    let readable = facts.sends_whole_jwt();
    // A JWT in its time: only words that speak of "active" mean an introspection.
    if readable && !said.quote.to_ascii_lowercase().contains("active") {
        return None;
    }
    let finding = Finding::likely().because(said);
    Some(
        finding
            .because(Evidence::secret(Source::RequestHeader("Authorization".into()), token))
            .because(facts.status_evidence()),
    )
}
