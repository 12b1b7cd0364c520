//! OAuth 1.0: each request is signed with the secrets of the app and of the user (RFC 5849).
//!
//! # Example values
//! * `OAuth realm="Photos", oauth_consumer_key="dpf43f3p2l4k3l03", oauth_signature_method="HMAC-SHA1", …`

use super::explain::REALM;
use super::{Iana, Param, Scheme, Takes, Value, View};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["OAuth"],
    iana: Iana::Registered,
    summary: "OAuth 1.0: each request is signed with the secrets of the app and of the user. OAuth 2.0 uses Bearer instead.",
    reference: "RFC 5849",
    credentials_take: Takes::Params,
    challenge: &[Param::new("realm", REALM)],
    credentials: &[
        Param::new("realm", REALM),
        Param::new("oauth_consumer_key", "the id of the app").required(),
        Param::new("oauth_token", "the token of the user").secret(),
        Param::new("oauth_signature_method", "how the request is signed")
            .required()
            .value(Value::OneOf(&["HMAC-SHA1", "HMAC-SHA256", "RSA-SHA1", "RSA-SHA256", "RSA-SHA512", "PLAINTEXT"])),
        Param::new("oauth_signature", "the signature over method, address and parameters").required().secret(),
        Param::new("oauth_timestamp", "when the request was made, in seconds since 1970").value(Value::Time),
        Param::new("oauth_nonce", "a value that is used once, against replays"),
        Param::new("oauth_version", "1.0, where it is sent").value(Value::OneOf(&["1.0"])),
        Param::new("oauth_callback", "where the user returns after the login"),
        Param::new("oauth_verifier", "the code that the user brought back").secret(),
    ],
    look,
}];

fn look(view: &mut View<'_>) {
    let plain = view.get("oauth_signature_method").is_some_and(|m| m.eq_ignore_ascii_case("PLAINTEXT"));
    if view.is_challenge {
        return;
    }
    if plain {
        view.note_param("oauth_signature_method", "PLAINTEXT sends the secrets themselves as the signature.");
    } else {
        for name in ["oauth_timestamp", "oauth_nonce"] {
            if view.get(name).is_none() {
                view.note(format!("\"{name}\" is missing; every method but PLAINTEXT requires it (RFC 5849 §3.1)."));
            }
        }
    }
}
