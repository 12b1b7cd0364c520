//! A token taken apart: what kind it is and why, when it lives, and what each part means.

use std::ops::Range;

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::clock::told_time;
use super::exchange_view::is_marked;
use super::lifetime::Times;
use super::lifetime_view::lifetime;
use super::parts::{cells, el, field, members, plain, section, value, words};
use super::raw::{faults_list, raw};
use super::signature_view::signature;
use super::spoken::{phrase, told};
use super::state::panel;
use super::token_compare::compare_with;
use crate::fault::Fault;
use crate::finding::Source;
use crate::history::ExchangeId;
use crate::instant::Instant;
use crate::redact;
use crate::token::compare::obstacle;
use crate::token::jws::Payload;
use crate::token::reading::hex;
use crate::token::role::{Role, Sureness, judge};
use crate::token::{self, Claims, DateForm, Field, Jwe, Jws, Reading, Token, checks, claims, meaning};

/// A token with the text it was read from.
#[derive(Clone, Debug)]
pub struct Carried {
    /// The text as it came.
    pub text: String,
    /// What it is.
    pub token: Token,
    /// What is wrong with it, as bytes of the text.
    pub faults: Vec<Fault>,
    /// By what the timeline and the flow tell it from others: see
    /// [`History::token_name`](crate::history::History::token_name).
    pub letter: Option<String>,
}

/// Where a card stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around {
    /// The exchange that carried the token.
    pub exchange: Option<ExchangeId>,
    /// When the server answered that exchange, by its own clock.
    pub answered: Option<Instant>,
    /// Whether evidence that names a claim means this token.
    pub marked: bool,
}

impl Carried {
    /// Reads a token out of a text.
    pub fn read(text: &str) -> Self {
        let (token, faults) = token::read(text);
        Carried { text: text.to_owned(), token, faults, letter: None }
    }

    /// The bytes that are masked. Where a fault must be seen in its place, header and claims are
    /// shown: they are no secret without the signature.
    fn secrets(&self) -> Vec<Range<usize>> {
        let mut start = 0;
        if !self.faults.is_empty() {
            let mut dots = self.text.match_indices('.').map(|(at, _)| at + 1);
            let (first, second) = (dots.next(), dots.next());
            start = match &self.token {
                Token::Jws(jws) if jws.claims.is_some() => second.unwrap_or(self.text.len()),
                Token::Jws(_) => second.or(first).unwrap_or(0),
                Token::Jwe(_) => first.unwrap_or(0),
                _ => 0,
            };
        }
        if start < self.text.len() { std::iter::once(start..self.text.len()).collect() } else { Vec::new() }
    }
}

/// Everything there is to say of a token.
pub fn token_card(carried: &Carried, around: Around) -> AnyView {
    let labels = panel().labels();
    let role = judge(&carried.token);
    let times = carried.token.claims().map(Times::of).unwrap_or_default();
    let name = el("strong", "", vec![told(&role.name)]);
    let length = words("span", "length", format!(" {}", (labels.characters)(carried.text.chars().count())));
    let letter = carried.letter.as_deref().map_or_else(String::new, |letter| (labels.timeline_token)(letter) + ": ");
    let mut first = vec![el("p", "lead", vec![plain(letter), name, length])];
    first.extend(why(&role, &carried.token));
    first.extend(checks::notes(&carried.token).iter().map(|note| el("p", "note", vec![told(note)])));
    if matches!(carried.token, Token::Opaque { .. }) {
        first.push(words("p", "plain", labels.opaque_note));
    }
    first.push(raw("", &carried.text, &carried.secrets(), &carried.faults));
    let mut parts = vec![el("section", "token-head", first)];
    parts.extend(faults_list(&carried.faults));
    if times.any() {
        parts.push(lifetime(times, around.exchange.is_some(), around.answered));
    }
    body(&carried.token, &carried.text, around.marked, &mut parts);
    if is_comparable(&carried.token) {
        parts.push(compare_with(carried, around.exchange));
    }
    parts.into_any()
}

