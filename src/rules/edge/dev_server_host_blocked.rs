use crate::facts::Facts;
use crate::finding::Finding;

/// Fires on the words of development servers that check the `Host` header against DNS rebinding.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 403]) {
        return None;
    }
    let (variant, said) = [
        ("vite", facts.says_in_body(&["blocked request. this host ("])),
        ("webpack", facts.says_in_body(&["invalid host header", "invalid host/origin header"])),
        ("rails", facts.says_in_body(&["blocked hosts:", "blocked host: "])),
        ("django", facts.says_in_body(&["disallowedhost at", "invalid http_host header"])),
    ]
    .into_iter()
    .find_map(|(variant, said)| Some((variant, said?)))?;
    Some(Finding::certain().because(said).because(facts.status_evidence()).variant(variant).value("host", facts.url().host()))
}
