//! Token: what Django REST framework, Rails and older GitHub clients send instead of Bearer.
//!
//! # Example values
//! * `Token 9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b`
//! * `Token token="…", nonce="…"`

use super::explain::REALM;
use super::{Iana, Param, Scheme, Takes};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["Token"],
    iana: Iana::NotRegistered,
    summary: "A token under the scheme of Django REST framework and Rails. A server that wants it does not take Bearer in its place.",
    reference: "Django REST framework, Rails",
    credentials_take: Takes::Token68,
    challenge: &[Param::new("realm", REALM)],
    credentials: &[
        Param::new("", "the token").required().secret(),
        Param::new("token", "the token (Rails)").secret(),
        Param::new("nonce", "a further value of the app"),
    ],
    look: |_| {},
}];
