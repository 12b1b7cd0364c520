//! `WWW-Authenticate` and `Proxy-Authenticate`: a list of challenges (RFC 9110 §11.6.1).
//!
//! What the grammar decides is read as it says. Beyond it, what only one reading makes sense of is
//! read so, and a fault names the place: missing commas and quotes, quotes that never close, spaces
//! in a bare value, a comma after the auth-scheme. A parameter in front of every auth-scheme gives
//! a challenge with an empty `scheme`; a value without a name gives a parameter with an empty `name`.

use std::ops::Range;

use super::chars::{is_token, is_token68};
use super::ext_value;
use super::items::{self, Mode};
use crate::fault::Fault;

/// Reads a field value as a list of challenges (RFC 9110 §11.3). Offsets are bytes of `value`.
///
/// Takes linear time; reads at most [`LONGEST`](super::LONGEST) bytes and
/// [`MOST_ITEMS`](super::MOST_ITEMS) challenges and parameters, and a fault says where it stopped.
///
/// ```
/// use latchkey::http::challenge;
///
/// let (challenges, faults) = challenge::parse("Negotiate oRQwEqADCgEB, Basic realm=Staff Area");
/// assert_eq!(challenges[1].param("realm"), Some("Staff Area"));
/// assert_eq!(faults[0].at, 41); // the space that needs quotes
/// ```
pub fn parse(value: &str) -> (Vec<Challenge>, Vec<Fault>) {
    let (challenges, mut faults) = items::read(value, Mode::Challenges);
    if challenges.is_empty() {
        faults
            .insert(0, Fault::new(0, "there is no challenge here; a 401 or 407 names at least one (RFC 9110 §15.5.2)"));
    }
    (challenges, faults)
}

/// Writes challenges in canonical form: `, ` between them, values quoted where they were or must be.
/// What [`parse`] reads from it prints the same again.
pub fn print(challenges: &[Challenge]) -> String {
    let mut out = String::new();
    for challenge in challenges {
        if !out.is_empty() {
            out.push_str(", ");
        }
        print_one(&challenge.scheme, &challenge.params, &mut out);
    }
    out
}

/// Writes one auth-scheme with what follows it.
pub(super) fn print_one(scheme: &str, params: &Params, out: &mut String) {
    out.push_str(scheme);
    match params {
        Params::None => {}
        Params::Token68 { value, .. } => {
            if !scheme.is_empty() {
                out.push(' ');
            }
            out.push_str(value);
        }
        Params::List(list) => {
            // A token68 among parameters goes first: elsewhere it would be read as something else.
            let token68 = list
                .iter()
                .position(|param| param.name.is_empty() && !param.quoted && is_token68(&param.value))
                .filter(|_| !scheme.is_empty());
            let mut separator = if scheme.is_empty() { "" } else { " " };
            if let Some(first) = token68.and_then(|at| list.get(at)) {
                out.push(' ');
                out.push_str(&first.value);
                separator = if first.value.ends_with('=') { ", " } else { " " };
            }
            for (_, param) in list.iter().enumerate().filter(|&(at, _)| Some(at) != token68) {
                out.push_str(separator);
                param.print(out);
                separator = ", ";
            }
        }
    }
}

/// Writes a quoted-string (RFC 9110 §5.6.4).
fn print_quoted(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
}

/// One challenge: an auth-scheme with what it asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// The auth-scheme as it was written, `Bearer`. Compare without case ([`Challenge::is`]). Empty
    /// where parameters stand in front of every auth-scheme.
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
    /// auth-params in the order of the line; names may repeat (a fault says so). A value without a
    /// name, and a token68 beside parameters, stand here with an empty name.
    List(Vec<AuthParam>),
}

/// One `name=value`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthParam {
    /// As written; compare without case. Empty for a value without a name.
    pub name: String,
    /// Unquoted and unescaped; `name*` decoded by RFC 8187.
    pub value: String,
    /// Whether it stood in double quotes.
    pub quoted: bool,
    /// The bytes of the name.
    pub name_at: Range<usize>,
    /// The bytes of the value, quotes included; empty where there is none.
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

    /// The token68, where there is one; also one that stands, against the grammar, beside
    /// parameters.
    pub fn token68(&self) -> Option<&str> {
        self.params.token68()
    }
}

impl AuthParam {
    /// Whether it is a name alone, without `=` and value.
    pub fn is_bare(&self) -> bool {
        !self.name.is_empty() && self.value_at.start == self.name_at.end && self.value_at.is_empty()
    }

    fn print(&self, out: &mut String) {
        // A name in quotes stays in quotes where it would not be a name without. A name alone never stood in any.
        if !self.is_bare() && self.name.contains(['"', '=', ',', ';', '\\', ' ', '\t', '\r', '\n']) {
            print_quoted(&self.name, out);
        } else {
            out.push_str(&self.name);
        }
        if self.is_bare() {
            return;
        }
        if !self.name.is_empty() {
            out.push('=');
        }
        if self.name.len() > 1 && self.name.ends_with('*') {
            ext_value::encode(&self.value, out);
        } else if self.quoted || self.name.is_empty() || self.value.starts_with('\'') || !is_token(&self.value) {
            print_quoted(&self.value, out);
        } else {
            out.push_str(&self.value);
        }
    }
}

impl Params {
    /// The value of the first auth-param of that name, without regard to case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.list().iter().find(|param| param.name.eq_ignore_ascii_case(name)).map(|param| param.value.as_str())
    }

    /// The auth-params; none for a token68.
    pub fn list(&self) -> &[AuthParam] {
        match self {
            Params::List(list) => list,
            _ => &[],
        }
    }

    /// The token68, also one beside parameters.
    pub fn token68(&self) -> Option<&str> {
        match self {
            Params::None => None,
            Params::Token68 { value, .. } => Some(value),
            Params::List(list) => {
                list.iter().find(|param| param.name.is_empty() && !param.quoted).map(|param| param.value.as_str())
            }
        }
    }
}
