//! vapid: a push message names the application server that sends it (RFC 8292).
//!
//! # Example values
//! * `vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.…, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxH…`

use super::scheme::base64;
use super::{Iana, Param, Scheme, Takes, Value, View};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["vapid"],
    iana: Iana::Registered,
    summary: "Web Push: a signed token names the application server that sends a message to a browser's push service.",
    reference: "RFC 8292",
    credentials_take: Takes::Params,
    challenge: &[],
    credentials: &[
        Param::new("t", "a JWT signed by the application server; its aud is the origin of the push service")
            .required()
            .secret(),
        Param::new("k", "the public key of the application server").required().value(Value::Base64),
    ],
    look,
}];

fn look(view: &mut View<'_>) {
    let key = view.get("k").and_then(base64);
    if key.is_some_and(|key| key.len() != 65 || key.first() != Some(&4)) {
        view.note_param(
            "k",
            "It is no uncompressed P-256 point: 65 bytes that start with 04 are expected (RFC 8292 §3.2).",
        );
    }
}
