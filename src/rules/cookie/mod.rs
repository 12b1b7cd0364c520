//! Cookies that were not kept, not sent, or not accepted.

use crate::facts::Facts;
use crate::facts::kept_cookies::LostCookie;
use crate::finding::{Certainty, Finding, Source};
use crate::http::cookie::jar::Reason;

rules! { "cookie":
    cookie_prefix_rejected
    samesite_none_without_secure
    cookie_too_large
    cookie_secure_on_http
    localhost_name_mismatch
    cookie_scope_mismatch
    schemeful_same_site
    cookie_samesite_blocked
    third_party_cookie_blocked
    cookie_name_duplicated
    session_cookie_not_sent
    session_cookie_rejected
}

/// The first cookie of sign-in that this request lacks for a reason that `pick` knows.
fn lost<T>(facts: Facts, pick: impl Fn(&Reason) -> Option<T>) -> Option<(LostCookie, T)> {
    let all = facts.lost_cookies();
    if all.is_empty() || facts.wants_authorization() {
        return None;
    }
    all.iter().find_map(|lost| lost.reason().and_then(&pick).map(|picked| (lost.clone(), picked)))
}

/// The finding with what all of these causes share: the line that set the cookie, and that it did
/// not come.
fn finding(facts: Facts, lost: &LostCookie, mut finding: Finding) -> Finding {
    let cookie = |finding: Finding| {
        finding
            .seen()
            .because(lost.evidence())
            .quote(Source::RequestHeader("Cookie".into()), format!("{} not sent", lost.cookie.name))
            .because(facts.status_evidence())
            .value("cookie", &lost.cookie.name)
    };
    // Ports share cookies: what another server on this host set may be none of this one's.
    let port = |facts: Facts| facts.url().url().and_then(url::Url::port);
    let same_server = facts.history().get(lost.set_by).is_some_and(|row| port(facts.at(row)) == port(facts));
    if !same_server {
        finding.certainty = Certainty::Possible;
        return cookie(finding);
    }
    // A 403 and another session cookie leave room for another reason.
    let sure = facts.status() == 401 && !facts.states_any() && facts.session_cookie().is_none();
    if !sure {
        finding.certainty = finding.certainty.min(Certainty::Likely);
    }
    cookie(finding)
        .over("credentials-missing")
        .over("unauthenticated-answered-403")
        .over("fetch-credentials-omitted")
        .over("login-cookie-not-kept")
        .over("session-expired")
        .over("csrf-token-invalid")
        .over("csrf-check-failed")
        .over("csrf-cookie-missing")
}

/// Whether page and request differ in the scheme and share the host.
fn is_other_scheme(facts: Facts) -> bool {
    let named = facts.sent("origin").or_else(|| facts.sent("referer"));
    if named.and_then(|page| page.strip_prefix(facts.url().scheme())).is_some_and(|rest| rest.starts_with("://")) {
        return false; // nearly always: it need not be parsed
    }
    let Some(page) = facts.page_origin() else { return false };
    let page = crate::exchange::Address::new(page);
    let site = |host: &str| host.rsplit('.').take(2).map(str::to_owned).collect::<Vec<_>>();
    page.scheme() != facts.url().scheme() && site(page.host()) == site(facts.url().host()) && !page.host().is_empty()
}
