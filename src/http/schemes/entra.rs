//! What Microsoft Entra ID and Azure add to Bearer challenges, the claims challenge above all.

use serde_json::Value as Json;

use super::scheme::base64;
use super::{Param, Value, View};
use crate::token;

pub(super) const AUTHORIZATION_URI: Param =
    Param::new("authorization_uri", "Microsoft: the login server that hands out tokens for this API").value(Value::Url);
pub(super) const AUTHORIZATION: Param =
    Param::new("authorization", "Microsoft: the login server that hands out tokens for this API").value(Value::Url);
pub(super) const RESOURCE: Param = Param::new("resource", "Microsoft: what the token must be for (its audience)");
pub(super) const RESOURCE_ID: Param = Param::new("resource_id", "Microsoft: what the token must be for (its audience)");
pub(super) const CLIENT_ID: Param =
    Param::new("client_id", "Microsoft: the id of the API that refused, not of your app");
pub(super) const TRUSTED_ISSUERS: Param =
    Param::new("trusted_issuers", "Microsoft: the issuers whose tokens this API takes");
pub(super) const CLAIMS: Param = Param::new(
    "claims",
    "Microsoft: what a new token must hold, as JSON in base64; hand it on unchanged when you ask for a token",
);
pub(super) const NONCE: Param = Param::new("nonce", "a value of the server to put into the signed request");

pub(super) fn look(view: &mut View<'_>) {
    let Some(claims) = view.get("claims").map(str::to_owned) else { return };
    let json = decode(&claims);
    match &json {
        Some(json) => {
            view.part("claims", "claims (decoded)", json.to_string(), "the JSON inside claims");
            let wanted = json.get("access_token").and_then(Json::as_object);
            for (name, one) in wanted.into_iter().flatten() {
                view.note_param("claims", wish(name, one));
            }
        }
        None => view.note_param("claims", "It is neither JSON nor JSON in base64."),
    }
    if view.get("error").is_none() {
        view.note_param("claims", "Without error=\"insufficient_claims\" client libraries may overlook it.");
    }
}

/// Reads a claims challenge: JSON, mostly in base64 or base64url.
fn decode(claims: &str) -> Option<Json> {
    let json = |bytes: &[u8]| token::json::read(bytes).filter(Json::is_object);
    json(claims.as_bytes()).or_else(|| json(&base64(claims)?))
}

fn wish(name: &str, wanted: &Json) -> String {
    let value = wanted.get("value").or_else(|| wanted.get("values"));
    match (name, value) {
        ("nbf", Some(Json::String(at))) => {
            let at = at.parse::<i64>().map(|s| crate::instant::Instant::from_millis(s.saturating_mul(1000)).iso());
            match at {
                Ok(at) => format!("The token must have been issued after {at}; older ones are revoked."),
                Err(_) => "The token must be newer than the one sent.".to_owned(),
            }
        }
        ("acrs", Some(value)) => {
            format!("The login must meet the authentication context {value} (Conditional Access).")
        }
        ("xms_rp_ipaddr", Some(value)) => format!("The login must come from the address {value} that the API saw."),
        (name, Some(value)) => format!("The token must hold the claim {name} with {value}."),
        (name, None) => format!("The token must hold the claim {name}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_claims_challenge_in_both_alphabets() {
        let json = decode("eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTYwMzc0MjgwMCJ9fX0=");
        let json = json.unwrap();
        assert_eq!(
            wish("nbf", &json["access_token"]["nbf"]),
            "The token must have been issued after 2020-10-26T20:06:40Z; older ones are revoked."
        );
        assert!(decode("eyJhIjoiPz8_In0").is_some() && decode("eyJhIjoiPz8/In0=").is_some());
        assert!(decode("{\"a\":1}").is_some());
        assert_eq!(decode("W10="), None);
        assert_eq!(decode("hello"), None);
    }
}
