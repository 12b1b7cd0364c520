//! Keys under a word of the vendor's own, where others say Bearer.
//!
//! # Example values
//! * `SSWS 00QCjAl4MlV-WPXM…`
//! * `Bot MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs`

use super::explain::REALM;
use super::{Iana, Param, Scheme, Takes};

pub(super) const SCHEMES: &[Scheme] = &[
    key(
        &["SSWS"],
        "Okta: an API token of an administrator. It takes the place of Bearer at Okta's own API.",
        "Okta API tokens",
    ),
    key(&["Bot"], "Discord: the token of a bot. Bearer is for tokens of users there.", "Discord API reference"),
    key(&["GenieKey"], "Opsgenie: the key of an integration.", "Opsgenie API"),
    key(&["Zoho-oauthtoken"], "Zoho: an OAuth access token under Zoho's own word.", "Zoho OAuth"),
    key(&["Klaviyo-API-Key"], "Klaviyo: a private key of the account.", "Klaviyo API"),
    key(&["Splunk"], "Splunk: a session key, or the token of an event collector.", "Splunk REST API"),
    key(&["Api-Token"], "Dynatrace: an API token of the environment.", "Dynatrace API"),
    key(&["DeepL-Auth-Key"], "DeepL: the key of the account.", "DeepL API"),
    key(
        &["Client-ID"],
        "Imgur and Unsplash: the public id of the app, for what needs no user.",
        "Imgur and Unsplash API",
    ),
    key(&["KakaoAK"], "Kakao: the administrator key of the app.", "Kakao developers"),
];

const fn key(names: &'static [&'static str], summary: &'static str, reference: &'static str) -> Scheme {
    Scheme {
        names,
        iana: Iana::NotRegistered,
        summary,
        reference,
        credentials_take: Takes::Token,
        challenge: REALM_ALONE,
        credentials: THE_KEY,
        look: |_| {},
    }
}

const REALM_ALONE: &[Param] = &[Param::new("realm", REALM)];
const THE_KEY: &[Param] = &[Param::new("", "the key").required().secret()];
