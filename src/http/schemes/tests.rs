//! The tables keep to their own rules, and each scheme says what it should.

use super::*;
use crate::http::{challenge, credentials};

fn challenge(line: &str) -> Explained {
    let (list, _) = challenge::parse(line);
    explain(&list[0])
}

fn credentials(line: &str) -> Explained {
    explain_credentials(&credentials::parse(line).0.unwrap())
}

fn all_notes(explained: &Explained) -> String {
    let params = explained.params.iter().flat_map(|param| &param.notes);
    explained.notes.iter().chain(params).map(|note| note.as_ref()).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn value<'a>(explained: &'a Explained, name: &str) -> &'a str {
    &explained
        .params
        .iter()
        .find(|param| param.name == name)
        .unwrap_or_else(|| panic!("no {name} in {explained:?}"))
        .value
}

#[test]
fn tables_keep_to_their_form() {
    let mut names: Vec<String> = all().map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.sort_unstable();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count, "a scheme is listed twice");
    for scheme in ALL.iter().flat_map(|file| file.iter()) {
        assert!(scheme.summary.ends_with('.'), "{}", scheme.summary);
        assert!(!scheme.reference.is_empty());
        for table in [scheme.challenge, scheme.credentials] {
            let mut seen: Vec<_> = table.iter().map(|param| param.name.to_ascii_lowercase()).collect();
            seen.sort_unstable();
            assert!(seen.windows(2).all(|pair| pair[0] != pair[1]), "{} lists a parameter twice", scheme.names[0]);
            for param in table {
                assert!(!param.meaning.ends_with('.') && !param.meaning.is_empty(), "{}", param.meaning);
            }
        }
        for secret in scheme.credentials.iter().filter(|param| param.name.is_empty()) {
            assert!(secret.secret, "the token68 of {} is secret", scheme.names[0]);
        }
    }
}

/// The registry of RFC 9110 §16.4.1.
#[test]
fn iana_has_fourteen_schemes() {
    let mut registered: Vec<&str> = all().filter(|(_, iana)| *iana == Iana::Registered).map(|(name, _)| name).collect();
    registered.sort_unstable_by_key(|name| name.to_ascii_lowercase());
    assert_eq!(
        registered,
        [
            "Basic", "Bearer", "Concealed", "Digest", "DPoP", "GNAP", "HOBA", "Mutual", "Negotiate", "OAuth",
            "PrivateToken", "SCRAM-SHA-1", "SCRAM-SHA-256", "vapid"
        ]
    );
}

#[test]
fn basic_credentials_come_apart_and_the_password_is_secret() {
    let explained = credentials("Basic QWxpIEJhYmE6b3BlbjpzZXNhbWU=");
    assert_eq!((value(&explained, "user-id"), value(&explained, "password")), ("Ali Baba", "open:sesame"));
    let secret: Vec<_> = explained.params.iter().map(|p| (p.name.as_str(), p.secret)).collect();
    assert_eq!(secret, [("", true), ("user-id", false), ("password", true)]);
    assert!(all_notes(&credentials("Basic foo:bar")).contains("without base64"));
    assert!(all_notes(&credentials("Basic /3NlcjpwYXNz")).contains("ISO-8859-1"));
    assert!(all_notes(&credentials("Basic dW5kZWZpbmVkOnVuZGVmaW5lZA==")).contains("variable without a value"));
    assert!(credentials("Basic").notes[0].contains("required"));
}

#[test]
fn bearer_says_what_the_error_means() {
    let explained = challenge("Bearer error=\"insufficient_scope\", scope=\"admin\", max_age=soon");
    let notes = all_notes(&explained);
    assert!(notes.contains("lacks a permission") && notes.contains("decimal digits"), "{notes}");
    assert!(all_notes(&challenge("Bearer error=\"nope\"")).contains("not among those"));
    for (uri, good) in [("https://bücher.Example/x", true), ("/path", false), ("https://", false), ("a b://c", false)]
    {
        let notes = all_notes(&challenge(&format!("Bearer error_uri=\"{uri}\"")));
        assert_eq!(notes.is_empty(), good, "{uri}: {notes}");
    }
    assert!(all_notes(&challenge("Bearer error=\"insufficient_user_authentication\"")).contains("RFC 9470"));
    assert!(all_notes(&credentials("Bearer \"eyJ\"")).contains("in quotes"));
    assert!(all_notes(&credentials("Bearer Bearer eyJ")).contains("twice"));
    assert!(all_notes(&credentials("Bearer undefined")).contains("variable"));
    assert_eq!(all_notes(&credentials("Bearer mF_9.B5f-4.1JqM")), "");
}

#[test]
fn registries_and_entra_are_recognised() {
    let docker = "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\",\
                  scope=\"repository:samalba/my-app:pull,push\"";
    assert!(all_notes(&challenge(docker)).contains("pull and push on the repository samalba/my-app"));
    let claims = "Bearer error=\"insufficient_claims\", \
                  claims=\"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7ImVzc2VudGlhbCI6dHJ1ZSwgInZhbHVlIjoiMTYwMzc0MjgwMCJ9fX0=\"";
    let explained = challenge(claims);
    assert!(value(&explained, "claims (decoded)").starts_with("{\"access_token\""));
    assert!(all_notes(&explained).contains("2020-10-26T20:06:40Z"));
    assert_eq!(all_notes(&challenge("Bearer realm=\"api\", scope=\"read write\"")), "");
}

