use crate::facts::Facts;
use crate::facts::graphql::Denial;
use crate::finding::{Finding, Source};

/// Fires when a GraphQL answer says by code or in words that a field is not allowed.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let error = facts.graphql_denial().filter(|e| e.denial == Denial::Forbidden)?;
    let finding = if error.by_code { Finding::certain() } else { Finding::likely() };
    let finding = finding.quote(Source::ResponseBody, &error.quote).because(facts.status_evidence());
    let said = if error.message.is_empty() { error.quote } else { error.message };
    Some(
        finding
            .over("insufficient-role")
            .over("auth-error-in-200-body")
            .value("message", said)
            .value("status", facts.status()),
    )
}
