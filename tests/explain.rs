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

/// The other files are explained all the same; a folder and a missing file are named in words.
#[test]
fn what_cannot_be_read_is_named() {
    let file = std::env::temp_dir().join(format!("latchkey-explain-{}.har", std::process::id()));
    std::fs::write(&file, har(401)).unwrap();
    let folder = std::env::temp_dir();
    let paths = [&folder, &file.with_extension("none"), &file];
    let output = Command::new(env!("CARGO_BIN_EXE_latchkey")).arg("explain").args(paths).output().unwrap();
    std::fs::remove_file(&file).unwrap();
    let (out, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(2));
    assert!(out.contains("1 of 1 requests failed") && !out.contains('\x1b'), "{out}");
    let lines: Vec<_> = errors.lines().collect();
    assert!(lines.len() == 2 && lines[0].contains("this is a folder") && lines[1].contains("no such file"), "{errors}");
    let help = |args: &[&str]| Command::new(env!("CARGO_BIN_EXE_latchkey")).args(args).output().unwrap();
    let asked = help(&["explain", "--help"]);
    assert_eq!((asked.status.code(), asked.stdout), (Some(0), help(&["--help"]).stdout));
    assert_eq!(help(&["bogus"]).status.code(), Some(2));
}

/// As a shell of Windows writes it, with and without the mark.
#[test]
fn utf_16_is_read() {
    let plain = explain(har(401).as_bytes());
    for mark in ["", "\u{feff}"] {
        let text: Vec<u16> = (mark.to_owned() + &har(401)).encode_utf16().collect();
        let little: Vec<u8> = text.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = text.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        assert_eq!(explain(&little).stdout, plain.stdout, "{mark:?}");
        assert_eq!(explain(&big).stdout, plain.stdout, "{mark:?}");
    }
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
