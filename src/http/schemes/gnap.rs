//! GNAP: the successor of OAuth 2.0 hands out access tokens that are tied to a key (RFC 9635).
//!
//! # Example values
//! * `GNAP as_uri=https://server.example/tx,access=FWWIKYBQ6U56NL1`
//! * `GNAP as_uri=https://server.example/tx;access=FWWIKYBQ6U56NL1`
//! * `GNAP OS9M2PMHKUR64TB8N6BW7OZB8CDFONP219RP1LT0`

use super::{Iana, Param, Scheme, Takes, Value, View};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["GNAP"],
    iana: Iana::Registered,
    summary: "An access token of the Grant Negotiation and Authorization Protocol. Most are tied to a key, so the request must be signed too.",
    reference: "RFC 9635",
    credentials_take: Takes::Token68,
    challenge: &[
        Param::new("as_uri", "where to ask for a grant").required().value(Value::Url),
        Param::new("access", ACCESS),
        Param::new("referrer", REFERRER).value(Value::Url),
    ],
    credentials: &[Param::new("", "the access token").required().secret()],
    look,
}];

const ACCESS: &str = "what to ask for, a reference to hand on unchanged";
const REFERRER: &str = "the address of the API that refused";

/// The RFC's own example joins the parameters by semicolons, without quotes.
fn look(view: &mut View<'_>) {
    let address = view.get("as_uri").unwrap_or_default().to_owned();
    let mut parts = address.split(';');
    let first = parts.next().unwrap_or_default();
    let mut others = false;
    for (name, value) in parts.filter_map(|part| part.split_once('=')) {
        match name {
            "access" => view.part("as_uri", "access", value, ACCESS),
            "referrer" => view.part("as_uri", "referrer", value, REFERRER),
            _ => continue,
        }
        others = true;
    }
    if others {
        let said =
            format!("The address is {first}; what follows is further parameters, as in the example of RFC 9635 §9.1.");
        view.note_param("as_uri", said);
    }
}
