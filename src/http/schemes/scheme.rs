//! What a file of this folder says about its auth-scheme.

use std::borrow::Cow;
use std::ops::Range;

use super::explain::{Explained, ParamExplained};
use crate::http::challenge::Params;
use crate::instant::Instant;
use crate::number;

/// Whether the registry of auth-schemes has it (RFC 9110 §16.4.1), as of November 2026.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Iana {
    /// It is in the registry.
    Registered,
    /// It is in use without being registered.
    NotRegistered,
}

/// An auth-scheme.
pub(super) struct Scheme {
    /// Its name, and others that read the same.
    pub names: &'static [&'static str],
    pub iana: Iana,
    /// In plain words, one or two sentences.
    pub summary: &'static str,
    /// The specification, as `RFC 7617`.
    pub reference: &'static str,
    /// What its credentials are made of.
    pub credentials_take: Takes,
    /// Parameters of its challenges.
    pub challenge: &'static [Param],
    /// Parameters of its credentials.
    pub credentials: &'static [Param],
    /// Checks beyond the tables, and values taken apart.
    pub look: fn(&mut View<'_>),
}

/// What follows an auth-scheme in credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) enum Takes {
    /// One token, whatever characters it has.
    Token,
    /// One token68 in which the scheme itself puts a colon, against the grammar.
    Pair,
    /// One token68; parameters only where they are unmistakable.
    Token68,
    /// Parameters, or a token68.
    Params,
    /// Parameters whose values the scheme itself writes without the quotes that the grammar asks for.
    BareParams,
}

/// A parameter.
pub(super) struct Param {
    pub name: &'static str,
    /// In plain words, without a full stop.
    pub meaning: &'static str,
    pub required: bool,
    pub secret: bool,
    pub value: Value,
}

/// What a value may be.
#[derive(Clone, Copy)]
pub(super) enum Value {
    Any,
    /// One of these words, without regard to case.
    OneOf(&'static [&'static str]),
    /// A list of these words, separated by spaces or commas.
    ListOf(&'static [&'static str]),
    /// A decimal number.
    Number,
    /// A point in time, in seconds since 1970, also with a fraction.
    Time,
    /// An absolute URL.
    Url,
    /// base64url or base64 text.
    Base64,
    /// Words with one space between them (RFC 6749 §3.3).
    Words,
    /// So many hexadecimal digits.
    Hex(usize),
}

impl Param {
    pub const fn new(name: &'static str, meaning: &'static str) -> Self {
        Param { name, meaning, required: false, secret: false, value: Value::Any }
    }

    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    pub const fn value(mut self, value: Value) -> Self {
        self.value = value;
        self
    }
}

impl Value {
    /// What is wrong with `text`, or what it stands for, as a sentence.
    pub fn complaint(self, text: &str) -> Option<String> {
        match self {
            Value::Any => None,
            Value::OneOf([word]) => (!word.eq_ignore_ascii_case(text)).then(|| format!("Only {word} is defined.")),
            Value::OneOf(words) => (!words.iter().any(|word| word.eq_ignore_ascii_case(text)))
                .then(|| format!("One of {} is defined.", words.join(", "))),
            Value::ListOf(words) => {
                let unknown = text
                    .split([' ', ','])
                    .find(|part| !part.is_empty() && !words.iter().any(|word| word.eq_ignore_ascii_case(part)))?;
                Some(format!("\"{unknown}\" is not defined; {} are.", words.join(", ")))
            }
            Value::Number => (text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()))
                .then(|| "A number in decimal digits is expected.".to_owned()),
            Value::Time => match number::read(text) {
                None => Some("A number of seconds since 1970 is expected.".to_owned()),
                Some(at) if (1e12..1e13).contains(&at) => {
                    Some("It is in milliseconds; seconds are expected.".to_owned())
                }
                Some(at) => Some(format!("That is {}.", Instant::from_seconds(at).iso())),
            },
            Value::Url => (!is_url(text)).then(|| "An absolute URL is expected.".to_owned()),
            Value::Words => {
                let odd = text.split(' ').any(str::is_empty) || text.contains(['\t', '"', '\\']);
                odd.then(|| "Words with one space between them are expected (RFC 6749 §3.3).".to_owned())
            }
            Value::Hex(length) => (text.len() != length || !text.bytes().all(|b| b.is_ascii_hexdigit()))
                .then(|| format!("{length} hexadecimal digits are expected.")),
            Value::Base64 => base64(text).is_none().then(|| "It is not valid base64url or base64.".to_owned()),
        }
    }
}

/// One challenge, or one set of credentials, on its way to being explained.
pub(super) struct View<'a> {
    /// Whether it is a challenge rather than credentials.
    pub is_challenge: bool,
    /// What follows the auth-scheme.
    pub params: &'a Params,
    pub out: &'a mut Explained,
}

impl View<'_> {
    /// The value of a parameter.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.params.get(name)
    }

    /// Says something about the whole.
    pub fn note(&mut self, text: impl Into<Cow<'static, str>>) {
        self.out.notes.push(text.into());
    }

    /// Says something about one parameter, or about the token68 with the name `""`.
    pub fn note_param(&mut self, name: &str, text: impl Into<Cow<'static, str>>) {
        if let Some(param) = self.out.params.iter_mut().find(|param| param.name.eq_ignore_ascii_case(name)) {
            param.notes.push(text.into());
        }
    }

    /// Adds a part of a parameter's value, taken apart.
    pub fn part(&mut self, of: &str, name: &'static str, value: impl Into<String>, meaning: &'static str) {
        self.add_part(of, name, value.into(), meaning, false);
    }

    /// Adds a part that is secret.
    pub fn secret_part(&mut self, of: &str, name: &'static str, value: impl Into<String>, meaning: &'static str) {
        self.add_part(of, name, value.into(), meaning, true);
    }

    fn add_part(&mut self, of: &str, name: &'static str, value: String, meaning: &'static str, secret: bool) {
        let at = self.at(of);
        self.out.params.push(ParamExplained {
            name: name.to_owned(),
            value,
            meaning: meaning.into(),
            notes: Vec::new(),
            at,
            secret,
            part_of: Some(of.to_owned()),
        });
    }

    fn at(&self, name: &str) -> Range<usize> {
        let found = self.out.params.iter().find(|param| param.name.eq_ignore_ascii_case(name));
        found.map_or(0..0, |param| param.at.clone())
    }
}

/// Whether a text has the form of an absolute URL with a host. Hosts in any script pass: whether one
/// exists is not for a grammar to say.
fn is_url(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, rest)| {
        let word = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.');
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(word)
            && !rest.is_empty()
            && !rest.starts_with(['/', '?', '#'])
            && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}

/// Decodes base64url or base64, with or without padding.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    use base64::Engine;
    use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
    let body = text.trim_end_matches('=');
    STANDARD_NO_PAD.decode(body).or_else(|_| URL_SAFE_NO_PAD.decode(body)).ok()
}
