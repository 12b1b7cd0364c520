use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};

/// Fires when the browser itself loaded an image, a frame, a stream or the like from an API that
/// wants a token in `Authorization`: pages cannot add headers to such requests.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403]) || facts.authorization().is_some() || facts.carries_key() {
        return None;
    }
    let kind = facts.exchange().resource_type.as_deref().or(facts.sent("sec-fetch-dest"))?;
    let (variant, name) = match kind {
        "eventsource" => ("eventsource", "an EventSource"),
        "websocket" => ("websocket", "a WebSocket"),
        "image" | "img" => ("element", "an image"),
        "media" | "video" | "audio" | "track" | "texttrack" => ("element", "a video or sound"),
        "iframe" | "frame" | "embed" | "object" => ("element", "a frame"),
        // A link to a file of the API, not a page of the app.
        "document" if facts.api_path() && !facts.is_html() && facts.identity_cookies().is_empty() => {
            ("element", "a link")
        }
        _ => return None,
    };
    let link = kind == "document";
    let bearer = facts.challenge("Bearer").filter(|c| c.param("error").is_none());
    let said = facts.stated(Reason::Missing).filter(|s| {
        let quote = s.quote.to_ascii_lowercase();
        ["authorization", "token", "jwt", "bearer"].iter().any(|w| quote.contains(w))
    });
    let other = facts.earlier().take(500).find(|f| {
        facts.same_origin(*f)
            && f.succeeded()
            && f.authorization_parts().is_some_and(|(s, _)| s.eq_ignore_ascii_case("bearer"))
    });
    if bearer.is_none() && said.is_none() && other.is_none() || link && other.is_none() {
        return None;
    }
    let finding = if facts.status() == 401 && (bearer.is_some() || said.is_some()) {
        Finding::certain()
    } else {
        Finding::likely()
    };
    let finding = finding
        .seen()
        .because(facts.status_evidence())
        .quote(Source::RequestHeader("Authorization".into()), "not sent");
    let finding = finding.maybe(facts.header_evidence("www-authenticate")).maybe(said);
    let finding =
        finding.maybe(other.map(|f| Evidence::exchange(f.id(), "a call of the same host carried a bearer token")));
    Some(finding.value("kind", name).variant(variant).over("credentials-missing").over("unauthenticated-answered-403"))
}
