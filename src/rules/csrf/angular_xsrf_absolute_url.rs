use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};

/// Fires when the XSRF-TOKEN cookie is there, the call goes to another origin, and Angular's header
/// is not: `HttpClient` adds it to addresses of its own origin only.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 419, 422]) || !facts.is_unsafe() || facts.csrf_sent().is_some() {
        return None;
    }
    let (cookie, _) = facts.cookies().into_iter().find(|(name, _)| *name == "XSRF-TOKEN")?;
    if facts.is_cross_origin() != Some(true) || facts.sent("accept") != Some("application/json, text/plain, */*") {
        return None;
    }
    let said = facts.csrf_refusal();
    if said.is_none() && facts.status() != 403 && facts.status() != 419 {
        return None;
    }
    // axios sends the same Accept; only the scripts of the page tell them apart.
    let scripts = facts.earlier().take(500).find(|f| {
        let file = f.url().path().rsplit('/').next().unwrap_or("");
        file.starts_with("polyfills") && file.ends_with(".js") || file.starts_with("zone.") || file.contains("@angular")
    });
    let finding = if scripts.is_some() { Finding::likely().seen() } else { Finding::possible() };
    Some(
        finding
            .quote(Source::RequestHeader("X-XSRF-TOKEN".into()), "absent")
            .because(Evidence::request_header("Cookie", format!("{cookie}=…")))
            .maybe(said)
            .maybe(scripts.map(|f| Evidence::exchange(f.id(), f.url().path())))
            .value("origin", facts.url().origin()),
    )
}
