//! Bearer: a token that whoever holds it may use (RFC 6750).
//!
//! # Example values
//! * `Bearer realm="example", error="invalid_token", error_description="The access token expired"`
//! * `Bearer mF_9.B5f-4.1JqM`

use super::explain::REALM;
use super::{Iana, Param, Scheme, Takes, Value, View, entra, protected_resource, registry, step_up};

/// The values of `error` (RFC 6750 §3.1 and later ones).
const ERRORS: &[(&str, &str)] = &[
    (
        "invalid_request",
        "The request is malformed: a parameter is missing, doubled, or sent in two places. Goes with status 400.",
    ),
    ("invalid_token", "The token is expired, revoked, malformed, or not meant for this server. Goes with status 401."),
    ("insufficient_scope", "The token is good but lacks a permission (scope). Goes with status 403."),
    (
        "insufficient_user_authentication",
        "The login was too weak or too long ago; log in again as acr_values or max_age ask (RFC 9470).",
    ),
    ("insufficient_claims", "The token lacks claims; ask Entra for a new one with the claims of this challenge."),
    ("invalid_dpop_proof", "The DPoP proof was refused (RFC 9449 §7.1)."),
    ("use_dpop_nonce", "The DPoP proof must hold the server's nonce from the DPoP-Nonce header (RFC 9449 §9)."),
];

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["Bearer"],
    iana: Iana::Registered,
    summary: "An access token that is good for whoever holds it, like cash.",
    reference: "RFC 6750",
    credentials_take: Takes::Token,
    challenge: &[
        Param::new("realm", REALM),
        Param::new("scope", "the permissions (scopes) a token needs here, separated by spaces").value(Value::Words),
        Param::new("error", "why the token was refused, as a code"),
        Param::new("error_description", "why the token was refused, for developers"),
        Param::new("error_uri", "a page that explains the error").value(Value::Url),
        step_up::ACR_VALUES,
        step_up::MAX_AGE,
        protected_resource::RESOURCE_METADATA,
        registry::SERVICE,
        entra::AUTHORIZATION_URI,
        entra::AUTHORIZATION,
        entra::RESOURCE,
        entra::RESOURCE_ID,
        entra::CLIENT_ID,
        entra::TRUSTED_ISSUERS,
        entra::CLAIMS,
        entra::NONCE,
    ],
    credentials: &[Param::new("", "the access token").required().secret()],
    look,
}];

fn look(view: &mut View<'_>) {
    if view.is_challenge {
        explain_error(view);
        registry::look(view);
        step_up::look(view);
        entra::look(view);
        return;
    }
    let Some(token) = view.params.token68().map(str::to_owned) else { return };
    if token.starts_with('"') && token.ends_with('"') && token.len() > 1 {
        view.note_param("", "It stands in quotes; the quotes are then part of the token (RFC 6750 §2.1).");
    }
    if token.split_ascii_whitespace().next().is_some_and(|word| word.eq_ignore_ascii_case("Bearer")) {
        view.note_param("", "The scheme stands there twice; the server takes the second one for the token.");
    }
    if matches!(token.as_str(), "undefined" | "null" | "[object Object]" | "NaN" | "true" | "false" | "None" | "nil") {
        view.note_param("", "This is the trace of a variable without a value, not a token.");
    }
}

/// The meaning of `error`, for Bearer and DPoP alike.
pub(super) fn explain_error(view: &mut View<'_>) {
    let Some(error) = view.get("error").map(str::to_owned) else { return };
    match ERRORS.iter().find(|(code, _)| *code == error) {
        Some((_, meaning)) => view.note_param("error", *meaning),
        None => view.note_param("error", "This code is not among those that RFC 6750 §3.1 and its successors define."),
    }
}
