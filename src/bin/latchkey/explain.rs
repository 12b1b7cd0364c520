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
    let mut out = anstream::stdout().lock();
    let mut code = 0;
    for file in files {
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
        let text = match format {
            Format::Json => report::json::recording(&recording).to_string() + "\n",
            Format::Text => report::text::recording(&recording, now),
            Format::Markdown => report::markdown::recording(&recording, now),
        };
        // A closed pipe (`| head`) is the reader's wish, not a fault.
        if out.write_all(text.as_bytes()).is_err() {
            break;
        }
    }
    Ok(ExitCode::from(code))
}
