//! `latchkey decode`: the JSON that others rely on, the text, and the exit statuses.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use latchkey::decode::{self, Item};
use serde_json::{Value, json};

fn line(asked: Value) -> Value {
    let answer = decode::line(&asked.to_string());
    assert!(!answer.contains('\n'));
    serde_json::from_str(&answer).unwrap()
}

fn run(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_latchkey"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A child that refuses its arguments may be gone before it reads.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

#[test]
fn answers_as_the_contract_says() {
    assert_eq!(
        line(json!({ "id": "a1", "header": "WWW-Authenticate", "values": ["Bearer realm=\"x\", Basic realm=\"y\""] })),
        json!({ "id": "a1", "challenges": [
            { "scheme": "Bearer", "token68": null, "params": [["realm", "x"]] },
            { "scheme": "Basic", "token68": null, "params": [["realm", "y"]] },
        ], "faults": [] })
    );
    let token = line(json!({ "id": "b1", "token": "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.AAAA" }));
    assert_eq!(token["kind"], "jws");
    assert_eq!(token["claims"], json!({ "exp": 1700000000 }));
    assert_eq!(token["times"]["exp"], json!({ "value": 1700000000, "iso": "2023-11-14T22:13:20Z" }));
    assert_eq!(token["signature_bytes"], 3);
}

#[test]
fn a_fault_says_which_value_it_is_in() {
    let two = line(json!({ "header": "www-authenticate", "values": ["NTLM", "Basic realm=a b"] }));
    assert_eq!(two["faults"][0]["value"], 1);
    assert_eq!(two["faults"][0]["at"], 13);
    assert_eq!(two["challenges"][1]["params"], json!([["realm", "a b"]]));
}

#[test]
fn a_curl_command_is_taken_apart() {
    let token = "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE3MDAwMDAwMDB9.AAAA";
    let command = format!(
        "curl 'https://api.test/me' \\\n  -H 'accept: */*' \\\n  -H 'authorization: Bearer {token}' \\\n  -b 'sid=hush' --compressed"
    );
    let all = decode::pasted_lines(&command);
    let names: Vec<_> = all.iter().map(|one| one.header.as_deref().unwrap_or_default()).collect();
    assert_eq!(names, ["authorization", "Cookie"]);
    let told = run(&["decode"], &command);
    let text = stdout(&told);
    assert!(text.contains("2023-11-14") && !text.contains("hush"), "{text}");
    // A command that breaks off is told with its place, and shown no more than one that does not.
    let broken = "curl 'https://api.test/me' -H 'Authorization: Bearer hush-hush-0123456789";
    let told = run(&["decode"], broken);
    let text = stdout(&told);
    assert!(text.contains("byte 30: the quote that opens here is not closed") && !text.contains("hush-"), "{text}");
    let told = run(&["decode", "--format", "json"], broken);
    let text = stdout(&told);
    assert!(
        text.lines().next().is_some_and(|line| line.contains("\"kind\":\"curl\"") && line.contains("\"at\":30")),
        "{text}"
    );
}

#[test]
fn every_known_field_has_its_shape() {
    let one = |header: &str, value: &str| line(json!({ "header": header, "values": [value] }));
    assert_eq!(one("Authorization", "Basic YTpi")["credentials"]["token68"], "YTpi");
    assert_eq!(one("Authentication-Info", "nextnonce=\"n\"")["params"], json!([["nextnonce", "n"]]));
    assert_eq!(
        one("Authentication-Control", "Digest no-auth=true")["challenges"][0]["params"],
        json!([["no-auth", "true"]])
    );
    assert_eq!(one("DPoP-Nonce", " abc ")["nonce"], "abc");
    assert_eq!(one("DPoP-Nonce", "a\"b")["faults"][0]["at"], 1);
    assert_eq!(one("Clear-Site-Data", "\"cache\", \"*\"")["clears"], json!(["cache", "*"]));
    assert_eq!(one("Clear-Site-Data", "\"Cookies\", x")["faults"].as_array().unwrap().len(), 3);
    assert_eq!(one("Set-Cookie", "a=b; Secure")["cookies"][0]["secure"], true);
    assert_eq!(one("Cookie", "a=b; c=d")["cookies"], json!([["a", "b"], ["c", "d"]]));
    assert_eq!(one("DPoP", "eyJhbGciOiJFUzI1NiJ9.e30.AAAA")["kind"], "jws");
    assert_eq!(one("X-Other", "v")["values"], json!(["v"]));
    let extended = one("Authorization", "Digest username*=UTF-8''J%C3%A4s");
    assert_eq!(extended["credentials"]["params"], json!([["username*", "UTF-8''J%C3%A4s"]]));
    assert_eq!(extended["credentials"]["decoded"], json!({ "username*": "Jäs" }));
}

#[test]
fn a_line_that_is_no_question_is_answered_with_a_fault() {
    let broken: Value = serde_json::from_str(&decode::line("{\"id\": 1,")).unwrap();
    assert_eq!(broken["faults"].as_array().unwrap().len(), 1);
    assert!(broken["faults"][0]["at"].as_u64().unwrap() <= 9);
    assert_eq!(line(json!({ "id": 7 }))["id"], 7);
    assert_eq!(line(json!({ "id": 7 }))["faults"].as_array().unwrap().len(), 1);
    assert_eq!(line(json!({ "header": "WWW-Authenticate", "values": [] }))["challenges"], json!([]));
}

#[test]
fn what_is_pasted_is_recognised() {
    let header = |text: &str| decode::pasted(text).header;
    assert_eq!(header("www-authenticate: Basic realm=\"x\"").unwrap(), "www-authenticate");
    assert_eq!(header("Basic realm=\"x\", Bearer").unwrap(), "WWW-Authenticate");
    assert_eq!(header("Basic YTpi").unwrap(), "Authorization");
    assert_eq!(header("Digest username=\"a\", response=\"b\"").unwrap(), "Authorization");
    assert_eq!(header("eyJhbGciOiJIUzI1NiJ9.e30."), None);
}

/// Invariant: secrets are masked by default, also in the excerpts of faults.
#[test]
fn the_text_masks_secrets() {
    for (line, secret) in [
        ("Authorization: Basic QWxpOm9wZW5zZXNhbWU=", ["opensesame", "QWxpOm9wZW5zZXNhbWU="]),
        ("Authorization: Bearer \"sesame-open sesame-shut\"", ["sesame-open", "sesame-shut"]),
        ("Authorization: Mystery sesame=one; sesame-two \"sesame-three", ["one; ses", "sesame-three"]),
        ("Cookie: id=sesame-a; id=sesame-b", ["sesame-a", "sesame-b"]),
        ("Set-Cookie: id=sesame-a\"b; Foo", ["sesame-a", "e-a\"b"]),
    ] {
        let text = decode::pasted(line).to_text();
        for secret in secret {
            assert!(!text.contains(secret), "{line} shows {secret}:\n{text}");
        }
    }
}

#[test]
fn the_text_marks_a_fault_under_its_byte() {
    let text = decode::pasted("WWW-Authenticate: Basic realm=Staff Area").to_text();
    assert!(text.starts_with("Basic (RFC 7617, registered with IANA)\n"), "{text}");
    assert!(text.ends_with("    Basic realm=Staff Area\n                     ^\n"), "{text}");
}

#[test]
fn the_command_keeps_its_exit_statuses() {
    let json = run(&["decode", "--format", "json", "WWW-Authenticate: NTLM"], "");
    assert_eq!(json.status.code(), Some(0));
    let answer: Value = serde_json::from_str(stdout(&json)).unwrap();
    assert_eq!(answer["challenges"][0]["scheme"], "NTLM");

    let lines = run(
        &["decode", "--lines"],
        "{\"id\":1,\"header\":\"X\",\"values\":[\"a\"]}\n\nnonsense\n{\"id\":2,\"token\":\"t\"}",
    );
    let answers: Vec<Value> = stdout(&lines).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.status.code(), Some(0));
    assert_eq!(answers.len(), 3);
    assert_eq!((&answers[0]["id"], &answers[2]["id"]), (&json!(1), &json!(2)));

    assert_eq!(stdout(&run(&["decode"], "DPoP-Nonce: abc\n")), stdout(&run(&["decode", "DPoP-Nonce:", "abc"], "")));
    for (args, says) in [
        (&["decode", "--format", "xml", "x"][..], "text or json is meant"),
        (&["decode", "--lines", "x"], "takes no text"),
        (&["decode", ""], "needs a header line or a token"),
        (&["decode", "--wrong"], "--wrong"),
    ] {
        let failed = run(args, "");
        let error = String::from_utf8(failed.stderr).unwrap();
        assert_eq!(failed.status.code(), Some(2), "{args:?}");
        assert!(error.starts_with("latchkey: ") && error.contains(says) && error.lines().count() == 1, "{error}");
    }
}

