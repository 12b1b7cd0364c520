use crate::facts::{Facts, Reason};
use crate::finding::{Evidence, Finding, Source};
use crate::http::cookie::jar::{Context, CredentialsMode, Jar, Outcome};
use crate::http::cookie::site::Relation;
use crate::instant::Span;

/// Fires when a call was refused that had no cookies, although the browser holds some for it and
/// would have sent them with the credentials mode "include" (Fetch §2.2.5).
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 403]) {
        return None;
    }
    // A page's call through a service worker is recorded twice; only the worker's entry has headers.
    let worker = || facts.next_same().filter(|next| next.status() == facts.status());
    let facts = match if facts.shows_request_headers() { None } else { worker() } {
        Some(next) if next.exchange().started - facts.exchange().started < Span::seconds(2) => next,
        _ => facts,
    };
    if !facts.shows_request_headers()
        || facts.sent("cookie").is_some()
        || facts.carries_identity()
        || !facts.is_api_call()
    {
        return None;
    }
    if facts.row().is_preflight || (facts.presents_secret() && !by_cookie(facts)) || facts.wants_authorization() {
        return None;
    }
    // A 403 has many reasons. A CSRF check reads a cookie too.
    if facts.status() == 403 && facts.stated(Reason::Missing).is_none() && facts.csrf_refusal().is_none() {
        return None;
    }
    let held = held(facts)?;
    let foreign = facts.is_cross_origin() == Some(true);
    let stream = facts.is_event_source();
    let variant = match (foreign, stream) {
        (true, true) => "eventsource",
        (true, false) => "other-origin",
        (false, _) => "own-origin",
    };
    let finding = if by_cookie(facts) { Finding::likely().over("refresh-token-invalid") } else { Finding::likely() };
    Some(
        finding
            .seen()
            .quote(Source::RequestHeader("Cookie".into()), "not sent")
            .because(Evidence::exchange(held.from.id(), held.what))
            .because(facts.status_evidence())
            .value("cookie", held.name)
            .variant(variant)
            .over("credentials-missing")
            .over("unauthenticated-answered-403")
            .over("session-cookie-not-sent")
            .over("login-cookie-not-kept")
            .over("csrf-cookie-missing"),
    )
}

/// Whether a renewal shows no refresh token of its own: a cookie holds it.
fn by_cookie(facts: Facts) -> bool {
    facts.is_refresh() && facts.refresh_token().is_none()
}

struct Held<'x> {
    from: Facts<'x>,
    name: String,
    what: &'static str,
}

/// A cookie that the browser holds for this address and would send on demand.
fn held(facts: Facts) -> Option<Held> {
    let url = facts.url().url()?;
    let host = url.host_str()?;
    let here = |f: &Facts| f.url().url().and_then(|u| u.host_str()) == Some(host);
    let nearby: Vec<_> = facts
        .earlier()
        .filter(|f| f.sent("cookie").is_some() || f.header("set-cookie").is_some())
        .filter(here)
        .collect();
    let mut jar = Jar::default();
    let mut set_by = Vec::new();
    for other in nearby.iter().rev() {
        let Some(from) = other.url().url() else { continue };
        for (set, _) in other.set_cookies() {
            set_by.push((set.name.as_str(), *other));
            let _ = jar.store_in(set, from, &context(*other));
        }
    }
    let seen = || nearby.iter().find_map(|f| f.identity_cookies().first().map(|(name, _)| (*f, (*name).to_owned())));
    let mut context = context(facts);
    // Over plain http a GET tells nothing but its Referer; without a redirect that is the page.
    let own = || facts.redirected_from().is_none() && facts.is_cross_origin() == Some(false);
    if context.relation == Relation::Unknown && (own() || facts.is_of_open_page()) {
        context.relation = Relation::SameOrigin;
    }
    context.credentials = Some(CredentialsMode::Include);
    // Without a statement to the contrary, the page is no frame in a foreign page.
    context.framed_by_other_site = context.framed_by_other_site.or(Some(false));
    let would = jar.would_send(url, &context);
    let sent = would.iter().find(|(c, outcome)| matches!(outcome, Outcome::Sent) && is_identity(&c.name));
    if let Some((cookie, _)) = sent {
        let (_, from) = set_by.iter().rev().find(|(name, _)| *name == cookie.name)?;
        return Some(Held { from: *from, name: cookie.name.clone(), what: "this answer set a cookie for the host" });
    }
    // Held back by SameSite or the like: another cause.
    if would.iter().any(|(c, _)| is_identity(&c.name)) {
        return None;
    }
    let (from, name) = seen()?;
    Some(Held { from, name, what: "this request to the host carried a cookie" })
}

fn context(facts: Facts) -> Context {
    let headers: Vec<_> = facts.request().headers.iter().map(|h| (h.name.as_str(), h.value.as_str())).collect();
    let at = facts.exchange().started;
    match facts.url().url() {
        Some(url) => Context::of_request(facts.method(), url, &headers, at),
        None => Context { at, ..Context::default() },
    }
}

fn is_identity(name: &str) -> bool {
    !crate::facts::roles::is_csrf_name(name) && !name.starts_with('_')
}
