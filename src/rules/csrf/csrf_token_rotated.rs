use crate::facts::Facts;
use crate::facts::roles::is_csrf_name;
use crate::finding::{Evidence, Finding};
use crate::http::cookie;

/// Fires when the refused CSRF token was given out before the last sign-in.
pub(super) fn check(facts: Facts) -> Option<Finding> {
    if !facts.status_in(&[400, 401, 403, 419, 422]) || !facts.is_unsafe() {
        return None;
    }
    let (_, token) = facts.csrf_sent()?;
    let said = facts.csrf_refusal();
    // Many refuse without a word.
    if said.is_none() && !(facts.status() == 403 && facts.refuses_without_words()) {
        return None;
    }
    let host = facts.url().host();
    let login = facts.earlier().take(1000).find(|f| f.is_login() && f.status() < 400 && f.url().host() == host)?;
    let given = new_token(login);
    let shown =
        Evidence::exchange(login.id(), format!("{} {} → {}", login.method(), login.url().path(), login.status()));
    let finding = match given {
        // The answer to the sign-in replaced the token, and the request still carries another.
        Some(new) if new == token => return None,
        Some(_) if said.is_some() => Finding::certain(),
        Some(_) => Finding::likely(),
        // The token is older than the session that it should belong to.
        None if login.earlier().take(1000).filter(|f| f.url().host() == host).any(|f| carries(f, &token))
            || carries_sent(login, &token) =>
        {
            if said.is_some() {
                Finding::likely()
            } else {
                Finding::possible()
            }
        }
        None => return None,
    };
    Some(
        finding
            .seen()
            .because(shown)
            .because(said.unwrap_or_else(|| facts.status_evidence()))
            .maybe(facts.csrf_sent_evidence()),
    )
}

/// The value of the CSRF cookie that an answer sets.
fn new_token(facts: Facts) -> Option<String> {
    facts
        .response()
        .headers
        .all("set-cookie")
        .map(|line| cookie::parse(line).0)
        .find(|c| is_csrf_name(&c.name) && !c.value.is_empty())
        .map(|c| c.value)
}

/// Whether an answer gave the token out.
fn carries(facts: Facts, token: &str) -> bool {
    token.len() >= 8
        && (new_token(facts).is_some_and(|new| new.contains(token))
            || facts.body().contains(token)
            || carries_sent(facts, token))
}

fn carries_sent(facts: Facts, token: &str) -> bool {
    facts.cookies().iter().any(|(_, value)| *value == token) || facts.csrf_sent().is_some_and(|(_, sent)| sent == token)
}
