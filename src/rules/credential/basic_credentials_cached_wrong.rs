use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the browser itself, not the page's code, keeps sending a `Basic` credential that the
/// server refuses: code cannot set headers of pages, images or scripts.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 401 {
        return None;
    }
    facts.challenge("Basic")?;
    let (scheme, _) = facts.authorization_parts()?;
    if !scheme.eq_ignore_ascii_case("Basic") {
        return None;
    }
    let value = facts.authorization()?;
    let same = |f: &Facts| f.status() == 401 && f.authorization() == Some(value) && facts.same_origin(*f);
    let earlier = facts.earlier().take(500).find(|f| same(f) && browser_made(*f));
    let before = facts.earlier().take(500).find(same);
    let proof = match (browser_made(facts), earlier, before) {
        (true, _, Some(before)) => before,
        (false, Some(earlier), _) => earlier,
        _ => return None,
    };
    Some(
        Finding::likely()
            .seen()
            .because(Evidence::secret(Source::RequestHeader("Authorization".into()), value))
            .because(Evidence::exchange(proof.id(), "the same credential was refused here"))
            .maybe(facts.header_evidence("www-authenticate"))
            .over("basic-credentials-rejected"),
    )
}

/// Whether only the browser can have made this request's `Authorization`.
fn browser_made(facts: Facts) -> bool {
    let kind = facts.exchange().resource_type.as_deref().or(facts.sent("sec-fetch-dest"));
    kind.is_some_and(|k| {
        matches!(k, "document" | "image" | "script" | "stylesheet" | "style" | "font" | "media" | "iframe")
    })
}
