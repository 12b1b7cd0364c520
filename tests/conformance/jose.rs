//! JOSE: tokens of Wycheproof, the JOSE cookbook, RFC appendices and the tests of JWT libraries.

use latchkey::token::signature::Verdict;
use latchkey::token::{self, Token, json::to_json, verify};
use serde_json::Value;

use crate::report::{Report, corpus};

const PLAIN: &str = "cookbook/jws/4_1.rsa_v15_signature.json/compact";
const DETACHED: &str = "cookbook/jws/4_5.signature_with_detached_content.json/";

#[test]
fn jose() {
    let Some(corpus) = corpus("jose") else { return };
    let mut report = Report::new("jose");
    let cases = corpus["cases"].as_array().unwrap();
    // RFC 7520 signs one text throughout its §4; the detached case (§4.5) has it elsewhere.
    let plain = cases.iter().find(|case| case["id"] == PLAIN).unwrap();
    let payload = plain["expected"]["payload_text"].as_str().unwrap();
    for case in cases {
        let detached = case["id"].as_str().unwrap().starts_with(DETACHED);
        report.case(case["id"].as_str().unwrap(), compare(case, detached.then_some(payload.as_bytes())));
    }
    report.finish();
}

/// The check of a signature with the key of the case, where it has one.
fn verdict(token: &Token, key: &Value, payload: Option<&[u8]>) -> Option<Verdict> {
    let verdict = |jws| verify::check(jws, &key.to_string(), payload);
    (!key.is_null()).then(|| token.jws().map_or(Verdict::NotChecked("no JWS".into()), verdict))
}

/// What differs between a case and Latchkey, if anything.
fn compare(case: &Value, payload: Option<&[u8]>) -> Option<String> {
    let expected = &case["expected"];
    let text = case["token"].as_str().unwrap_or_default();
    let (token, faults) = token::read(text);
    let read = to_json(&token, &faults);
    let mut wrong = Vec::new();
    let kind = match expected["kind"].as_str() {
        Some(kind) if kind.starts_with("jws") => "jws",
        Some(kind) if kind.starts_with("jwe") => "jwe",
        _ => "malformed",
    };
    // What has no structure at all is opaque: the corpus calls it no token, too.
    let opaque = kind == "malformed" && read["kind"] == "opaque" && expected.get("header").is_none();
    if read["kind"] != kind && !opaque {
        wrong.push(format!("kind {kind} / {}", read["kind"]));
    }
    if let Some(form) = expected["kind"].as_str().and_then(|kind| kind.split_once('-')) {
        let form = form.1.trim_start_matches("json-");
        if read["kind"] != "malformed" && read["form"] != form {
            wrong.push(format!("form {form} / {}", read["form"]));
        }
    }
    let valid = expected["valid_form"] == true;
    // The corpus judges the form by RFC 7515, 7516 and 7519. Lengths that an algorithm fixes (RFC 7518)
    // are beyond it: its tokens with a signature or tag that was cut count as whole there.
    let whole = faults.iter().all(|fault| fault.what.contains("RFC 7518"));
    if valid != whole && !opaque {
        wrong.push(format!("valid form {valid} / {:?}", faults));
    }
    // Where the corpus reads nothing, Latchkey may read more as long as it names a fault.
    for (name, ours) in [
        ("header", &read["header"]),
        ("payload", if read["claims"].is_null() { &read["payload"] } else { &read["claims"] }),
        ("payload_text", if read["detached"] == true { &Value::Null } else { &read["payload"] }),
        ("payload_hex", &read["payload_hex"]),
        ("signature_bytes", &read["signature_bytes"]),
    ] {
        let theirs = &expected[name];
        let empty = ours.is_null() && (theirs == "" || theirs == "null");
        if !theirs.is_null() && theirs != ours && !empty {
            wrong.push(format!("{name} {theirs} / {ours}"));
        }
    }
    if let (Some(expected), Some(verdict)) = (case["signature_valid"].as_bool(), verdict(&token, &case["key"], payload))
    {
        // "Could not be checked" is as good as a refusal, for a verifier refuses what it cannot check.
        if expected != matches!(verdict, Verdict::Fits { .. }) {
            wrong.push(format!("signature {expected} / {verdict:?}"));
        }
    }
    (!wrong.is_empty()).then(|| wrong.join("\n  "))
}
