//! `latchkey learn`: what a status means.

use std::io::Write;
use std::process::ExitCode;

use latchkey::learn;
use lexopt::ValueExt;

/// Runs the command with the rest of the arguments.
pub fn run(args: &mut lexopt::Parser) -> Result<ExitCode, String> {
    let text = match args.next().map_err(|e| e.to_string())? {
        None => learn::overview(),
        Some(lexopt::Arg::Value(word)) => {
            let word = word.string().map_err(|e| e.to_string())?;
            let status = word.parse().ok().and_then(learn::status);
            let known: Vec<_> = learn::statuses().map(|s| s.to_string()).collect();
            learn::to_text(status.ok_or_else(|| format!("learn {word}: one of {} is meant", known.join(", ")))?)
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
