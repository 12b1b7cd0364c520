//! Hawk: a signature with a shared key over each request.
//!
//! # Example values
//! * `Hawk id="dh37fgj492je", ts="1353832234", nonce="j4h3g2", ext="some-app-ext-data", mac="6R4rV5iE…="`
//! * `Hawk ts="1353832200", tsm="…", error="Stale timestamp"`

use super::{Iana, Param, Scheme, Takes, Value};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["Hawk"],
    iana: Iana::NotRegistered,
    summary: "Each request is signed with a key that client and server share. The clocks must agree to about a minute.",
    reference: "Hawk 9 (mozilla/hawk)",
    credentials_take: Takes::Params,
    challenge: &[
        Param::new("ts", "the server's time, in seconds since 1970, so that the client can correct its clock")
            .value(Value::Time),
        Param::new("tsm", "a signature over ts").value(Value::Base64),
        Param::new("error", "why the request was refused"),
    ],
    credentials: &[
        Param::new("id", "which key signed").required(),
        Param::new("ts", "when the request was signed, in seconds since 1970").required().value(Value::Time),
        Param::new("nonce", "a value that is used once, against replays").required(),
        Param::new("mac", "the signature over the request").required().secret().value(Value::Base64),
        Param::new("hash", "a hash of the body").value(Value::Base64),
        Param::new("ext", "further data of the app, signed as well"),
        Param::new("app", "the id of the app"),
        Param::new("dlg", "the app that delegated the key"),
    ],
    look: |_| {},
}];
