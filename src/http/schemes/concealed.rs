//! Concealed: a signature over the TLS connection, so that nobody can probe for the login (RFC 9729).
//!
//! # Example values
//! * `Concealed k=YmFzZW1lbnQ, a=VGhpcyBpcyBh…, s=2055, v=dmVyaWZpY2F0…, p=SW5zZXJ0…`

use super::scheme::base64;
use super::{Iana, Param, Scheme, Takes, Value, View};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["Concealed"],
    iana: Iana::Registered,
    summary: "The client signs the TLS connection with its key, unasked. To others the server answers as if nothing were there, with 404.",
    reference: "RFC 9729",
    credentials_take: Takes::Params,
    challenge: &[],
    credentials: &[
        Param::new("k", "the id of the key, in base64url").required().value(Value::Base64),
        Param::new("a", "the public key, in base64url").required().value(Value::Base64),
        Param::new("p", "the signature, in base64url").required().secret().value(Value::Base64),
        Param::new("s", "the number of the TLS signature algorithm").required().value(Value::Number),
        Param::new("v", "bytes that the TLS connection yields, for checking, in base64url")
            .required()
            .secret()
            .value(Value::Base64),
    ],
    look,
}];

fn look(view: &mut View<'_>) {
    if view.is_challenge {
        view.note("A server never asks for Concealed; asking would give away that there is something to log in to (RFC 9729 §6).");
    }
    if view.get("v").and_then(base64).is_some_and(|bytes| bytes.len() != 16) {
        view.note_param("v", "16 bytes are expected (RFC 9729 §4).");
    }
}
