//! DPoP: an access token that is tied to a key, with a proof signed for each request (RFC 9449).
//!
//! # Example values
//! * `DPoP error="use_dpop_nonce", error_description="Resource server requires nonce in DPoP proof"`
//! * `DPoP Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU`

use super::bearer::explain_error;
use super::explain::REALM;
use super::{Iana, Param, Scheme, Takes, Value, View, protected_resource, step_up};

const ALGORITHMS: &[&str] = &[
    "ES256", "ES384", "ES512", "ES256K", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "EdDSA", "Ed25519",
    "Ed448",
];

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["DPoP"],
    iana: Iana::Registered,
    summary: "An access token that only the holder of a private key can use. Each request carries a proof in the DPoP header, signed with that key.",
    reference: "RFC 9449",
    credentials_take: Takes::Token,
    challenge: &[
        Param::new("realm", REALM),
        Param::new("algs", "the signature algorithms that the proof may use, separated by spaces")
            .value(Value::ListOf(ALGORITHMS)),
        Param::new("scope", "the permissions (scopes) a token needs here, separated by spaces").value(Value::Words),
        Param::new("error", "why token or proof was refused, as a code"),
        Param::new("error_description", "why token or proof was refused, for developers"),
        Param::new("error_uri", "a page that explains the error").value(Value::Url),
        step_up::ACR_VALUES,
        step_up::MAX_AGE,
        protected_resource::RESOURCE_METADATA,
    ],
    credentials: &[Param::new("", "the access token; the proof is in the DPoP header").required().secret()],
    look: |view| {
        if view.is_challenge {
            explain_error(view);
            step_up::look(view);
        }
        none_alg(view);
    },
}];

fn none_alg(view: &mut View<'_>) {
    if view.get("algs").is_some_and(|algs| algs.split(' ').any(|alg| alg == "none" || alg.starts_with("HS"))) {
        view.note_param(
            "algs",
            "A proof is signed with a private key; \"none\" and the HS algorithms are not allowed (RFC 9449 §4.2).",
        );
    }
}
