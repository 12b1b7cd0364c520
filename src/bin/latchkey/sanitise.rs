//! `latchkey sanitise`: a HAR file in, the same without its secrets out.

use std::io::Write;
use std::process::ExitCode;

use latchkey::har;
use latchkey::redact::sanitise;
use lexopt::ValueExt;

/// Runs the command with the rest of the arguments.
pub fn run(args: &mut lexopt::Parser) -> Result<ExitCode, String> {
    let (mut file, mut out) = (None, None);
    while let Some(arg) = args.next().map_err(|e| e.to_string())? {
        match arg {
            lexopt::Arg::Long("out") | lexopt::Arg::Short('o') => {
                out = Some(args.value().and_then(|v| v.string()).map_err(|e| e.to_string())?);
            }
            lexopt::Arg::Value(name) if file.is_none() => file = Some(name.string().map_err(|e| e.to_string())?),
            other => return Err(format!("{}; see latchkey --help", other.unexpected())),
        }
    }
    let file = file.ok_or("sanitise needs a HAR file, or `-` for standard input")?;
    let input = super::input::har(&file)?;
    for note in &input.notes {
        eprintln!("latchkey: {file}: {note}");
    }
    let shown = sanitise::recording(input.exchanges.iter().map(|(_, exchange)| exchange));
    let text = har::write(&shown, sanitise::COMMENT);
    match &out {
        Some(name) => std::fs::write(name, text).map_err(|e| format!("{name}: {e}"))?,
        // A closed pipe (`| head`) is the reader's wish, not a fault.
        None => drop(std::io::stdout().lock().write_all(text.as_bytes())),
    }
    eprintln!("latchkey: {} requests. {}", shown.len(), sanitise::COMMENT);
    Ok(ExitCode::SUCCESS)
}
