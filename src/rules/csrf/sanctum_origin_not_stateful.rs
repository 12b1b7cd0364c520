use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};
use crate::instant::Span;

/// Fires when Laravel says "Unauthenticated." although its session cookie came, and nothing showed
/// before that this session works.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if facts.status() != 401
        || facts.authorization().is_some()
        || facts.member_text("message") != Some("Unauthenticated.")
    {
        return None;
    }
    let cookies = facts.cookies();
    let (name, value) = cookies.iter().find(|(name, _)| name.ends_with("_session") || name.ends_with("-session"))?;
    if !cookies.iter().any(|(name, _)| *name == "XSRF-TOKEN") {
        return None;
    }
    let page = facts.page_origin()?;
    // The session worked here: the list is right, the session is over.
    let host = facts.url().host();
    let worked = facts.earlier().take(500).any(|f| {
        f.url().host() == host
            && f.succeeded()
            && f.is_api_call()
            && !f.is_login()
            && f.asks_who()
            && f.cookies().iter().any(|c| c.0 == *name)
    });
    if worked {
        return None;
    }
    let login =
        facts.earlier().take(500).find(|f| f.url().host() == host && f.is_login() && matches!(f.status(), 200..=299));
    let signed_in = login.is_some();
    // On the API's own origin the list is rarely at fault, unless a sign-in has just worked.
    let just = login.is_some_and(|f| facts.exchange().started - f.exchange().ended() < Span::minutes(1));
    if !just && page == facts.url().origin() {
        return None;
    }
    let finding = if signed_in { Finding::likely().seen() } else { Finding::possible() };
    Some(
        finding
            .quote(Source::ResponseBody, "Unauthenticated.")
            .because(Evidence::secret(Source::RequestHeader("Cookie".into()), format!("{name}={value}")))
            .value("page", page.split_once("://").map_or(page.as_str(), |(_, host)| host)),
    )
}
