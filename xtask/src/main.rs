//! `cargo xtask …`: sets up, builds, serves, tests. See `HELP`.

use std::process::ExitCode;
use xtask::commands::{accuracy, conformance, demo, format, screenshots, test, try_out};
use xtask::step::{Failure, Result};
use xtask::{bench, browser, bundle, size, toolchain};

const HELP: &str = "\
cargo xtask <command>

  demo [--port N] [--no-open]   install what is missing, build, and serve the demo page on this machine
  test [LAYER…]                 install what is missing and run every test layer, or only those named
  format                        lay out all code (cargo fmt misses files that macros list)
  extension                     build the extension: target/extension/{chromium,firefox} and a zip of each
  try                           open Chromium with the extension, DevTools on the Latchkey panel and the sample app
                                (without a display: write screenshots/try.png)
  screenshots                   write the pictures of the panel, light and dark, into screenshots/
  accuracy [FOLDER]             measure the first cause against recordings of real servers whose truth is known
  conformance                   measure the parsers against the test data of other implementations
  bench [PART…]                 measure speed, memory and size against their budgets: size, native, page, live
  size                          build, and hold the compiled panel against its budget
  setup                         only install what is missing: tools and a browser
  help                          this text

Tools go into the cache folder, never into the project: LATCHKEY_CACHE, else `latchkey` below the user's cache folder.
LATCHKEY_CHROMIUM, LATCHKEY_CHROMEDRIVER and LATCHKEY_FIREFOX name programs to use instead of those found or installed.
";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode> {
    use lexopt::prelude::*;

    let mut command = None;
    let (mut words, mut port, mut open) = (Vec::new(), 8787_u16, true);
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next().map_err(usage)? {
        match argument {
            Value(word) if command.is_none() => command = Some(word.to_string_lossy().into_owned()),
            Value(word) if matches!(command.as_deref(), Some("test" | "accuracy" | "bench")) => {
                words.push(word.to_string_lossy().into_owned())
            }
            Long("port") if command.as_deref() == Some("demo") => {
                port = arguments.value().and_then(|value| value.parse()).map_err(usage)?
            }
            Long("no-open") if command.as_deref() == Some("demo") => open = false,
            Short('h') | Long("help") => command = Some("help".to_owned()),
            other => return Err(usage(other.unexpected())),
        }
    }
    let done = match command.as_deref() {
        Some("demo") => demo::run(port, open),
        Some("test") => return test::run(&words),
        Some("format") => format::run(false),
        Some("extension") => bundle::extensions().and_then(|()| size::check()),
        Some("try") => try_out::run(),
        Some("screenshots") => screenshots::run(),
        Some("accuracy") => accuracy::run(words.first().map(String::as_str)),
        Some("bench") => {
            if let Some(unknown) = words.iter().find(|word| !bench::PARTS.contains(&word.as_str())) {
                return Err(usage(format!("there is no part “{unknown}”; choose from {}", bench::PARTS.join(", "))));
            }
            return bench::run(&words).map(|holds| if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        Some("conformance") => conformance::run(),
        Some("size") => bundle::page().and_then(|()| size::check()),
        Some("setup") => {
            toolchain::ensure().and_then(|()| browser::chromedriver()).map(|_| println!("Everything is there."))
        }
        None | Some("help") => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => Err(usage(format!("there is no command “{other}”"))),
    };
    done.map(|()| ExitCode::SUCCESS)
}

fn usage(error: impl std::fmt::Display) -> Failure {
    Failure::new(error, "see `cargo xtask help`")
}
