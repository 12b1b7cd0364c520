//! ApiKey: a lasting key of an app.
//!
//! # Example values
//! * `ApiKey VnVhQ2ZHY0JDZGJrUW0tZTVhT3g6dWkybHAyYXhUTm1zeWFrdzl0dk5udw==`

use super::explain::REALM;
use super::{Iana, Param, Scheme, Takes};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["ApiKey", "Api-Key", "Apikey-v1"],
    iana: Iana::NotRegistered,
    summary: "A lasting key that names an app rather than a user, as Elasticsearch and others take it. Each vendor defines its own form.",
    reference: "vendors' own",
    credentials_take: Takes::Token68,
    challenge: &[Param::new("realm", REALM)],
    credentials: &[Param::new("", "the key").required().secret()],
    look: |_| {},
}];
