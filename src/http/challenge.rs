//! `WWW-Authenticate` and `Proxy-Authenticate`: a list of challenges (RFC 9110 §11.6.1).

use std::ops::Range;

use crate::fault::Fault;

/// Reads a field value as a list of challenges (RFC 9110 §11.3). Offsets are bytes of `value`.
pub fn parse(value: &str) -> (Vec<Challenge>, Vec<Fault>) {
    let _ = value;
    (Vec::new(), Vec::new())
}

/// One challenge: an auth-scheme with what it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// The auth-scheme as it was written, `Bearer`. Compare without case ([`Challenge::is`]).
    pub scheme: String,
    /// What follows the auth-scheme.
    pub params: Params,
    /// The bytes of the whole challenge.
    pub at: Range<usize>,
}

/// What follows an auth-scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Params {
    /// Nothing: a bare auth-scheme.
    None,
    /// A token68, as in `Negotiate oRQwEqADCgEB`.
    Token68 {
        /// The characters as sent, `=` included.
        value: String,
        /// Their bytes.
        at: Range<usize>,
    },
    /// auth-params in the order of the line; names may repeat (a fault says so).
    List(Vec<AuthParam>),
}

/// One `name=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthParam {
    /// As written; compare without case.
    pub name: String,
    /// Unquoted and unescaped; `name*` decoded by RFC 8187.
    pub value: String,
    /// Whether it stood in double quotes.
    pub quoted: bool,
    /// The bytes of the name.
    pub name_at: Range<usize>,
    /// The bytes of the value, quotes included.
    pub value_at: Range<usize>,
}

impl Challenge {
    /// Whether this is the auth-scheme `name`, without regard to case (RFC 9110 §11.1).
    pub fn is(&self, name: &str) -> bool {
        self.scheme.eq_ignore_ascii_case(name)
    }

    /// The value of the first auth-param of that name, without regard to case.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.get(name)
    }
}

impl Params {
    /// The value of the first auth-param of that name, without regard to case.
    pub fn get(&self, name: &str) -> Option<&str> {
        match self {
            Params::List(list) => list.iter().find(|p| p.name.eq_ignore_ascii_case(name)).map(|p| p.value.as_str()),
            _ => None,
        }
    }
}
