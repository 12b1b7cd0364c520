//! `latchkey explain` as a program: what it reads, and how it ends.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use flate2::Compression;
use flate2::write::GzEncoder;

fn har(status: u16) -> String {
    format!(
        r#"{{"log":{{"version":"1.2","creator":{{"name":"t","version":"1"}},"entries":[{{"startedDateTime":"2026-01-01T00:00:00Z","time":5,
        "request":{{"method":"GET","url":"https://api.example.com/me","headers":[{{"name":"Authorization","value":"Bearer undefined"}}]}},
        "response":{{"status":{status},"headers":[],"content":{{"size":0,"mimeType":""}}}}}}]}}}}"#
    )
}

/// Runs the program with `input` on standard input.
fn explain(input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_latchkey"))
        .args(["explain", "--format", "json", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn exit_status_says_what_was_found() {
    assert_eq!(explain(har(200).as_bytes()).status.code(), Some(0));
    assert_eq!(explain(har(401).as_bytes()).status.code(), Some(1));
    let broken = explain(b"no HAR at all");
    assert_eq!(broken.status.code(), Some(2));
    assert_eq!(String::from_utf8_lossy(&broken.stderr).lines().count(), 1);
}

/// A status is also found under the messages by which people meet it, a cause and a term by its name.
#[test]
fn learn_finds_what_people_know_it_by() {
    let learn = |words: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_latchkey")).arg("learn").args(words).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    for (words, start) in [
        (&["401"][..], "401 Unauthorized\n"),
        (&["Request failed with status code 401"], "401 Unauthorized\n"),
        (&["ERR_INVALID_AUTH_CREDENTIALS"], "401 Unauthorized\n"),
        (&["authorization", "required"], "401 Unauthorized\n"),
        (&["token-expired"], "The token has expired\n"),
        (&["xsrf"], "CSRF: "),
        (&["send-token"], "axios: "),
        (&[], "How they differ\n"),
    ] {
        let (code, text) = learn(words);
        assert!(code == Some(0) && text.starts_with(start), "{words:?}: {code:?} {text}");
    }
    assert_eq!(learn(&["nothing of the kind"]).0, Some(2));
}

#[test]
fn packed_files_are_read() {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(har(401).as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let plain = explain(har(401).as_bytes());
    assert_eq!(explain(&packed).stdout, plain.stdout);
    assert!(!plain.stdout.is_empty());
    let cut = explain(&packed[..packed.len() / 2]);
    assert_eq!(cut.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&cut.stderr).contains("cannot be unpacked"));
}
