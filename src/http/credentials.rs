//! `Authorization` and `Proxy-Authorization`: one set of credentials (RFC 9110 §11.4).

use std::ops::Range;

use crate::fault::Fault;
use crate::http::challenge::Params;

/// Reads a field value as credentials. `None` only for a value of white space.
pub fn parse(value: &str) -> (Option<Credentials>, Vec<Fault>) {
    // Interim: replaced by the full grammar.
    let value = value.trim();
    let (scheme, rest) = value.split_once(' ').unwrap_or((value, ""));
    let at = value.len() - rest.len()..value.len();
    let params = match rest.trim() {
        "" => Params::None,
        rest => Params::Token68 { value: rest.to_owned(), at: at.clone() },
    };
    ((!value.is_empty()).then(|| Credentials { scheme: scheme.to_owned(), params, at }), Vec::new())
}

/// Credentials: an auth-scheme with the proof of identity. Everything but the scheme is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    /// The auth-scheme as written; empty when the value is a lone token of a known kind (a JWT
    /// without `Bearer` in front).
    pub scheme: String,
    /// What follows; for Bearer a `Token68`, even when it holds characters that token68 forbids
    /// (a fault says so).
    pub params: Params,
    /// The bytes of what follows the scheme.
    pub at: Range<usize>,
}

impl Credentials {
    /// Whether this is the auth-scheme `name`, without regard to case.
    pub fn is(&self, name: &str) -> bool {
        self.scheme.eq_ignore_ascii_case(name)
    }

    /// The token68, where there is one.
    pub fn token68(&self) -> Option<&str> {
        match &self.params {
            Params::Token68 { value, .. } => Some(value),
            _ => None,
        }
    }
}
