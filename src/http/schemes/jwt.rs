//! JWT: what some libraries send instead of Bearer.
//!
//! # Example values
//! * `JWT eyJhbGciOiJIUzI1NiJ9.e30.…`

use super::explain::REALM;
use super::{Iana, Param, Scheme, Takes};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["JWT"],
    iana: Iana::NotRegistered,
    summary: "A JSON Web Token under a scheme of its own, as older Django, Flask and Passport set-ups use it. A server that wants it does not take Bearer in its place.",
    reference: "djangorestframework-jwt, Flask-JWT, passport-jwt",
    credentials_take: Takes::Token,
    challenge: &[Param::new("realm", REALM)],
    credentials: &[Param::new("", "the JSON Web Token").required().secret()],
    look: |_| {},
}];
