//! `latchkey explain`: HAR files in, diagnoses out.

use std::io::Write;
use std::process::ExitCode;

use latchkey::finding::Verdict;
use latchkey::instant::Instant;
use latchkey::report::{self, Recording};
use lexopt::ValueExt;

enum Format {
    Text,
    Json,
    Markdown,
}

/// Runs the command with the rest of the arguments.
pub fn run(args: &mut lexopt::Parser) -> Result<ExitCode, String> {
    let mut format = Format::Text;
    let mut now = None;
    let mut files = Vec::new();
    while let Some(arg) = args.next().map_err(|e| e.to_string())? {
        match arg {
            lexopt::Arg::Long("format") => {
                let value = args.value().and_then(|v| v.string()).map_err(|e| e.to_string())?;
                format = match value.as_str() {
                    "text" => Format::Text,
                    "json" => Format::Json,
                    "markdown" => Format::Markdown,
                    other => return Err(format!("--format {other}: text, json or markdown is meant")),
                };
            }
            lexopt::Arg::Long("now") => {
                let value = args.value().and_then(|v| v.string()).map_err(|e| e.to_string())?;
                let at = Instant::parse_rfc3339(&value);
                now = Some(at.ok_or_else(|| format!("--now {value}: a time such as 2026-11-20T12:03:10Z is meant"))?);
            }
            lexopt::Arg::Value(file) => files.push(file.string().map_err(|e| e.to_string())?),
            other => return Err(format!("{}; see latchkey --help", other.unexpected())),
        }
    }
    if files.is_empty() {
        return Err("explain needs a HAR file, or `-` for standard input".into());
    }
    let mut code = 0;
    let mut files = files.into_iter();
    while let Some(file) = files.next() {
        let recording = match super::input::har(&file).map(|har| Recording::of(&file, har)) {
            Ok(recording) => recording,
            Err(what) => {
                eprintln!("latchkey: {what}");
                code = 2;
                continue;
            }
        };
        if code == 0 && recording.diagnoses.iter().any(|(_, d)| d.verdict == Verdict::Failure) {
            code = 1;
        }
        let written = match format {
            Format::Json => json(&recording),
            Format::Text => anstream::stdout().write_all(report::text::recording(&recording, now).as_bytes()),
            Format::Markdown => anstream::stdout().write_all(report::markdown::recording(&recording, now).as_bytes()),
        };
        if files.as_slice().is_empty() {
            // To give the memory of the last one back piece by piece would only take time.
            std::mem::forget(recording);
        }
        // A closed pipe (`| head`) is the reader's wish, not a fault.
        if written.is_err() {
            break;
        }
    }
    Ok(ExitCode::from(code))
}

/// One line of JSON. It has no colours, so nothing has to be taken out of it where the output is no terminal.
fn json(recording: &Recording) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    serde_json::to_writer(&mut out, &report::json::recording(recording))?;
    out.write_all(b"\n")?;
    out.flush()
}
