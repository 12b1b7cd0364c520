//! The claims set of a JWT (RFC 7519 §4) and NumericDate (§2).

use serde_json::{Map, Value};

use crate::instant::Instant;
use crate::{number, sorted};

/// The claims that are a NumericDate, in the order in which a token lives through them.
pub const TIMES: &[&str] = &["auth_time", "iat", "nbf", "exp", "rat", "updated_at"];

/// A claims set in the order of the token.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Claims(pub Map<String, Value>);

/// A time in a token, with how it was written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NumericDate {
    /// The time that a server which follows RFC 7519 reads: the number taken as seconds.
    pub instant: Instant,
    /// What is odd about how it is written.
    pub form: DateForm,
}

/// How a NumericDate is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// A JSON number of seconds, as RFC 7519 wants.
    Seconds,
    /// A number in a string. Many libraries refuse it.
    Text,
    /// So large that it must be milliseconds.
    Milliseconds,
    /// Neither: negative, before 2000 or past the year 9999.
    Absurd,
}

impl Claims {
    /// A claim by name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// A claim that is a string.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str)
    }

    /// `exp`, `nbf`, `iat`, `auth_time` … as a time. `None` when absent or no number at all.
    pub fn time(&self, name: &str) -> Option<NumericDate> {
        let value = self.get(name)?;
        let (seconds, text) = match value {
            Value::Number(n) => (n.as_f64()?, false),
            Value::String(s) => (number::read(s)?, true),
            _ => return None,
        };
        let form = if !(946_684_800.0..=253_402_300_799.0).contains(&seconds) {
            // Milliseconds of the years 2001 to 2286 as seconds are far past the year 9999.
            if (1e12..1e13).contains(&seconds) { DateForm::Milliseconds } else { DateForm::Absurd }
        } else if text {
            DateForm::Text
        } else {
            DateForm::Seconds
        };
        Some(NumericDate { instant: Instant::from_seconds(seconds), form })
    }

    /// Whether both name a user: then, whether it is the same one. Compared only where the issuer is the same: a subject is unique
    /// to its issuer (RFC 7519 §4.1.2). `None` where they do not tell.
    pub fn same_user(&self, other: &Claims) -> Option<bool> {
        const NAMES: &[&str] = &["sub", "oid", "user_id", "userId", "uid", "id", "email"];
        if self.get("iss") != other.get("iss") {
            return None;
        }
        NAMES.iter().find_map(|name| Some(self.get(name)? == other.get(name)?))
    }

    /// `aud`, one string or a list of them (RFC 7519 §4.1.3).
    pub fn audiences(&self) -> Vec<&str> {
        match self.get("aud") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }

    /// The scopes of `scope` (space-separated or a list), `scp` and `scopes`, without repeats.
    pub fn scopes(&self) -> Vec<&str> {
        let mut all = Vec::new();
        for name in ["scope", "scp", "scopes"] {
            match self.get(name) {
                Some(Value::String(list)) => all.extend(list.split([' ', ','])),
                Some(Value::Array(list)) => all.extend(list.iter().filter_map(Value::as_str)),
                _ => {}
            }
        }
        all.retain(|s| !s.is_empty());
        sorted::by(&mut all, |a, b| a.cmp(b));
        all.dedup();
        all
    }
}
