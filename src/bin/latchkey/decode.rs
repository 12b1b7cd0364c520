//! `latchkey decode`: one header line or one token in, what it says out.

use std::io::{BufRead, Read, Write};
use std::process::ExitCode;

use latchkey::decode::{self, Decoded};
use lexopt::ValueExt;

/// Of a longer line of `--lines` nothing is read: 16 MiB.
const LONGEST_LINE: u64 = 16 << 20;

/// Runs the command with the rest of the arguments.
pub fn run(args: &mut lexopt::Parser) -> Result<ExitCode, String> {
    let (mut json, mut lines) = (false, false);
    let (mut key, mut payload) = (None, None);
    let mut words: Vec<String> = Vec::new();
    while let Some(arg) = args.next().map_err(|e| e.to_string())? {
        match arg {
            lexopt::Arg::Long("format") => {
                let value = args.value().and_then(|v| v.string()).map_err(|e| e.to_string())?;
                json = match value.as_str() {
                    "text" => false,
                    "json" => true,
                    other => return Err(format!("--format {other}: text or json is meant")),
                };
            }
            lexopt::Arg::Long("lines") => lines = true,
            lexopt::Arg::Long("key") => key = Some(file(args, "--key")?),
            lexopt::Arg::Long("payload") => payload = Some(file(args, "--payload")?),
            lexopt::Arg::Value(word) => words.push(word.string().map_err(|e| e.to_string())?),
            other => return Err(format!("{}; see latchkey --help", other.unexpected())),
        }
    }
    if payload.is_some() && key.is_none() {
        return Err("--payload is what a signature is checked over; it needs --key".into());
    }
    if lines {
        if !words.is_empty() {
            return Err("decode --lines reads standard input and takes no text".into());
        }
        if key.is_some() {
            return Err("decode --lines takes the key in the line, as \"key\"".into());
        }
        return answer_lines();
    }
    let text = match words.as_slice() {
        [] => standard_input()?,
        [one] if one == "-" => standard_input()?,
        words => words.join(" "),
    };
    if text.trim().is_empty() {
        return Err("decode needs a header line or a token, as an argument or on standard input".into());
    }
    let mut all = decode::pasted_lines(&text);
    if let Some((name, bytes)) = key {
        let key =
            String::from_utf8(bytes).map_err(|_| format!("{name}: a key is text: JWK, JWK set, PEM or a secret"))?;
        // A key that cannot be read is an error of the caller, whatever the token is.
        if let Err(what) = latchkey::token::key::parse(&key) {
            return Err(format!("{name}: {what}"));
        }
        for decoded in &mut all {
            decoded.check(&key, payload.as_ref().map(|(_, bytes)| bytes.as_slice()));
        }
        if all.iter().all(|decoded| decoded.verdicts.is_empty()) {
            return Err("--key: there is no token in the text".into());
        }
    }
    let shown = if json { in_json(&all) } else { in_text(&all) };
    // A closed pipe (`| head`) is the reader's wish, not a fault.
    let _ = anstream::stdout().lock().write_all(shown.as_bytes());
    Ok(ExitCode::SUCCESS)
}

/// One line for each field, with its name where there are several.
fn in_json(all: &[Decoded]) -> String {
    let line = |decoded: &Decoded| {
        let mut line = decoded.to_json();
        if let (Some(object), Some(name), true) = (line.as_object_mut(), &decoded.header, all.len() > 1) {
            object.insert("header".into(), name.as_str().into());
        }
        line.to_string() + "\n"
    };
    all.iter().map(line).collect()
}

fn in_text(all: &[Decoded]) -> String {
    let text = |decoded: &Decoded| match &decoded.header {
        Some(name) if all.len() > 1 => format!("== {name}\n{}", decoded.to_text()),
        _ => decoded.to_text(),
    };
    all.iter().map(text).collect::<Vec<_>>().join("\n")
}

/// Reads the file that an option names; its name and content.
fn file(args: &mut lexopt::Parser, option: &str) -> Result<(String, Vec<u8>), String> {
    let name = args.value().and_then(|v| v.string()).map_err(|e| format!("{option}: {e}"))?;
    let bytes = std::fs::read(&name).map_err(|e| format!("{option} {name}: {e}"))?;
    Ok((name, bytes))
}

fn standard_input() -> Result<String, String> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(|e| format!("standard input: {e}"))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Answers each line as it comes, so that another program can hold a conversation.
fn answer_lines() -> Result<ExitCode, String> {
    let mut input = std::io::stdin().lock();
    let mut out = std::io::stdout().lock();
    let mut line = Vec::new();
    for number in 1_u64.. {
        line.clear();
        let read = (&mut input).take(LONGEST_LINE).read_until(b'\n', &mut line);
        if read.map_err(|e| format!("standard input, line {number}: {e}"))? == 0 {
            break;
        }
        if line.len() as u64 == LONGEST_LINE && !line.ends_with(b"\n") {
            return Err(format!("standard input, line {number}: longer than {LONGEST_LINE} bytes"));
        }
        let text = String::from_utf8_lossy(&line);
        if text.trim().is_empty() {
            continue;
        }
        if writeln!(out, "{}", decode::line(text.trim_end())).and_then(|()| out.flush()).is_err() {
            break;
        }
    }
    let _ = out.flush();
    Ok(ExitCode::SUCCESS)
}
