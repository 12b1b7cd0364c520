use crate::exchange::Address;
use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a file that another site embeds is refused: in words, against the same file without
/// that site, or by the form of the answer.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 403 || facts.is_navigation() || facts.row().is_preflight {
        return None;
    }
    let embedded = match facts.exchange().resource_type.as_deref() {
        Some(kind) => matches!(kind, "image" | "font" | "media" | "script" | "stylesheet"),
        None => facts.url().extension().is_some_and(|e| FILES.contains(&e.as_str())) && !facts.is_api_call(),
    };
    let referer = Address::new(facts.sent("referer").or_else(|| facts.sent("origin"))?);
    if !embedded
        || referer.host().is_empty()
        || referer.host() == facts.url().host()
        || facts.link().is_some()
        || facts.signed_url().is_some()
    {
        return None;
    }
    let base = |f: Finding| {
        let f = f.because(Evidence::new(Source::RequestHeader("Referer".into()), referer.origin()));
        f.because(facts.status_evidence()).value("page", referer.host()).over("server-config-denies-path")
    };
    if let Some(said) = facts.says_in_body(&[
        "hotlink", "hot link", "direct linking", "embedding is not allowed", "referer not allowed", "invalid referer",
    ]) {
        return Some(base(Finding::likely().because(said)));
    }
    let direct = facts.same_route_before().chain(facts.same_route_after()).find(|f| {
        let from = f.sent("referer").map(Address::new);
        f.succeeded() && f.same_url(facts) && from.is_none_or(|r| r.host() == facts.url().host())
    });
    if let Some(direct) = direct {
        return Some(base(Finding::likely().seen().because(direct.answers())));
    }
    // Chromium hides the refused page of an image of another site: only that a web server answered is left.
    let hidden = facts.body().is_empty() && facts.way_mark().is_some() && facts.challenges().next().is_none();
    (facts.plain_server_page() || hidden && !facts.carries_identity()).then(|| base(Finding::possible().shape()))
}

const FILES: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "mp4", "webm", "mp3", "ogg", "woff", "woff2", "ttf",
    "otf", "js", "css", "pdf",
];