#[test]
fn a_pasted_token_with_colons_is_no_header() {
    let django = "eyJmb28iOiJiYXIifQ:1kaiuM:TkRcX5Rl3xsUYuKDb-mxLBYnOfI5kpnDNYiIB7vwCcg";
    let decoded = decode::pasted(django).to_json();
    assert_eq!((&decoded["kind"], &decoded["claims"]["foo"]), (&json!("django-signed"), &json!("bar")));
}

#[test]
fn a_signed_url_is_decoded_without_its_secrets() {
    let url = "https://s.test/a?AWSAccessKeyId=AK&Signature=hush%3D&Expires=1900000000";
    let text = run(&["decode", url], "");
    assert!(stdout(&text).contains("works until 2030-03-17T17:46:40Z"), "{}", stdout(&text));
    assert!(!stdout(&text).contains("hush"), "{}", stdout(&text));
    let read: Value = serde_json::from_str(stdout(&run(&["decode", "--format", "json", url], ""))).unwrap();
    assert_eq!((&read["kind"], &read["expires"]), (&json!("signed-url"), &json!("2030-03-17T17:46:40Z")));
    assert!(!read.to_string().contains("hush"), "{read}");
    // An address without a signature is no signed URL.
    assert_eq!(decode::pasted("https://s.test/a?page=2").to_json()["kind"], "url");
}

