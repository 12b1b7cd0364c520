use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source, Verdict};

/// Fires for a 401 that only handed out a Digest nonce (RFC 7616 §3.3), when the same request then
/// worked.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 401 {
        return None;
    }
    let challenge = facts.challenge("Digest")?;
    let nonce = challenge.param("nonce")?;
    let stale = challenge.param("stale").is_some_and(|s| s.eq_ignore_ascii_case("true"));
    let presented = facts.credentials().is_some_and(|c| c.is("Digest"));
    // Credentials that were refused without `stale` were wrong: the later success is another try.
    if presented && !stale {
        return None;
    }
    let next = facts.retries().find(|f| f.status() != 401).filter(|f| f.succeeded())?;
    let finding = Finding::certain().seen().verdict(Verdict::Expected).variant(if stale { "stale" } else { "first" });
    Some(
        finding
            .because(Evidence::secret(Source::ResponseHeader("WWW-Authenticate".into()), nonce))
            .because(Evidence::exchange(next.id(), format!("{} {}", next.status(), next.url().path()))),
    )
}
