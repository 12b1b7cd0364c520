use crate::facts::sentence::{NOT_RIGHT, Saying};
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
    // The proof of a DPoP request has a type, too.
    if !facts.refuses() || facts.dpop_fault().is_some() {
        return None;
    }
    let header = facts.jws().map(|jws| &jws.header);
    let typ = header.and_then(|header| header.get("typ")?.as_str());
    let said =
        facts.says(SAID).or_else(|| facts.tells(&TYP)).filter(|_| header.is_some() || facts.token_text().is_some());
    if let Some(said) = said {
        let shown = typ.unwrap_or(if header.is_some() { "missing" } else { "not shown in this recording" });
        let finding = Finding::likely().because(said).because(Evidence::new(Source::TokenHeader("typ".into()), shown));
        return Some(finding.value("typ", shown).over("token-malformed"));
    }
    // An extension that must be understood, and a server that gives no reason.
    let crit = header?.get("crit")?;
    if facts.status() != 401 || facts.states_other(&[Reason::Signature]) {
        return None;
    }
    let finding =
        Finding::possible().seen().because(Evidence::new(Source::TokenHeader("crit".into()), crit.to_string()));
    Some(finding.because(facts.status_evidence()).value("typ", typ.unwrap_or("missing")))
}

/// A `typ` that does not fit, by the parts of a sentence.
const TYP: Saying = Saying {
    of: &["typ", "at jwt", "crit", "jose header", "jose type", "header type", "typ header"],
    says: NOT_RIGHT,
    never: &["dpop", "proof", "content type", "id", "refresh", "bearer"],
};
