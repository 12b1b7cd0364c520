use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding};

/// Fires when a refused token is bound to a client certificate (RFC 8705 §3.1).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403]) {
        return None;
    }
    let thumbprint = facts.jws()?.claims.as_ref()?.get("cnf")?.get("x5t#S256")?.as_str()?;
    if facts.states_other(&[Reason::Signature])
        || (facts.status() != 401
            && facts.says(&["certificate", "x5t", "cnf", "mtls", "proof-of-possession"]).is_none())
    {
        return None;
    }
    let said = facts.says(&["certificate", "x5t", "cnf", "mtls"]);
    Some(
        Finding::likely()
            .seen()
            .because(Evidence::claim("cnf", format!("x5t#S256 {thumbprint}")))
            .maybe(said)
            .because(facts.status_evidence()),
    )
}
