//! The reasons that servers and libraries state for refusing a credential, by their own wording.

mod meanings;
mod phrases;

pub use phrases::Reason;

use meanings::{MEANINGS, NOBODY};
use phrases::REASONS;

use super::Facts;
use super::says::{around, clip, searched};
use crate::finding::{Evidence, Source};
use crate::history::Said;
use crate::search::find;

/// How much of a body is searched, in bytes: reasons stand at the top.
const SEARCHED: usize = 16 * 1024;
/// The same for an HTML page, which may be a whole app.
const SEARCHED_HTML: usize = 4 * 1024;

/// The reasons that say that a token was read and what is wrong with it.
const ABOUT_THE_TOKEN: &[Reason] = &[
    Reason::Expired,
    Reason::NotYetValid,
    Reason::AudienceMissing,
    Reason::Audience,
    Reason::Issuer,
    Reason::Algorithm,
    Reason::KeyUnknown,
    Reason::KeysUnavailable,
    Reason::Signature,
    Reason::Revoked,
    Reason::User,
    Reason::Kind,
    Reason::TimeClaim,
    Reason::TooLong,
];

/// Words that show that the answer speaks of another kind of token.
const OTHER_TOKENS: &[&str] = &[
    "csrf", "xsrf", "authenticity token", "requestverificationtoken", "antiforgery", "captcha", "unexpected token '<'",
];

/// What follows "token is missing" where a token came and lacks a claim.
const CLAIM_FOLLOWS: &[&str] =
    &[" the \"", " the \\\"", " the '", " required claim", " a required claim", " the required claim", " claim"];

impl<'x> Facts<'x> {
    /// The evidence that the answer states this reason.
    pub fn stated(self, reason: Reason) -> Option<Evidence> {
        let said = self.all_said().iter().find(|s| s.id == reason as usize)?;
        let from = said.header.clone().map_or(Source::ResponseBody, Source::ResponseHeader);
        Some(Evidence::new(from, said.quote.as_str()).at(said.at.clone()))
    }

    /// Whether the answer states a reason about the token other than these.
    pub fn states_other(self, than: &[Reason]) -> bool {
        let said = self.all_said();
        ABOUT_THE_TOKEN.iter().any(|r| !than.contains(r) && said.iter().any(|s| s.id == *r as usize))
    }

    /// Whether a reason is known only by the parts of a sentence, so that its words may mean something
    /// else.
    pub fn states_loosely(self, reason: Reason) -> bool {
        self.all_said().iter().any(|s| s.id == reason as usize && s.loose)
    }

    /// Whether the answer states any reason about a token.
    pub fn states_any(self) -> bool {
        self.states_other(&[])
    }

    fn all_said(self) -> &'x [Said] {
        self.row().said(|| read(self))
    }
}

/// Every reason that the answer states, each once.
fn read(facts: Facts) -> Vec<Said> {
    // The last message of a WebSocket stands as the body of its 101.
    if facts.status() < 400 && facts.status() != 101 && !facts.signed_out_by_graphql() {
        return Vec::new();
    }
    let limit = if facts.is_html() { SEARCHED_HTML } else { SEARCHED };
    let body = searched(facts.body(), limit);
    let challenges =
        facts.row().reading().challenges.iter().map(|line| (Some("WWW-Authenticate"), line.value.as_str()));
    let headers = facts.reason_headers().map(|h| (Some(h.name.as_str()), h.value.as_str()));
    let texts: Vec<_> = challenges.chain(headers).chain([(None, body)]).collect();
    let runs = facts.answer_runs();
    let other = OTHER_TOKENS.iter().filter(|other| runs.may_hold(other));
    if other.into_iter().any(|other| texts.iter().any(|(_, text)| find(text, other).is_some())) {
        return Vec::new();
    }
    let look = |reason: Reason, phrase: &str| {
        if !runs.may_hold(phrase) {
            return None;
        }
        texts.iter().find_map(|(header, text)| {
            let start = find(text, phrase)?;
            let at = start..start + phrase.len();
            let rest = text.get(at.end..).unwrap_or_default();
            if reason == Reason::Missing && CLAIM_FOLLOWS.iter().any(|claim| rest.starts_with(claim)) {
                return None;
            }
            let quote = if header.is_some() { clip(text) } else { around(text, at.start, at.end) };
            Some(Said { id: reason as usize, header: header.map(str::to_owned), quote, at, loose: false })
        })
    };
    let phrased = |(reason, phrases): &(Reason, &str)| {
        phrases.split('|').filter(|phrase| !phrase.is_empty()).find_map(|phrase| look(*reason, phrase))
    };
    let mut said: Vec<Said> = REASONS.iter().filter_map(phrased).collect();
    if !said.iter().any(|s| ABOUT_THE_TOKEN.iter().any(|r| s.id == *r as usize)) {
        said.extend(by_meaning(facts));
    }
    said
}

/// The reason that a sentence gives by its parts, where the answer is about the credential that came.
fn by_meaning(facts: Facts) -> Option<Said> {
    let asked = facts.status_in(&[401, 498]) || facts.challenges().any(|c| c.param("error").is_some());
    let token = facts.token_text().is_some() || facts.jws().is_some();
    // Who sent nothing and gets a 403 is told in many ways that nobody is signed in.
    if !token && facts.status() == 403 && !facts.carries_identity() && !facts.presents_secret() && !facts.is_html() {
        let told = facts.tells(&NOBODY)?.into_quoted();
        return Some(Said { id: Reason::Missing as usize, header: None, quote: told.quote, at: told.at?, loose: true })
            .filter(|_| told.from == Source::ResponseBody);
    }
    let about = || facts.says(&["token", "jwt", "jwk", "claim", "key set", "signing key", "oidc"]).is_some();
    if !token || facts.presents_secret() || !(asked || facts.refuses() && about()) {
        return None;
    }
    let (reason, told) = MEANINGS
        .iter()
        .filter(|(reason, _)| asked || *reason != Reason::User)
        .find_map(|(reason, saying)| Some((*reason, facts.tells(saying)?.into_quoted())))?;
    let header = match told.from {
        Source::ResponseHeader(name) => Some(name),
        _ => None,
    };
    Some(Said { id: reason as usize, header, quote: told.quote, at: told.at?, loose: true })
}
