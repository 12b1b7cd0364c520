use std::sync::Arc;

use serde_json::Value;

use crate::facts::Facts;
use crate::finding::{Evidence, Finding, Source};
use crate::instant::Span;

/// How far back the recording is searched for a newer token.
const WINDOW: usize = 300;
/// A call this soon after the answer may have been on its way already.
const UNDER_WAY: Span = Span::seconds(2);

/// Fires when a call carries another token than the one that a sign-in or refresh brought a while
/// before, and other calls showed the old one earlier.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[401, 498]) {
        return None;
    }
    let token = facts.token_text()?;
    let started = facts.exchange().started;
    let site = |f: Facts| {
        crate::http::cookie::site::registrable(f.url().host())
            .map(str::to_owned)
            .unwrap_or_else(|| f.url().host().to_owned())
    };
    let here = site(facts);
    // Soon after the answer, a call that the new token went with shows that it was known by then.
    let known = |grant: &Facts| {
        facts
            .earlier()
            .take(WINDOW)
            .any(|f| f.id() > grant.id() && f.token_text().is_some() && f.token_text() == granted(*grant))
    };
    // So does one call after the other that were both made since: only one can have been on its way.
    let mine = |f: &Facts| f.token_text() == Some(token) && f.status_in(&[401, 498]);
    let row = |grant: &Facts| {
        let before = facts
            .earlier()
            .take(WINDOW)
            .filter(|f| f.exchange().started > grant.exchange().ended() && f.exchange().ended() < started);
        let after = facts.later().take(WINDOW).filter(|f| f.exchange().started > facts.exchange().ended());
        before.into_iter().any(|f| mine(&f)) || after.into_iter().any(|f| mine(&f))
    };
    // The answer that brought the token of this call.
    let source = facts
        .earlier()
        .take(WINDOW)
        .find(|f| f.method() == "POST" && f.succeeded() && site(*f) == here && granted(*f) == Some(token));
    // A refresh, or the address that gave out the old one too: the newer token is in place of it.
    let renewed = |grant: &Facts| {
        source.is_some_and(|s| {
            s.id() < grant.id() && (grant.is_refresh() || Arc::ptr_eq(&s.row().route, &grant.row().route))
        })
    };
    // Refused with the old token, then a new one came, and the call was made again with the old one.
    let retried = |grant: &Facts| {
        let began = grant.exchange().started;
        facts.earlier_where(WINDOW, &|f| mine(&f) && f.exchange().ended() < began && f.same_url(facts)).is_some()
    };
    let grant = facts.earlier().take(WINDOW).find(|f| {
        f.succeeded()
            && f.method() == "POST"
            && site(*f) == here
            && granted(*f).is_some_and(|new| new != token)
            && (started - f.exchange().ended() > UNDER_WAY
                || started > f.exchange().ended() && (known(f) || row(f) || renewed(f) || retried(f)))
    })?;
    // The old token was in use before; else it may belong to another API.
    let before = facts.earlier().take(WINDOW).filter(|f| f.id() < grant.id());
    let used = before.into_iter().find(|f| f.token_text() == Some(token));
    let used = used.or_else(|| source.filter(|s| s.id() < grant.id()))?;
    // Nobody sends the new one: then the app keeps two tokens on purpose, or it is the old one that
    // every call holds on to.
    let again = facts.earlier().take(WINDOW).filter(|f| f.id() > grant.id()).any(|f| f.token_text() == Some(token))
        || row(&grant);
    let newer_used = facts
        .earlier()
        .take(WINDOW)
        .filter(|f| f.id() > grant.id())
        .any(|f| f.token_text().is_some_and(|t| granted(grant) == Some(t)));
    if !again && !newer_used && !renewed(&grant) && !retried(&grant) {
        return None;
    }
    let ago = started - grant.exchange().ended();
    Some(
        Finding::likely()
            .seen()
            .because(Evidence::secret(Source::RequestHeader("Authorization".into()), token))
            .because(Evidence::exchange(grant.id(), "this answer brought another token"))
            .because(Evidence::exchange(
                used.id(),
                if used.token_text() == Some(token) {
                    "the old token was sent here first"
                } else {
                    "this one brought the old token"
                },
            ))
            .value("ago", ago.words())
            .over("token-expired")
            .over("token-revoked")
            .over("session-ended"),
    )
}

/// The access token that an answer hands out.
fn granted(facts: Facts<'_>) -> Option<&str> {
    const NAMES: &[&str] =
        &["access_token", "accessToken", "token", "jwt", "access", "id_token", "authToken", "auth_token"];
    let body = facts.json()?;
    let text = |value: &'_ Value| {
        NAMES.iter().find_map(|n| value.get(n)?.as_str().filter(|t| t.len() >= 16).map(str::len).map(|_| *n))
    };
    let outer = text(body).map(|n| (None, n));
    let (inner, name) = outer.or_else(|| {
        ["data", "result", "session", "tokens"].into_iter().find_map(|d| text(body.get(d)?).map(|n| (Some(d), n)))
    })?;
    match inner {
        None => body.get(name)?.as_str(),
        Some(d) => body.get(d)?.get(name)?.as_str(),
    }
}
