//! `latchkey learn`: what a status means, and how a remedy is done.

use std::io::Write;
use std::process::ExitCode;

use latchkey::{learn, servers, text};
use lexopt::ValueExt;

/// Runs the command with the rest of the arguments.
pub fn run(args: &mut lexopt::Parser) -> Result<ExitCode, String> {
    let text = match args.next().map_err(|e| e.to_string())? {
        None => learn::overview(),
        Some(lexopt::Arg::Value(word)) => {
            let word = word.string().map_err(|e| e.to_string())?;
            match word.parse().ok().and_then(learn::status) {
                Some(status) => learn::to_text(status),
                None => remedy(&word).ok_or_else(|| {
                    let known: Vec<_> = learn::statuses().map(|s| s.to_string()).collect();
                    format!("learn {word}: a remedy that `explain` names is meant, or one of {}", known.join(", "))
                })?,
            }
        }
        Some(other) => return Err(format!("{}; see latchkey --help", other.unexpected())),
    };
    if let Some(more) = args.next().map_err(|e| e.to_string())? {
        return Err(format!("{}; see latchkey --help", more.unexpected()));
    }
    // A closed pipe (`| head`) is the reader's wish, not a fault.
    let _ = anstream::stdout().lock().write_all(text.as_bytes());
    Ok(ExitCode::SUCCESS)
}

/// How a remedy is done in everything that knows it.
fn remedy(id: &str) -> Option<String> {
    let mut out = String::new();
    for known in servers::remedies(id, &[]) {
        out.push_str(&format!("{}: {}\n", known.server.name, known.remedy.title));
        for line in text::plain_blocks(known.remedy.blocks, &[]).lines() {
            out.push_str(format!("  {line}").trim_end());
            out.push('\n');
        }
        out.push('\n');
    }
    (!out.is_empty()).then_some(out)
}