/// HS256 with the secret `secret`: made for these tests.
const SIGNED: &str = "eyJhbGciOiJIUzI1NiIsImtpZCI6ImsxIn0.eyJzdWIiOiJhbm4iLCJzY29wZSI6InJlYWQifQ.";

/// The token above with its signature.
fn signed() -> String {
    use base64::Engine;
    use hmac::Mac;
    let mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(b"secret").unwrap();
    let signature = mac.chain_update(SIGNED.trim_end_matches('.')).finalize().into_bytes();
    SIGNED.to_owned() + &base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(signature)
}

#[test]
fn tokens_are_found_in_every_place() {
    let token = signed();
    for (line, name) in [
        ("Authorization: Bearer JWT", Value::Null),
        ("Proxy-Authorization: Bearer JWT", Value::Null),
        ("Cookie: a=b; session=JWT", json!("session")),
        ("Set-Cookie: jwt=JWT; Secure", json!("jwt")),
        ("X-Auth-Token: JWT", Value::Null),
        ("Location: /cb#access_token=JWT&state=1", json!("access_token")),
        ("Sec-WebSocket-Protocol: v1, bearer.JWT", json!("bearer")),
        ("https://ann:hush@a.test/?access_token=JWT", json!("access_token")),
    ] {
        let decoded = decode::pasted(&line.replace("JWT", &token));
        let json = decoded.to_json();
        let found = &json["tokens"][0];
        assert_eq!((&found["kind"], &found["claims"]["sub"]), (&json!("jws"), &json!("ann")), "{line}: {json}");
        assert_eq!(found["name"], name, "{line}");
        let text = decoded.to_text();
        assert!(text.contains("access token (JWT)") && text.contains("whom it is about"), "{line}: {text}");
        assert!(!text.contains(&token) && !text.contains("hush"), "{line} shows a secret: {text}");
    }
    let none = decode::pasted("DPoP-Nonce: eyJ7S_zG.eyJH0-Z.HX4w-7v").to_json();
    assert_eq!((&none["nonce"], &none["tokens"]), (&json!("eyJ7S_zG.eyJH0-Z.HX4w-7v"), &Value::Null));
}

#[test]
fn a_cors_header_says_what_it_means() {
    let read = line(json!({ "header": "Access-Control-Allow-Origin", "values": ["https://app.test/"] }));
    assert_eq!(read["cors"][0][0], "https://app.test/");
    assert_eq!(read["faults"][0]["at"], 16);
    let text = decode::pasted("Access-Control-Allow-Headers: *").to_text();
    assert!(text.contains("any request header but Authorization"), "{text}");
}

