use crate::facts::{Facts, LEEWAY};
use crate::finding::{Evidence, Finding, Source};
use crate::http::signed_url::{Kind, Validity};
use crate::instant::Span;

/// AWS and its kin forgive this much (`RequestTimeTooSkewed` beyond it).
const FORGIVEN: Span = Span::minutes(15);

/// Fires when a signed URL begins after the time of the answer that refuses it.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403]) || facts.row().is_preflight {
        return None;
    }
    let signed = facts.signed_url()?;
    let (Validity::NotYet { wait }, Some(starts)) = (signed.at(facts.now()), signed.starts) else { return None };
    let azure = matches!(signed.kind, Kind::AzureService | Kind::AzureAccount | Kind::AzureUserDelegation);
    let said = facts.says_in_body(&[
        "request is not valid yet", "request is not yet valid", "signature not valid in the specified time frame",
        "not yet valid",
    ]);
    let forgiven = if azure { LEEWAY } else { FORGIVEN };
    if said.is_none() && (wait <= forgiven || facts.code(&["SignatureDoesNotMatch"]).is_some()) {
        return None;
    }
    let finding = if said.is_some() { Finding::certain() } else { Finding::likely() };
    let start = Evidence::moment(Source::Url, "works from ", starts);
    let finding = finding.seen().because(start).because(facts.now_evidence()).maybe(said).value("wait", wait.words());
    let finding = finding.variant(if azure { "azure" } else { "signed-at" });
    Some(finding.over("azure-storage-denied").over("s3-missing-key-as-403").over("token-not-yet-valid"))
}
