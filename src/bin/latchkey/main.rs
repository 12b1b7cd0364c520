//! `latchkey explain trace.har`, `latchkey decode`: the same core on the command line.

mod decode;
mod explain;
mod input;
mod learn;
mod sanitise;
mod words;

use std::process::ExitCode;

const HELP: &str = "\
latchkey tells why a request was refused, and what to change

  latchkey explain [--format text|json|markdown] [--now RFC3339] FILE…
      diagnoses HAR files, also packed with gzip; `-` reads standard input
      text has colours on a terminal (not with NO_COLOR); json is one object per file, each on a line
      --now says in the report how old a recording is; tokens are judged by the recording's own time
      exit status: 0 nothing failed, 1 failures were found, 2 a file could not be read (the others
      are explained all the same) or the command was wrong

  latchkey decode [--format text|json] [--key FILE [--payload FILE]] [TEXT]
      decodes what TEXT holds, else standard input: header lines (challenges, credentials, cookies, CORS,
      signatures), a token (JWT and other JOSE, SD-JWT, PASETO, macaroon, Biscuit, SAML, the
      sessions of frameworks, keys of vendors), or a URL that is signed or carries tokens
      --key checks the signatures of its tokens: a JWK, a JWK set, PEM or a shared secret
      --payload holds what a detached token signs
  latchkey decode --lines
      one JSON object per line in, one per line out, in order:
      {\"header\":\"Cookie\",\"values\":[\"a=b\"]} or {\"token\":\"eyJ…\",\"key\":\"…\"}, each with an \"id\" if you like

  latchkey sanitise [--out FILE] FILE
      writes a HAR file that can be given away: passwords, cookies, tokens and signatures are
      replaced, equal ones by equal stand-ins; hosts, paths, ids and the claims of JWTs stay

  latchkey learn [STATUS|CAUSE|REMEDY|TERM|MESSAGE]
      says what a status means and what to look at first, what a cause that `explain` names is, how a
      remedy is done on each server, what a term means, or which status hides behind a message; without
      a word how the statuses differ, the frequent questions and the terms

  latchkey help, latchkey --version
";

fn main() -> ExitCode {
    let mut args = lexopt::Parser::from_env();
    if std::env::args_os().skip(2).take_while(|arg| arg != "--").any(|arg| arg == "--help" || arg == "-h") {
        return help().unwrap_or(ExitCode::SUCCESS);
    }
    let result = match args.next() {
        Ok(Some(lexopt::Arg::Value(command))) if command == "explain" => explain::run(&mut args),
        Ok(Some(lexopt::Arg::Value(command))) if command == "decode" => decode::run(&mut args),
        Ok(Some(lexopt::Arg::Value(command))) if command == "learn" => learn::run(&mut args),
        Ok(Some(lexopt::Arg::Value(command))) if command == "sanitise" => sanitise::run(&mut args),
        // For the build of the panel, which loads the words instead of holding them.
        Ok(Some(lexopt::Arg::Value(command))) if command == "words" => words::run(&mut args),
        Ok(Some(lexopt::Arg::Value(command))) if command == "help" => help(),
        Ok(Some(lexopt::Arg::Long("help") | lexopt::Arg::Short('h'))) | Ok(None) => help(),
        Ok(Some(lexopt::Arg::Long("version") | lexopt::Arg::Short('V'))) => {
            println!("latchkey {}", env!("CARGO_PKG_VERSION"));
            Ok(ExitCode::SUCCESS)
        }
        Ok(Some(lexopt::Arg::Value(other))) => {
            Err(format!("{}: no such command; see latchkey --help", other.to_string_lossy()))
        }
        Ok(Some(other)) => Err(format!("{}; see latchkey --help", other.unexpected())),
        Err(error) => Err(error.to_string()),
    };
    result.unwrap_or_else(|what| {
        eprintln!("latchkey: {what}");
        ExitCode::from(2)
    })
}

fn help() -> Result<ExitCode, String> {
    // A closed pipe (`| head`) is the reader's wish, not a fault.
    let _ = std::io::Write::write_all(&mut std::io::stdout().lock(), HELP.as_bytes());
    Ok(ExitCode::SUCCESS)
}
