use crate::facts::{DpopFault, Facts};
use crate::finding::{Evidence, Finding, Source};

/// Fires when the server refuses a DPoP proof (RFC 9449 §4.3) and no more exact reason is known.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let Some((fault, evidence, _)) = facts.dpop_fault() else { return sent_twice(facts) };
    if fault != DpopFault::Other {
        return None;
    }
    let proof = facts.sent("dpop")?;
    let typ = facts.dpop_proof().and_then(|p| p.header.get("typ").map(|t| t.to_string()));
    let wrong_typ = typ.as_deref() != Some("\"dpop+jwt\"");
    let again = facts.earlier().take(500).find(|f| f.sent("dpop") == Some(proof));
    let variant = match (wrong_typ, &again) {
        (_, Some(_)) => "sent-twice",
        (true, _) => "wrong-type",
        _ => "unknown",
    };
    let finding = Finding::certain().because(evidence);
    let finding = if wrong_typ || again.is_some() { finding.seen() } else { finding };
    let finding = finding.maybe(again.map(|f| Evidence::exchange(f.id(), "the same proof was sent here")));
    Some(finding.because(Evidence::secret(Source::RequestHeader("DPoP".into()), proof)).variant(variant))
}

/// A proof that was taken before (RFC 9449 §11.1), refused with words for the token.
fn sent_twice(facts: Facts) -> Option<Finding> {
    let proof =
        facts.sent("dpop").filter(|_| facts.status() == 401 && facts.dpop_error().is_none() && !facts.states_any())?;
    let again = facts.earlier().take(500).find(|f| f.sent("dpop") == Some(proof) && f.succeeded())?;
    let finding = Finding::likely().seen().because(Evidence::exchange(again.id(), "the same proof was sent here"));
    let finding =
        finding.because(Evidence::secret(Source::RequestHeader("DPoP".into()), proof)).because(facts.status_evidence());
    let finding =
        finding.over("token-inactive").over("session-ended-elsewhere").over("credential-rejected-unspecified");
    Some(finding.variant("sent-twice"))
}
