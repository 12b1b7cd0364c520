use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when the server refuses the `typ` (RFC 9068 §2.1, RFC 8725 §3.11) or a `crit` extension
/// (RFC 7515 §4.1.11) of the token.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    const SAID: &[&str] = &[
        "unexpected \"typ\"", "unexpected \\\"typ\\\"", "unexpected 'typ'", "unexpected typ", "header \"typ\"",
        "header \\\"typ\\\"", "typ header", "idx10256", "idx10257", "invalid typ", "wrong typ", "token type 'at+jwt'",
        "at+jwt", "\"crit\"", "\\\"crit\\\"", "critical header", "crit header", "unsupported crit", "typ value",
    ];
    if !facts.refuses() {
        return None;
    }
    let header = &facts.jws()?.header;
    let typ = header.get("typ").and_then(|t| t.as_str());
    let said = facts.says(SAID);
    if let Some(said) = said {
        let shown = typ.unwrap_or("missing");
        let finding = Finding::likely().because(said).because(Evidence::new(Source::TokenHeader("typ".into()), shown));
        return Some(finding.value("typ", shown).over("token-malformed"));
    }
    // An extension that must be understood, and a server that gives no reason.
    let crit = header.get("crit")?;
    if facts.status() != 401 || facts.states_other(&[Reason::Signature]) {
        return None;
    }
    let finding =
        Finding::possible().seen().because(Evidence::new(Source::TokenHeader("crit".into()), crit.to_string()));
    Some(finding.because(facts.status_evidence()).value("typ", typ.unwrap_or("missing")))
}
