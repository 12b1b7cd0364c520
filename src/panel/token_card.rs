//! A token taken apart: what kind it is and why, when it lives, and what each part means.

use std::ops::Range;

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::exchange_view::is_marked;
use super::lifetime::Times;
use super::lifetime_view::{lifetime, time};
use super::raw::{faults_list, raw};
use super::secret::Secret;
use super::signature_view::signature;
use super::state::panel;
use super::token_compare::compare_with;
use crate::fault::Fault;
use crate::finding::Source;
use crate::history::ExchangeId;
use crate::instant::Instant;
use crate::redact;
use crate::token::jws::Payload;
use crate::token::reading::hex;
use crate::token::role::{Role, Sureness, judge};
use crate::token::{self, Claims, DateForm, Jwe, Jws, Reading, Token, claims, meaning};

/// A token with the text it was read from.
#[derive(Clone, Debug)]
pub struct Carried {
    /// The text as it came.
    pub text: String,
    /// What it is.
    pub token: Token,
    /// What is wrong with it, as bytes of the text.
    pub faults: Vec<Fault>,
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
        Carried { text: text.to_owned(), token, faults }
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
    let opaque = matches!(carried.token, Token::Opaque { .. });
    let length = (labels.characters)(carried.text.chars().count());
    view! {
        <section class="token-head">
            <p class="lead"><strong>{redact::printable(&role.name)}</strong>" "<span class="length">{length}</span></p>
            {why(&role, &carried.token)}
            {opaque.then(|| view! { <p class="plain">{labels.opaque_note}</p> })}
            {raw("", &carried.text, &carried.secrets(), &carried.faults)}
        </section>
        {faults_list(&carried.faults)}
        {times.any().then(|| lifetime(times, around.answered))}
        {body(&carried.token, &carried.text, around.marked)}
        {(!carried.text.is_empty()).then(|| compare_with(carried, around.exchange))}
    }
    .into_any()
}

/// Why it is taken for what it is, and who made it.
fn why(role: &Role, token: &Token) -> AnyView {
    let labels = panel().labels();
    let reasons = redact::printable(&role.reasons.join("; "));
    let words = match (role.sure, reasons.is_empty(), token) {
        (Sureness::Certain, false, _) => (labels.role_certain)(&reasons),
        (Sureness::Likely, false, _) => (labels.role_likely)(&reasons),
        (Sureness::Likely, true, _) => labels.role_prefix.to_owned(),
        (Sureness::Unknown, _, Token::Jws(_)) => labels.role_unknown.to_owned(),
        _ => String::new(),
    };
    let maker = role.maker.map(|maker| view! { <p>{(labels.role_maker)(maker)}</p> });
    let words = (!words.is_empty()).then(|| view! { <p>{words}</p> });
    view! { {words}{maker} }.into_any()
}

/// The parts of a token, without what stands around it.
fn body(token: &Token, text: &str, marked: bool) -> AnyView {
    let labels = panel().labels();
    let header = |map| members(labels.token_header, map, None, meaning::header, labels.own_header, header_mark(marked));
    match token {
        Token::Jws(jws) => view! { {header(&jws.header)}{signed(jws, marked)}{signature(jws)} }.into_any(),
        Token::Jwe(jwe) => view! { {header(&jwe.header)}{encrypted(jwe)} }.into_any(),
        Token::Other(reading) => {
            // The first part of an SD-JWT is a JWS, and its signature can be checked.
            let issuer = text.split('~').next().filter(|_| reading.kind == "sd-jwt").map(token::read);
            let issuer = issuer.as_ref().and_then(|(token, _)| token.jws()).map(signature);
            view! { {fields(reading)}{issuer} }.into_any()
        }
        Token::Opaque { .. } => ().into_any(),
    }
}

