//! HOBA: a key in the browser signs the server's challenge (RFC 7486).
//!
//! # Example values
//! * `HOBA max-age="180", challenge="16:MTEyMzEyMzEyMw==1:028:https://www.example.com:8080"`

use super::explain::REALM;
use super::{Iana, Param, Scheme, Takes, Value, View};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["HOBA"],
    iana: Iana::Registered,
    summary: "No password: the client signs the server's challenge with a key that it made for this site. Experimental and rare.",
    reference: "RFC 7486",
    credentials_take: Takes::Params,
    challenge: &[
        Param::new("challenge", "the value to sign").required(),
        Param::new("max-age", "the seconds for which the challenge may be used; 0 is once")
            .required()
            .value(Value::Number),
        Param::new("realm", REALM),
    ],
    credentials: &[Param::new("result", "key id, challenge, nonce and signature, joined by dots").required().secret()],
    look,
}];

fn look(view: &mut View<'_>) {
    let Some(result) = view.get("result").map(str::to_owned) else { return };
    let parts: Vec<&str> = result.split('.').collect();
    let [key, challenge, nonce, signature] = parts.as_slice() else {
        return view.note_param("result", "Four parts joined by dots are expected (RFC 7486 §3).");
    };
    view.part("result", "key id", *key, "which key signed, in base64url");
    view.part("result", "challenge", *challenge, "the server's value that was signed");
    view.part("result", "nonce", *nonce, "the client's value that was signed");
    view.secret_part("result", "signature", *signature, "the signature");
}
