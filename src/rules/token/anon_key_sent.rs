use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the public key of a Supabase-like project stands where the token of the user belongs.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403]) {
        return None;
    }
    let anon = facts.claim("role") == Some("anon");
    let token = facts.token_text()?;
    if !anon && !token.starts_with("sb_publishable_") {
        return None;
    }
    if facts.states_any() {
        return None;
    }
    let host = facts.url().host().to_owned();
    let signed_in = facts.earlier().take(500).find(|f| {
        f.url().host() == host && f.succeeded() && (f.claim("role") == Some("authenticated") || f.is_login())
    });
    let finding = if signed_in.is_some() { Finding::certain() } else { Finding::likely() };
    let evidence = if anon {
        Evidence::claim("role", "anon")
    } else {
        Evidence::secret(Source::RequestHeader("Authorization".into()), token)
    };
    Some(
        finding
            .seen()
            .because(evidence)
            .maybe(signed_in.map(|f| Evidence::exchange(f.id(), "the user was signed in here")))
            .because(facts.status_evidence())
            .over("row-level-security-denied")
            .over("insufficient-role"),
    )
}
