//! Where something got lost between the steps of a flow.

use super::Part;
use crate::facts::Facts;

/// What went wrong on the way to a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The redirect led to another origin, and the browser left `Authorization` behind (Fetch,
    /// "HTTP-redirect fetch", step 13).
    OtherOrigin,
    /// The redirect turned the method into GET; the body stayed behind (RFC 9110 §15.4.2). The
    /// method before it.
    Method(String),
    /// The call was repeated with the token of before, although a new one had been given out.
    OldToken,
    /// The browser sent credentials, and the server says that none arrived.
    OnTheWay,
    /// The server asked the preflight for credentials, which it never carries.
    PreflightAsked,
    /// The preflight was refused, with this status.
    PreflightRefused(u16),
    /// The request was never sent: its preflight had failed.
    NotSent,
    /// The answer came, and the browser kept it from the page (CORS).
    Kept,
    /// The code was traded before; it works once (RFC 6749 §4.1.2).
    CodeAgain,
    /// The refresh token was used before.
    RefreshAgain,
    /// A cookie that an earlier step set did not come along; its name.
    Cookie(String),
}

/// What was lost on the way to each member.
pub(super) fn of(members: &[(Facts, Part)]) -> Vec<Option<Loss>> {
    (0..members.len())
        .map(|at| {
            let &(facts, part) = members.get(at)?;
            let before = members.get(..at).unwrap_or_default();
            preflight(facts, part, before)
                .or_else(|| redirect(facts, before))
                .or_else(|| again(facts, part, before))
                .or_else(|| cookie(facts, before))
                .or_else(|| facts.lost_authorization().filter(|lost| lost.exact).map(|_| Loss::OnTheWay))
                .or_else(|| facts.is_kept_from_page().then_some(Loss::Kept))
        })
        .collect()
}

fn preflight(facts: Facts, part: Part, before: &[(Facts, Part)]) -> Option<Loss> {
    if part == Part::Preflight {
        return match facts.status() {
            200..=299 | 0 => None,
            401 | 407 => Some(Loss::PreflightAsked),
            other => Some(Loss::PreflightRefused(other)),
        };
    }
    let &(last, Part::Preflight) = before.last()? else { return None };
    let refused = || !matches!(last.status(), 200..=299) || facts.judged().is_some_and(|j| j.preflight == Some(false));
    (facts.status() == 0 && refused()).then_some(Loss::NotSent)
}

/// What the browser left behind at a redirect.
fn redirect(facts: Facts, before: &[(Facts, Part)]) -> Option<Loss> {
    let from = facts.redirected_from()?;
    if before.iter().all(|(f, _)| f.id() != from.id()) {
        return None;
    }
    let left = from.authorization().is_some() && facts.authorization().is_none();
    // What was blocked before it was sent shows no headers at all.
    if left && from.url().origin() != facts.url().origin() && facts.status() != 0 && !facts.request().headers.is_empty()
    {
        return Some(Loss::OtherOrigin);
    }
    let changed = !matches!(from.method(), "GET" | "HEAD" | "OPTIONS") && facts.method() == "GET";
    // A form that ends in a page is meant to go on with GET (RFC 9110 §15.4.4).
    let meant = from.status() == 303 || facts.is_navigation() || from.is_login();
    (changed && !meant).then(|| Loss::Method(crate::redact::printable(from.method())))
}

/// What was used a second time.
fn again(facts: Facts, part: Part, before: &[(Facts, Part)]) -> Option<Loss> {
    match part {
        Part::Retry => {
            let sent = facts.token_text()?;
            let at = before.iter().rposition(|(f, p)| *p == Part::Refresh && f.succeeded())?;
            let (refresh, _) = before.get(at)?;
            let old = before.get(..at)?.iter().any(|(f, _)| f.token_text() == Some(sent));
            (old && refresh.issued_token().is_some_and(|new| new != sent)).then_some(Loss::OldToken)
        }
        Part::Trade => {
            let code = super::sign_in::code(facts)?;
            let used = |(f, p): &(Facts, Part)| *p == Part::Trade && super::sign_in::code(*f).as_ref() == Some(&code);
            (facts.failed() && before.iter().any(used)).then_some(Loss::CodeAgain)
        }
        Part::Refresh => {
            let token = facts.refresh_token()?;
            let used = |(f, p): &(Facts, Part)| *p == Part::Refresh && f.refresh_token().as_ref() == Some(&token);
            (facts.failed() && before.iter().any(used)).then_some(Loss::RefreshAgain)
        }
        _ => None,
    }
}

/// A cookie of sign-in that a step set and this one lacks, although the server misses a sign-in.
fn cookie(facts: Facts, before: &[(Facts, Part)]) -> Option<Loss> {
    let all = facts.lost_cookies();
    let lost = all.iter().find(|lost| before.iter().any(|(f, _)| f.id() == lost.set_by))?;
    Some(Loss::Cookie(crate::redact::printable(&lost.cookie.name)))
}
