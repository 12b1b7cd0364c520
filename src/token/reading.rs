//! What is read of a token whose format is not JOSE: one list for every kind, so that one view
//! shows them all.

use std::borrow::Cow;

use super::{Claims, Token};
use crate::fault::Fault;

/// A token of a known format other than JWS and JWE.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// Its stable id: `paseto`, `fernet`, `saml` …
    pub kind: &'static str,
    /// What it is, for people: `PASETO v4.public, signed`.
    pub name: Cow<'static, str>,
    /// What could be read, in the order of the token.
    pub fields: Vec<Field>,
    /// The claims or session values, where they are a JSON object in the open.
    pub claims: Option<Claims>,
    /// What cannot be read, and why.
    pub unread: Option<&'static str>,
}

/// One thing read out of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name: `timestamp`, `caveat`, `Issuer`.
    pub name: Cow<'static, str>,
    /// Its value as text.
    pub value: String,
    /// Whether the value lets its owner in, and is masked until asked for.
    pub secret: bool,
}

impl Reading {
    /// A reading without fields yet.
    pub fn new(kind: &'static str, name: impl Into<Cow<'static, str>>) -> Self {
        Reading { kind, name: name.into(), ..Reading::default() }
    }

    /// Adds a field.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.fields.push(Field { name: name.into(), value: value.into(), secret: false });
        self
    }

    /// Adds a field that is masked until asked for.
    #[must_use]
    pub fn with_secret(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) -> Self {
        self.fields.push(Field { name: name.into(), value: value.into(), secret: true });
        self
    }

    /// Says what cannot be read.
    #[must_use]
    pub fn unread(mut self, why: &'static str) -> Self {
        self.unread = Some(why);
        self
    }

    /// The first field of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|f| f.name == name).map(|f| f.value.as_str())
    }

    /// As the result of a reader.
    pub fn found(self, faults: Vec<Fault>) -> Option<super::Read> {
        Some((Token::Other(self), faults))
    }
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
