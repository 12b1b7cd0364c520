use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the browser kept an answer back that allows everybody, or that does not allow
/// credentials (Fetch §4.9): both are enough without credentials, so the call had them.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    let (answer, blocked) = match facts.deciding_preflight() {
        // The preflight allows origin, method and headers, and the call was not sent all the same.
        Some(preflight) => {
            let call = if facts.row().is_preflight { facts.preflighted()? } else { facts };
            let passes = matches!(preflight.status(), 200..=299) && super::preflight_lists_all(preflight);
            (preflight, passes && call.exchange().failed_unseen())
        }
        None => (facts, facts.is_kept_from_page()),
    };
    if !blocked || answer.sent("origin") == Some("null") {
        return None;
    }
    let allow = answer.allow_origin()?;
    let credentials = answer.header("access-control-allow-credentials").map(str::trim);
    let variant = match (allow, credentials) {
        ("*", _) => "wildcard",
        (origin, None) if answer.sent("origin") == Some(origin) => "no-credentials",
        (origin, Some(value)) if answer.sent("origin") == Some(origin) && value != "true" => "not-true",
        _ => return None,
    };
    let shown = credentials.map_or_else(
        || Evidence::response_header("Access-Control-Allow-Credentials", "absent"),
        |value| Evidence::response_header("Access-Control-Allow-Credentials", value),
    );
    let cookie = facts.sent("cookie").map(|cookie| Evidence::secret(Source::RequestHeader("Cookie".into()), cookie));
    let by_star = answer.row().is_preflight
        && super::list(answer, "access-control-allow-headers").iter().any(|h| h == "*")
        && answer
            .sent("access-control-request-headers")
            .is_some_and(|h| h.to_ascii_lowercase().contains("authorization"));
    // Whether `*` stands for Authorization is up to the browser.
    let finding = if by_star { Finding::likely() } else { Finding::certain() };
    Some(
        finding
            .seen()
            .variant(variant)
            .because(Evidence::response_header("Access-Control-Allow-Origin", allow))
            .because(shown)
            .maybe(cookie)
            .value("origin", answer.sent("origin").unwrap_or_default()),
    )
}