/// What a JWS signs, and what stands beside it.
fn signed(jws: &Jws, marked: bool) -> AnyView {
    let labels = panel().labels();
    let unprotected = jws.signatures.first().map(|s| &s.unprotected).filter(|map| !map.is_empty());
    let unprotected =
        unprotected.map(|map| members(labels.token_unprotected, map, None, meaning::header, labels.own_header, None));
    let others = jws.signatures.iter().skip(1).map(|other| {
        let mut map = other.header.clone();
        map.extend(other.unprotected.clone());
        members(labels.token_other_header, &map, None, meaning::header, labels.own_header, None)
    });
    let others: Vec<_> = others.collect();
    let payload = match (&jws.claims, &jws.payload) {
        (Some(claims), _) => {
            let mark: Option<fn(String) -> Source> = if marked { Some(Source::Claim) } else { None };
            members(labels.token_claims, &claims.0, Some(claims), meaning::claim, labels.own_claim, mark)
        }
        (None, Payload::Detached) => note(labels.token_payload, labels.token_detached),
        (None, Payload::Json(value)) => block(labels.token_payload, &value.to_string()),
        (None, Payload::Text(text)) => block(labels.token_payload, text),
        (None, Payload::Bytes(bytes)) => block(labels.token_payload, &hex(bytes)),
    };
    let nested = jws.nested.as_ref().map(|inner| {
        let role = judge(inner);
        view! {
            <section class="nested">
                <h3>{labels.token_nested}</h3>
                <p class="lead"><strong>{redact::printable(&role.name)}</strong></p>
                {why(&role, inner)}
                {body(inner, "", false)}
            </section>
        }
    });
    view! { {unprotected}{others}{payload}{nested} }.into_any()
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
    let rows = rows
        .into_iter()
        .map(|(name, value)| view! { <div class="field"><dt>{name}</dt><dd>{value}</dd></div> })
        .collect_view();
    let unprotected = (!jwe.unprotected.is_empty())
        .then(|| members(labels.token_unprotected, &jwe.unprotected, None, meaning::header, labels.own_header, None));
    view! {
        {unprotected}
        <section>
            <h3>{labels.token_encrypted}</h3>
            <p class="plain">{labels.encrypted_note}</p>
            <dl class="fields">{rows}</dl>
        </section>
    }
    .into_any()
}

/// What was read of a token of another format.
fn fields(reading: &Reading) -> AnyView {
    let labels = panel().labels();
    let rows: Vec<_> = reading
        .fields
        .iter()
        .map(|field| {
            let value = if field.secret {
                view! { <Secret text=field.value.clone()/> }.into_any()
            } else {
                redact::printable(&field.value).into_any()
            };
            view! { <div class="field"><dt>{redact::printable(&field.name)}</dt><dd>{value}</dd></div> }
        })
        .collect();
    let claims = reading
        .claims
        .as_ref()
        .map(|claims| members(labels.token_values, &claims.0, Some(claims), meaning::claim, labels.own_claim, None));
    view! {
        <section>
            <h3>{labels.token_parts}</h3>
            {reading.unread.map(|why| view! { <p class="plain">{why}</p> })}
            <dl class="fields">{rows}</dl>
        </section>
        {claims}
    }
    .into_any()
}

fn header_mark(marked: bool) -> Option<fn(String) -> Source> {
    if marked { Some(Source::TokenHeader) } else { None }
}

/// Names, values and meanings. Times of `dates` are told as times; `mark` names the place that
/// evidence may point to.
fn members(
    heading: &'static str,
    members: &Map<String, Value>,
    dates: Option<&Claims>,
    gloss: fn(&str) -> Option<&'static str>,
    own: &'static str,
    mark: Option<fn(String) -> Source>,
) -> AnyView {
    if members.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = members
        .iter()
        .map(|(name, value)| {
            let marked = mark.map(|source| is_marked(source(name.clone())));
            view! {
                <tr class:marked=move || marked.as_ref().is_some_and(|marked| marked())>
                    <th scope="row" class="mono">{redact::printable(name)}</th>
                    <td class="mono">
                        {redact::printable(&shown(value))}
                        {dates.and_then(|claims| when(claims, name))}
                    </td>
                    <td class="gloss">{gloss(name).unwrap_or(own)}</td>
                </tr>
            }
        })
        .collect();
    view! { <section><h3>{heading}</h3><table class="members"><tbody>{rows}</tbody></table></section> }.into_any()
}

/// A value as text: a string without its quotes, anything else as JSON.
pub fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The time that a claim names, and what is odd about how it is written.
pub fn when(claims: &Claims, name: &str) -> Option<AnyView> {
    if !claims::TIMES.contains(&name) {
        return None;
    }
    let panel = panel();
    let labels = panel.labels();
    let date = claims.time(name)?;
    let (at, note) = match date.form {
        DateForm::Seconds => (Some(date.instant), None),
        DateForm::Text => (Some(date.instant), Some(labels.time_text)),
        DateForm::Milliseconds => {
            (Some(Instant::from_millis(date.instant.millis() / 1000)), Some(labels.time_milliseconds))
        }
        DateForm::Absurd => (None, Some(labels.time_absurd)),
    };
    let at = at.map(|at| view! { <span class="when">{move || time(panel, at)}</span> });
    let note = note.map(|note| view! { <span class="note">{note}</span> });
    Some(view! { {at}{note} }.into_any())
}

fn note(heading: &'static str, words: &'static str) -> AnyView {
    view! { <section><h3>{heading}</h3><p class="plain">{words}</p></section> }.into_any()
}

fn block(heading: &'static str, text: &str) -> AnyView {
    view! { <section><h3>{heading}</h3>{raw("", text, &[], &[])}</section> }.into_any()
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
