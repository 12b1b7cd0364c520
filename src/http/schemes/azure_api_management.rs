//! AzureApiManagementKey: Azure API Management asks for a subscription key in a header of its own.
//!
//! # Example values
//! * `AzureApiManagementKey realm="https://api.example.net/",name="Ocp-Apim-Subscription-Key",type="header"`

use super::{Iana, Param, Scheme, Takes, Value};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["AzureApiManagementKey"],
    iana: Iana::NotRegistered,
    summary: "Azure API Management wants a subscription key. It goes into a header or query parameter of its own, not into Authorization.",
    reference: "Azure API Management",
    credentials_take: Takes::Token68,
    challenge: &[
        Param::new("realm", "the address of the API"),
        Param::new("name", "the header or query parameter that the key goes into").required(),
        Param::new("type", "where it goes: header or query").value(Value::OneOf(&["header", "query"])),
    ],
    credentials: &[Param::new("", "a subscription key").secret()],
    look: |view| {
        if !view.is_challenge {
            view.note("Azure API Management looks for the key in the header Ocp-Apim-Subscription-Key, not here.");
        }
    },
}];
