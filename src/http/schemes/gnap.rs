//! GNAP: the successor of OAuth 2.0 hands out access tokens that are tied to a key (RFC 9635).
//!
//! # Example values
//! * `GNAP as_uri=https://server.example/tx,access=FWWIKYBQ6U56NL1`
//! * `GNAP OS9M2PMHKUR64TB8N6BW7OZB8CDFONP219RP1LT0`

use super::{Iana, Param, Scheme, Takes, Value};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["GNAP"],
    iana: Iana::Registered,
    summary: "An access token of the Grant Negotiation and Authorization Protocol. Most are tied to a key, so the request must be signed too.",
    reference: "RFC 9635",
    credentials_take: Takes::Token68,
    challenge: &[
        Param::new("as_uri", "where to ask for a grant").required().value(Value::Url),
        Param::new("access", "what to ask for, a reference to hand on unchanged"),
        Param::new("referrer", "the address of the API that refused").value(Value::Url),
    ],
    credentials: &[Param::new("", "the access token").required().secret()],
    look: |_| {},
}];