/// Invariant: without a key nothing is called valid, and with one only the signature is spoken of.
#[test]
fn a_signature_is_checked_with_the_key_that_is_given() {
    let token = signed();
    let with = |key: Value, token: &str| line(json!({ "token": token, "key": key }))["signature"]["fits"].clone();
    let jwk = json!({ "kty": "oct", "k": "c2VjcmV0" });
    assert_eq!(with(json!("secret"), &token), json!(true));
    assert_eq!(with(jwk.clone(), &token), json!(true));
    assert_eq!(with(json!({ "keys": [jwk] }), &token), json!(true));
    assert_eq!(with(json!("other"), &token), json!(false));
    assert_eq!(with(json!("secret"), &format!("{token}~")), json!(true), "the issuer's signature of an SD-JWT");
    assert_eq!(with(json!("secret"), "opaque"), Value::Null);
    assert_eq!(line(json!({ "token": token }))["signature"], Value::Null);
    let text = decode::pasted(&token).to_text();
    assert!(text.contains("not checked") && !text.to_lowercase().contains("valid"), "{text}");
    let mut detached = decode::pasted(&token.replace("eyJzdWIiOiJhbm4iLCJzY29wZSI6InJlYWQifQ", ""));
    detached.check("secret", Some(br#"{"sub":"ann","scope":"read"}"#));
    assert_eq!(detached.to_json()["signature"]["fits"], true);
}

#[test]
fn the_command_takes_the_key_from_a_file() {
    let folder = std::env::temp_dir().join(format!("latchkey-key-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = |name: &str, text: &[u8]| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (good, other) = (file("good", b"secret\n"), file("other", b"{\"kty\":\"oct\",\"k\":\"YQ\"}"));
    let (empty, binary, json) = (file("empty", b""), file("binary", b"\xff\xfe"), file("json", b"{\"a\":1}"));
    let token = signed();
    let bearer = format!("Authorization: Bearer {token}");
    let says = |args: &[&str]| {
        let out = run(args, "");
        (out.status.code(), stdout(&out).to_owned() + std::str::from_utf8(&out.stderr).unwrap())
    };
    for (args, code, says_what) in [
        (&["decode", "--key", &good, &token][..], 0, "The signature fits the secret"),
        (&["decode", "--key", &good, &bearer], 0, "The signature fits the secret"),
        (&["decode", "--key", &other, "--format", "json", &token], 0, "\"fits\":false"),
        (&["decode", "--key", &empty, &token], 2, "No key"),
        (&["decode", "--key", &binary, &token], 2, "a key is text"),
        (&["decode", "--key", &json, &token], 2, "no key of a known type"),
        (&["decode", "--key", "/nowhere/key", &token], 2, "/nowhere/key"),
        (&["decode", "--key", &good, "WWW-Authenticate: NTLM"], 2, "no token"),
        (&["decode", "--payload", &good, &token], 2, "needs --key"),
        (&["decode", "--lines", "--key", &good], 2, "in the line"),
        (&["decode", "--key"], 2, "--key"),
    ] {
        let (status, said) = says(args);
        assert!(said.contains(says_what), "{args:?}: {said}");
        assert_eq!(status, Some(code), "{args:?}");
        assert!(code == 0 || said.lines().count() == 1, "{args:?}: {said}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_pasted_head_is_decoded_field_by_field() {
    let head = "HTTP/1.1 401 Unauthorized\r\nServer: x\r\nWWW-Authenticate: Basic realm=\"a\"\r\nSet-Cookie: a=b; SameSite=Lax\r\n\
        WWW-Authenticate: Bearer realm=\"b\"\r\n\r\n<h1>401</h1>";
    let out = run(&["decode"], head);
    let text = stdout(&out);
    for part in ["== WWW-Authenticate\nBasic (RFC 7617", "Bearer (RFC 6750", "== Set-Cookie\n", "only a followed link"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("Server") && !text.contains("Faults"), "{text}");
    let out = run(&["decode", "--format", "json"], head);
    let lines: Vec<Value> = stdout(&out).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(
        lines.iter().map(|line| line["header"].as_str().unwrap()).collect::<Vec<_>>(),
        ["WWW-Authenticate", "Set-Cookie"]
    );
    assert_eq!(lines[0]["challenges"][1]["scheme"], "Bearer");
}

#[test]
fn help_is_given_to_whoever_asks() {
    for ask in ["help", "--help", "-h"] {
        let out = run(&[ask], "");
        assert!(out.status.success() && stdout(&out).contains("latchkey decode"), "{ask}");
    }
}

#[test]
fn the_tokens_in_the_answer_of_a_token_endpoint_are_decoded() {
    let jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1LTEwNDIifQ.c2lnbmF0dXJl";
    let text = format!("{{\n  \"access_token\": \"{jwt}\",\n  \"token_type\": \"Bearer\"\n}}");
    let all = decode::pasted_lines(&text);
    assert_eq!(all.len(), 1);
    let shown = all[0].to_text();
    assert!(shown.contains("access_token") && shown.contains("u-1042"), "{shown}");
    assert!(!shown.contains("c2lnbmF0dXJl"), "{shown}");
    // A JWS in its JSON form is a token itself (RFC 7515 §7.2.2).
    let jws = r#"{"payload":"eyJzdWIiOiIxIn0","protected":"eyJhbGciOiJIUzI1NiJ9","signature":"c2ln"}"#;
    assert!(matches!(decode::pasted(jws).items.as_slice(), [(0, Item::Token(_))]));
}