#[test]
fn digest_checks_what_rfc_7616_requires() {
    let old = all_notes(&challenge("Digest realm=\"a\", nonce=\"b\""));
    assert!(old.contains("RFC 2069") && old.contains("MD5 is broken"), "{old}");
    let good = challenge("Digest realm=\"a\", nonce=\"b\", qop=\"auth, auth-int\", algorithm=SHA-256, charset=UTF-8");
    assert_eq!(all_notes(&good), "");
    assert!(all_notes(&challenge("Digest realm=\"a\"")).contains("\"nonce\" is missing"));
    let sent = credentials(
        "Digest username=\"m\", realm=\"a\", nonce=\"b\", uri=\"/\", response=\"c\", qop=auth, nc=1, algorithm=SHA-256",
    );
    let notes = all_notes(&sent);
    assert!(notes.contains("\"cnonce\" is missing") && notes.contains("Eight hexadecimal"), "{notes}");
    assert!(sent.params.iter().all(|param| param.secret == (param.name == "response")));
}

#[test]
fn aws_credentials_come_apart() {
    let explained = credentials(
        "AWS4-HMAC-SHA256 Credential=ASIAEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=x-amz-date;content-type, Signature=5d67",
    );
    assert_eq!((value(&explained, "region"), value(&explained, "service")), ("us-east-1", "iam"));
    let notes = all_notes(&explained);
    for part in ["\"host\" is missing", "alphabetical", "X-Amz-Security-Token"] {
        assert!(notes.contains(part), "{notes}");
    }
}

#[test]
fn other_schemes_take_their_values_apart() {
    let shared = credentials("SharedKey myaccount:ctzMq410TV3wS7upTBcunJTDLEJwMAZuFPfr0mrrA08=");
    assert_eq!((value(&shared, "account"), all_notes(&shared).as_str()), ("myaccount", ""));
    let ntlm = challenge("Negotiate TlRMTVNTUAACAAAACAAIADAAAACGggEAq6U1NAWaJCIAAAAAAAAAAAAAAAA4AAAATlRMTUF1dGg=");
    assert!(all_notes(&ntlm).contains("inside Negotiate") && all_notes(&ntlm).contains("type 2"));
    assert_eq!(value(&ntlm, "target"), "NTLMAuth");
    assert!(all_notes(&challenge("NTLM")).contains("expected"));
    let scram = challenge("SCRAM-SHA-1 data=biwsbj11c2VyLHI9YQ==");
    assert_eq!(value(&scram, "user"), "user");
    let token = challenge("PrivateToken challenge=\"AAIADmlzc3Vlci5leGFtcGxlAAAOb3JpZ2luLmV4YW1wbGU=\"");
    assert_eq!((value(&token, "issuer_name"), value(&token, "origin_info")), ("issuer.example", "origin.example"));
    assert!(all_notes(&credentials("vapid t=a.b.c, k=BA1Hxzyi1RUM")).contains("P-256"));
    assert!(all_notes(&credentials("HOBA result=\"a.b.c\"")).contains("Four parts"));
    assert!(all_notes(&challenge("Concealed")).contains("never asks"));
}

#[test]
fn what_is_unknown_is_shown_as_it_came_and_kept_secret_in_credentials() {
    let unknown = challenge("Mystery colour=red");
    assert_eq!((unknown.title.as_str(), unknown.iana), ("Mystery", Iana::NotRegistered));
    assert_eq!((value(&unknown, "colour"), unknown.params[0].secret), ("red", false));
    assert!(credentials("Mystery colour=red").params[0].secret);
    assert!(challenge("scope=foo").summary.contains("missing"));
    assert_eq!(challenge("WSSE realm=\"x\"").params[0].meaning, super::explain::REALM);
}

#[test]
fn values_are_taken_apart() {
    let gnap = challenge("GNAP as_uri=https://as.test/tx;access=FWW;referrer=https://api.test");
    assert_eq!((value(&gnap, "access"), value(&gnap, "referrer")), ("FWW", "https://api.test"));
    assert!(all_notes(&gnap).contains("The address is https://as.test/tx;"), "{gnap:?}");
    assert_eq!(challenge("GNAP as_uri=\"https://as.test/tx;v=1\"").params.len(), 1);
    // r=abcdef,s=c2FsdA==,i=4096
    let scram = challenge("SCRAM-SHA-256 sid=AA, data=\"cj1hYmNkZWYscz1jMkZzZEE9PSxpPTQwOTY=\"");
    assert_eq!((value(&scram, "nonce"), value(&scram, "salt")), ("abcdef", "c2FsdA=="));
    assert_eq!(value(&scram, "iterations"), "4096");
    // c=biws,r=abc,p=cHJvb2Y=
    let scram = credentials("SCRAM-SHA-256 sid=AA, data=\"Yz1iaXdzLHI9YWJjLHA9Y0hKdmIyWT0=\"");
    assert!(scram.params.iter().any(|param| param.name == "proof" && param.secret && param.value == "cHJvb2Y="));
}

#[test]
fn times_are_written_out() {
    for (ts, said) in [
        ("1353832234", "That is 2012-11-25T08:30:34Z."),
        ("1353832234000", "It is in milliseconds"),
        ("soon", "A number of seconds since 1970 is expected."),
    ] {
        let notes = all_notes(&credentials(&format!("Hawk id=\"a\", ts=\"{ts}\", nonce=\"n\", mac=\"AAAA\"")));
        assert!(notes.contains(said), "{ts}: {notes}");
    }
    let signed = credentials("Signature keyId=\"k\", signature=\"AAAA\", created=1353832234, expires=1353832534.5");
    assert!(all_notes(&signed).contains("08:35:34.5Z"), "{signed:?}");
}
