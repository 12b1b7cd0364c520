use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when a file that browsers fetch without cookies and passwords (HTML "manifest"; fonts, module
/// scripts and elements with `crossorigin` of another origin) is refused.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403]) || facts.authorization().is_some() || facts.sent("cookie").is_some() {
        return None;
    }
    let kind = facts.exchange().resource_type.as_deref().or(facts.sent("sec-fetch-dest"))?;
    let foreign = facts.is_cross_origin() == Some(true);
    let variant = match kind {
        "manifest" => "manifest",
        "font" if foreign => "font",
        // A classic script has no Origin; a module has.
        "script" if foreign && facts.sent("origin").is_some() => "module",
        // Only with the attribute crossorigin an element asks in the mode "cors".
        "image" | "media" | "audio" | "video" | "track" | "texttrack" | "stylesheet"
            if foreign && facts.sent("origin").is_some() =>
        {
            "crossorigin"
        }
        _ => return None,
    };
    let other = facts.earlier().take(500).find(|f| {
        facts.same_origin(*f)
            && f.succeeded()
            && (f.sent("cookie").is_some() || f.authorization().is_some() || f.is_navigation() || f.is_login())
    });
    // 403 has many reasons; only a sign-in that others passed makes this one likely.
    let finding = match (variant, facts.status(), &other) {
        ("manifest", 401, Some(_)) => Finding::certain(),
        (_, 401, _) | (_, _, Some(_)) => Finding::likely(),
        _ => return None,
    };
    let finding =
        finding.seen().because(facts.status_evidence()).quote(Source::RequestHeader("Cookie".into()), "not sent");
    let finding =
        finding.maybe(other.map(|f| Evidence::exchange(f.id(), "this address of the same host answered 2xx")));
    Some(
        finding
            .variant(variant)
            .over("credentials-missing")
            .over("unauthenticated-answered-403")
            .over("fetch-credentials-omitted")
            .over("login-cookie-not-kept")
            .over("session-cookie-not-sent"),
    )
}
