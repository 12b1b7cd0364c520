use crate::facts::Facts;
use crate::finding::{Evidence, Finding};

/// Fires when SvelteKit or Astro refused a form because of its `Origin`.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 403 || !facts.is_unsafe() {
        return None;
    }
    let said = facts.says_in_body(&["form submissions are forbidden"])?;
    let origin = facts.sent("origin");
    let variant = match origin {
        None => "no-origin",
        Some(origin) if origin == facts.url().origin() => "behind-proxy",
        Some(_) => "other-origin",
    };
    let shown =
        origin.map_or_else(|| Evidence::request_header("Origin", "absent"), |o| Evidence::request_header("Origin", o));
    Some(Finding::certain().because(said).because(shown).variant(variant).value("server", facts.url().origin()))
}
