//! AWS4-HMAC-SHA256: AWS signs each request with a key for day, region and service (Signature Version 4).
//!
//! # Example values
//! * `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79…`

use super::{Iana, Param, Scheme, Takes, Value, View};

pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    names: &["AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256"],
    iana: Iana::NotRegistered,
    summary: "AWS Signature Version 4: the request is signed with a key made for one day, region and service. The server allows the clock to be five minutes off (fifteen on S3).",
    reference: "AWS Signature Version 4",
    credentials_take: Takes::BareParams,
    challenge: &[],
    credentials: &[
        Param::new("Credential", "the id of the access key, and what the signing key is good for").required(),
        Param::new("SignedHeaders", "the header fields that the signature covers").required(),
        Param::new("Signature", "the signature over the request").required().secret(),
    ],
    look,
}];

fn look(view: &mut View<'_>) {
    let hmac = view.out.title.eq_ignore_ascii_case("AWS4-HMAC-SHA256");
    if let Some(complaint) = view.get("Signature").filter(|_| hmac).and_then(|text| Value::Hex(64).complaint(text)) {
        view.note_param("Signature", complaint);
    }
    if let Some(credential) = view.get("Credential").map(str::to_owned) {
        scope(view, &credential);
    }
    let Some(signed) = view.get("SignedHeaders").map(str::to_owned) else { return };
    let names: Vec<&str> = signed.split(';').collect();
    if !names.contains(&"host") && !names.contains(&":authority") {
        view.note_param("SignedHeaders", "\"host\" is missing; it must be signed.");
    }
    if names.iter().any(|name| name.bytes().any(|b| b.is_ascii_uppercase())) {
        view.note_param("SignedHeaders", "The names must be in lower case.");
    }
    if !names.is_sorted() {
        view.note_param("SignedHeaders", "The names must be in alphabetical order.");
    }
}

/// `AKID/20150830/us-east-1/iam/aws4_request`; the v4a form has no region. A key id may hold `/`.
fn scope(view: &mut View<'_>, credential: &str) {
    let mut parts = credential.rsplit('/');
    let end = parts.next().unwrap_or("");
    let service = parts.next();
    let asymmetric = view.out.title.to_ascii_uppercase().contains("ECDSA");
    let region = if asymmetric { Some("") } else { parts.next() };
    let date = parts.next();
    let (Some(service), Some(region), Some(date)) = (service, region, date) else {
        return view.note_param(
            "Credential",
            "Key id, date, region, service and \"aws4_request\" are expected, joined by slashes.",
        );
    };
    let key: Vec<&str> = parts.collect();
    let key: Vec<&str> = key.into_iter().rev().collect();
    view.part("Credential", "access key id", key.join("/"), "which key signed; AKIA… is lasting, ASIA… temporary");
    view.part("Credential", "date", date, "the day (UTC) that the signing key is good for");
    if !region.is_empty() {
        view.part("Credential", "region", region, "the region that the request must go to");
    }
    view.part("Credential", "service", service, "the service that the request must go to");
    if end != "aws4_request" {
        view.note_param("Credential", "It must end in \"aws4_request\".");
    }
    if date.len() != 8 || !date.bytes().all(|b| b.is_ascii_digit()) {
        view.note_param("Credential", "The date must be eight digits, YYYYMMDD.");
    }
    if key.join("/").starts_with("ASIA") {
        view.note_param("Credential", "A temporary key; the request needs the header X-Amz-Security-Token as well.");
    }
}