/// Why it is taken for what it is, and who made it.
fn why(role: &Role, token: &Token) -> Vec<AnyView> {
    let labels = panel().labels();
    let reasons =
        redact::printable(&role.reasons.iter().map(|why| phrase(panel(), why).0).collect::<Vec<_>>().join("; "));
    let said = match (role.sure, reasons.is_empty(), token) {
        (Sureness::Certain, false, _) => (labels.role_certain)(&reasons),
        (Sureness::Likely, false, _) => (labels.role_likely)(&reasons),
        (Sureness::Likely, true, _) => labels.role_prefix.to_owned(),
        (Sureness::Unknown, _, Token::Jws(_)) => labels.role_unknown.to_owned(),
        _ => String::new(),
    };
    let maker = role.maker.map(labels.role_maker).unwrap_or_default();
    [said, maker].into_iter().filter(|line| !line.is_empty()).map(|line| words("p", "", line)).collect()
}

/// The parts of a token, without what stands around it.
fn body(token: &Token, text: &str, marked: bool, out: &mut Vec<AnyView>) {
    let labels = panel().labels();
    match token {
        Token::Jws(jws) => {
            out.extend(header(labels.token_header, &jws.header, marked));
            signed(jws, marked, out);
            out.push(signature(jws));
        }
        Token::Jwe(jwe) => {
            out.extend(of_header(labels.token_header, &jwe.header, meaning::encrypted_header, marked));
            out.extend(of_header(labels.token_unprotected, &jwe.unprotected, meaning::encrypted_header, false));
            out.push(encrypted(jwe));
        }
        Token::Other(reading) => {
            fields(reading, out);
            // The first part of an SD-JWT is a JWS, and its signature can be checked.
            let issuer = text.split('~').next().filter(|_| reading.kind == "sd-jwt").map(token::read);
            out.extend(issuer.as_ref().and_then(|(token, _)| token.jws()).map(signature));
        }
        Token::Opaque { .. } => {}
    }
}

/// What a JWS signs, and what stands beside it.
fn signed(jws: &Jws, marked: bool, out: &mut Vec<AnyView>) {
    let labels = panel().labels();
    if let Some(first) = jws.signatures.first() {
        out.extend(header(labels.token_unprotected, &first.unprotected, false));
    }
    for other in jws.signatures.iter().skip(1) {
        let mut map = other.header.clone();
        map.extend(other.unprotected.clone());
        out.extend(header(labels.token_other_header, &map, false));
    }
    let block = |text: &str| section(labels.token_payload, vec![raw("", text, &[], &[])]);
    match (&jws.claims, &jws.payload) {
        (Some(claims), _) => out.extend(claims_table(labels.token_claims, claims, marked)),
        (None, Payload::Detached) => {
            out.push(section(labels.token_payload, vec![words("p", "plain", labels.token_detached)]));
        }
        (None, Payload::Json(value)) => out.push(block(&value.to_string())),
        (None, Payload::Text(text)) => out.push(block(text)),
        (None, Payload::Bytes(bytes)) => out.push(block(&hex(bytes))),
    }
    if let Some(inner) = &jws.nested {
        let role = judge(inner);
        let name = el("strong", "", vec![told(&role.name)]);
        let mut inside = vec![words("h3", "", labels.token_nested), el("p", "lead", vec![name])];
        inside.extend(why(&role, inner));
        body(inner, "", false, &mut inside);
        out.push(el("section", "nested", inside));
    }
}

/// What can be said of a JWE besides its header.
fn encrypted(jwe: &Jwe) -> AnyView {
    let labels = panel().labels();
    let bytes = |n: usize| (labels.bytes)(n);
    let keys = jwe.key_bytes.iter().map(|n| bytes(*n)).collect::<Vec<_>>().join(", ");
    let rows = [
        (labels.jwe_key, keys),
        (labels.jwe_iv, bytes(jwe.iv_bytes)),
        (labels.jwe_ciphertext, bytes(jwe.ciphertext_bytes)),
        (labels.jwe_tag, bytes(jwe.tag_bytes)),
    ];
    let rows = rows.into_iter().map(|(name, value)| field(name, plain(value))).collect();
    section(labels.token_encrypted, vec![words("p", "plain", labels.encrypted_note), el("dl", "fields", rows)])
}

