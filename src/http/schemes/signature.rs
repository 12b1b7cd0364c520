//! Signature: the HTTP signatures of draft-cavage, in wide use before RFC 9421 moved them into fields
//! of their own.
//!
//! # Example values
//! * `Signature keyId="rsa-key-1",algorithm="hs2019",headers="(request-target) host date",signature="Base64(…)"`

use super::explain::REALM;
use super::{Iana, Param, Scheme, Takes, Value, View};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["Signature"],
    iana: Iana::NotRegistered,
    summary: "Header fields of the request are signed with the client's key. Its successor, RFC 9421, uses the fields Signature and Signature-Input instead.",
    reference: "draft-cavage-http-signatures",
    credentials_take: Takes::Params,
    challenge: &[
        Param::new("realm", REALM),
        Param::new("headers", "the header fields that must be signed, separated by spaces"),
    ],
    credentials: &[
        Param::new("keyId", "which key signed").required(),
        Param::new("signature", "the signature, in base64").required().secret().value(Value::Base64),
        Param::new("algorithm", "how it was signed; hs2019 takes it from the key"),
        Param::new("created", "when it was signed, in seconds since 1970").value(Value::Time),
        Param::new("expires", "when the signature ends, in seconds since 1970, also with a fraction")
            .value(Value::Time),
        Param::new("headers", "the header fields that were signed, in order; Date alone when absent"),
    ],
    look,
}];

fn look(view: &mut View<'_>) {
    if view.get("algorithm").is_some_and(|a| a.to_ascii_lowercase().ends_with("sha1")) {
        view.note_param("algorithm", "SHA-1 is outdated; servers refuse it more and more.");
    }
}
