//! What went along, and what was given out: masked, and with a letter or a number by which equal
//! values are known again.

use super::Part;
use crate::exchange::Address;
use crate::facts::Facts;
use crate::facts::credential::ntlm_message;
use crate::finding::Source;
use crate::http::cookie;
use crate::http::schemes::ntlm::Message;
use crate::redact;

/// How many cookies of one message are named.
const COOKIES: usize = 3;

/// One secret on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// What it is.
    pub what: What,
    /// The auth-scheme, or the name of the cookie, header or parameter. Made visible.
    pub name: String,
    /// Equal values have equal ones; none where nothing is to be told apart. Tokens have letters, from
    /// [`History::token_name`](crate::history::History::token_name), so that they are the same everywhere; codes and refresh
    /// tokens are numbered, so that a letter always means a token.
    pub letter: Option<String>,
    /// Its first characters and its length.
    pub masked: String,
}

/// What a secret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A token in `Authorization`, or one that was given out for it.
    Token,
    /// Other credentials in `Authorization`: Basic, Digest …
    Credentials,
    /// A message of NTLM (MS-NLMP §2.2.1), 1 to 3.
    Message(u8),
    /// Credentials for a proxy.
    Proxy,
    /// A proof of possession (RFC 9449).
    Proof,
    /// A cookie of sign-in.
    Cookie,
    /// An API key.
    Key,
    /// An authorization code (RFC 6749 §4.1.2).
    Code,
    /// A refresh token (RFC 6749 §1.5).
    RefreshToken,
    /// A password.
    Password,
    /// A number for one use, which the next proof must hold.
    Nonce,
}

/// A secret before it is masked.
struct Raw {
    what: What,
    name: String,
    value: String,
}

/// For each member what was sent and what was given out.
pub(super) fn of(members: &[(Facts, Part)]) -> Vec<(Vec<Carried>, Vec<Carried>)> {
    let raw: Vec<_> = members.iter().map(|(facts, _)| (sent(*facts), given(*facts))).collect();
    // They go to values of which there are several, or which come up more than once.
    let mut values: Vec<(What, &str, usize)> = Vec::new();
    for one in raw.iter().flat_map(|(sent, given)| sent.iter().chain(given)) {
        match values.iter_mut().find(|(what, value, _)| *what == one.what && *value == one.value) {
            Some((_, _, count)) => *count += 1,
            None => values.push((one.what, &one.value, 1)),
        }
    }
    let letter = |one: &Raw| {
        match one.what {
            What::Token => return members.first().and_then(|(facts, _)| facts.history().token_name(&one.value)),
            What::Code | What::RefreshToken => (),
            _ => return None,
        }
        let mut alike = values.iter().filter(|(what, _, _)| *what == one.what);
        let told = alike.clone().count() > 1 || alike.clone().any(|(_, _, count)| *count > 1);
        let place = alike.position(|(_, value, _)| *value == one.value)?;
        told.then(|| (place + 1).to_string())
    };
    let shown = |list: &[Raw]| -> Vec<Carried> {
        list.iter()
            .map(|one| Carried {
                what: one.what,
                name: redact::printable(&one.name),
                letter: letter(one),
                masked: redact::secret(&one.value),
            })
            .collect()
    };
    raw.iter().map(|(sent, given)| (shown(sent), shown(given))).collect()
}

fn sent(facts: Facts) -> Vec<Raw> {
    let mut found = Vec::new();
    let mut add = |what, name: &str, value: &str| {
        if !value.is_empty() {
            found.push(Raw { what, name: name.to_owned(), value: value.to_owned() });
        }
    };
    if let Some((scheme, rest)) = facts.authorization_parts() {
        let what = match (facts.token_text(), ntlm_message(rest)) {
            (_, Some(message)) => What::Message(number(&message)),
            (Some(_), None) => What::Token,
            (None, None) => What::Credentials,
        };
        // A lone word is the credential itself, not the name of a scheme.
        if rest.is_empty() { add(What::Credentials, "Authorization", scheme) } else { add(what, scheme, rest) }
    }
    if let Some(value) = facts.sent("proxy-authorization") {
        let (scheme, rest) = value.trim().split_once(' ').unwrap_or((value, ""));
        add(What::Proxy, scheme, rest);
    }
    add(What::Proof, "DPoP", facts.sent("dpop").unwrap_or(""));
    if let Some((source, value)) = facts.key_sent() {
        let name = if let Source::RequestHeader(name) = &source { name.as_str() } else { "" };
        add(What::Key, name, value);
    }
    if let Some(code) = super::sign_in::code(facts) {
        add(What::Code, "code", &code);
    }
    if facts.is_refresh() {
        add(What::RefreshToken, "refresh_token", &facts.refresh_token().unwrap_or_default());
    }
    if facts.is_login() {
        add(What::Password, "password", &facts.request_member(&["password", "passwd", "pwd"]).unwrap_or_default());
    }
    for (name, value) in facts.identity_cookies().into_iter().take(COOKIES) {
        add(What::Cookie, name, value);
    }
    found
}

fn given(facts: Facts) -> Vec<Raw> {
    let mut found = Vec::new();
    let mut add = |what, name: &str, value: &str| {
        if !value.is_empty() {
            found.push(Raw { what, name: name.to_owned(), value: value.to_owned() });
        }
    };
    if let Some(target) = facts.header("location").and_then(|location| facts.url().join(location)) {
        let fragment = target.url().and_then(|url| url.fragment()).unwrap_or("").to_owned();
        let pairs = Address::new(format!("https://x/?{fragment}")).query();
        let value = |name: &str| {
            let fit = |(n, _): &&(String, String)| n == name;
            target.query().iter().find(fit).or_else(|| pairs.iter().find(fit)).map(|(_, v)| v.clone())
        };
        if value("state").is_some() || value("session_state").is_some() || value("iss").is_some() {
            add(What::Code, "code", &value("code").unwrap_or_default());
        }
        add(What::Token, "access_token", &value("access_token").unwrap_or_default());
    }
    let gives = facts.is_refresh() || facts.is_login() || facts.is_token_call() || super::members::is_fetch(facts);
    if gives && facts.succeeded() {
        add(What::Token, "access_token", facts.issued_token().unwrap_or(""));
        let names = ["refresh_token", "refreshToken", "data.refresh_token", "data.refreshToken", "tokens.refresh"];
        add(What::RefreshToken, "refresh_token", names.iter().find_map(|n| facts.member_text(n)).unwrap_or(""));
    }
    add(What::Nonce, "DPoP-Nonce", facts.header("dpop-nonce").unwrap_or(""));
    if let Some(message) = facts.challenges().find_map(|c| ntlm_message(c.token68()?)) {
        add(What::Message(number(&message)), "NTLM", "message");
    }
    let set = facts.response().headers.all("set-cookie").map(|line| cookie::parse(line).0);
    let kept = set.filter(|c| !c.value.is_empty() && c.max_age.is_none_or(|age| age > 0));
    for cookie in kept.filter(|c| crate::facts::roles::is_session_name(&c.name)).take(COOKIES) {
        add(What::Cookie, &cookie.name, &cookie.value);
    }
    found
}

fn number(message: &Message) -> u8 {
    match message {
        Message::Negotiate { .. } => 1,
        Message::Challenge { .. } => 2,
        Message::Authenticate { .. } => 3,
    }
}