/// What was read of a token of another format.
fn fields(reading: &Reading, out: &mut Vec<AnyView>) {
    let labels = panel().labels();
    let name = |one: &Field| redact::printable(&phrase(panel(), &one.name).0);
    let rows = reading
        .fields
        .iter()
        .map(|one| field(name(one), if one.secret { value(&one.value, true) } else { told_time(&one.value) }));
    let mut inside: Vec<_> = reading.unread.map(|why| el("p", "plain sentence", vec![told(why)])).into_iter().collect();
    inside.push(el("dl", "fields", rows.collect()));
    out.push(section(labels.token_parts, inside));
    out.extend(reading.claims.as_ref().and_then(|claims| claims_table(labels.token_values, claims, false)));
}

fn header(heading: &'static str, map: &Map<String, Value>, marked: bool) -> Option<AnyView> {
    of_header(heading, map, meaning::header, marked)
}

fn of_header(
    heading: &'static str,
    map: &Map<String, Value>,
    gloss: fn(&str) -> Option<&'static str>,
    marked: bool,
) -> Option<AnyView> {
    let mark: Option<fn(String) -> Source> = if marked { Some(Source::TokenHeader) } else { None };
    table(heading, map, None, gloss, panel().labels().own_header, mark)
}

fn claims_table(heading: &'static str, claims: &Claims, marked: bool) -> Option<AnyView> {
    let mark: Option<fn(String) -> Source> = if marked { Some(Source::Claim) } else { None };
    table(heading, &claims.0, Some(claims), meaning::claim, panel().labels().own_claim, mark)
}

/// Names, values and meanings. Times of `dates` are told as times; `mark` names the place that
/// evidence may point to.
fn table(
    heading: &'static str,
    map: &Map<String, Value>,
    dates: Option<&Claims>,
    gloss: fn(&str) -> Option<&'static str>,
    own: &'static str,
    mark: Option<fn(String) -> Source>,
) -> Option<AnyView> {
    if map.is_empty() {
        return None;
    }
    let rows = map.iter().map(|(name, value)| {
        let mut cell = vec![plain(redact::printable(&shown(&checks::shown(name, value))))];
        if let Some(claims) = dates {
            cell.extend(when(claims, name));
        }
        let cells = cells(redact::printable(name), cell.into_any(), gloss(name).map_or_else(|| plain(own), told));
        // The mark comes and goes with the evidence that is followed.
        let marked = mark.map(|source| is_marked(source(name.clone())));
        view! { <tr class:marked=move || marked.as_ref().is_some_and(|marked| marked())>{cells}</tr> }.into_any()
    });
    Some(section(heading, vec![members(rows.collect())]))
}

/// A value as text: a string without its quotes, anything else as JSON.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The time that a claim names, and what is odd about how it is written.
pub fn when(claims: &Claims, name: &str) -> Vec<AnyView> {
    let panel = panel();
    let labels = panel.labels();
    let Some(date) = claims.time(name).filter(|_| claims::TIMES.contains(&name)) else { return Vec::new() };
    let (at, note) = match date.form {
        DateForm::Seconds => (Some(date.instant), None),
        DateForm::Text => (Some(date.instant), Some(labels.time_text)),
        DateForm::Milliseconds => {
            (Some(Instant::from_millis(date.instant.millis() / 1000)), Some(labels.time_milliseconds))
        }
        DateForm::Absurd => (None, Some(labels.time_absurd)),
    };
    let at = at.map(|at| el("span", "when", vec![(move || panel.moment(at)).into_any()]));
    let note = note.map(|note| words("span", "note", note));
    at.into_iter().chain(note).collect()
}

/// Whether anything in a token can be compared with another one.
pub fn is_comparable(token: &Token) -> bool {
    obstacle(token, token).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_never_shown() {
        let good = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl";
        let hidden = |text: &str| {
            let carried = Carried::read(text);
            carried.secrets().into_iter().map(|range| carried.text[range].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(hidden(good), [good], "a whole token is one secret");
        // A fault is shown among what is readable anyway.
        assert_eq!(hidden(&format!("{good}=")), ["c2lnbmF0dXJl="]);
        assert_eq!(hidden(&format!("Bearer {good}")), ["c2lnbmF0dXJl"]);
        assert_eq!(hidden("eyJhbGciOiJIUzI1NiJ9.c2lnbmF0dXJl"), ["c2lnbmF0dXJl"]);
        assert!(hidden("ghp_abcdefghijklmnopqrstuvwxyz0123456789").concat().starts_with("ghp_"));
    }
}
