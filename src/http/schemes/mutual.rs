//! Mutual: client and server prove to each other that they know the password (RFC 8120).
//!
//! # Example values
//! * `Mutual algorithm=iso-kam3-dl-2048-sha256, validation=host, realm="a", reason=initial, version=1`

use super::explain::REALM;
use super::{Iana, Param, Scheme, Takes, Value};

const VERSION: Param = Param::new("version", "the version of the protocol, 1").required().value(Value::OneOf(&["1"]));
const ALGORITHM: Param = Param::new("algorithm", "the key agreement in use").required().value(Value::OneOf(&[
    "iso-kam3-dl-2048-sha256", "iso-kam3-dl-4096-sha512", "iso-kam3-ec-p256-sha256", "iso-kam3-ec-p521-sha512",
]));
const VALIDATION: Param =
    Param::new("validation", "what the proof is tied to: host, tls-server-end-point or tls-unique")
        .required()
        .value(Value::OneOf(&["host", "tls-server-end-point", "tls-unique"]));
const SID: Param = Param::new("sid", "the session that the key agreement opened");

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["Mutual"],
    iana: Iana::Registered,
    summary: "Client and server prove to each other that they know the password, and neither sends it. Experimental and rare.",
    reference: "RFC 8120",
    credentials_take: Takes::Params,
    challenge: &[
        VERSION,
        ALGORITHM,
        VALIDATION,
        Param::new("auth-scope", "the hosts that this login covers"),
        Param::new("realm", REALM).required(),
        Param::new("reason", "why the server asks: initial, stale-session, auth-failed …").required().value(
            Value::OneOf(&[
                "initial", "stale-session", "auth-failed", "reauth-needed", "invalid-parameters", "internal-error",
                "user-unknown", "invalid-credential", "authz-failed",
            ]),
        ),
        SID,
        Param::new("ks1", "the server's half of the key agreement"),
        Param::new("nc-max", "how many requests the session may make").value(Value::Number),
        Param::new("nc-window", "how far request numbers may run ahead").value(Value::Number),
        Param::new("time", "the seconds that the session lives").value(Value::Number),
        Param::new("path", "the paths that this login covers"),
    ],
    credentials: &[
        VERSION,
        ALGORITHM,
        VALIDATION,
        Param::new("realm", REALM).required(),
        Param::new("user", "the user name"),
        Param::new("auth-scope", "the hosts that this login covers"),
        Param::new("kc1", "the client's half of the key agreement"),
        SID.secret(),
        Param::new("nc", "the number of this request"),
        Param::new("vkc", "the client's proof of the password").secret(),
    ],
    look: |_| {},
}];
