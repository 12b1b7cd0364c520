//! Progress and failure: every step says what it does and why; a failure names the step and the remedy.

use std::collections::VecDeque;
use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::Instant;

/// So many of a failed program's last lines stand in its failure.
const HEARD: usize = 15;

pub type Result<T> = std::result::Result<T, Failure>;

/// Why something could not be done, and what the reader can do about it.
#[derive(Debug, Clone)]
pub struct Failure {
    pub what: String,
    pub remedy: String,
}

impl Failure {
    pub fn new(what: impl fmt::Display, remedy: impl fmt::Display) -> Self {
        Self { what: what.to_string(), remedy: remedy.to_string() }
    }

    fn within(self, step: &str) -> Self {
        // The innermost step is the one that helps; outer ones would only repeat the way there.
        if self.what.starts_with("Step ") {
            self
        } else {
            Self { what: format!("Step “{step}” failed: {}", self.what), ..self }
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what)?;
        if self.remedy.is_empty() { Ok(()) } else { write!(f, "\n  Remedy: {}", self.remedy) }
    }
}

impl std::error::Error for Failure {}

/// Runs one step, with a line before (what and why) and a line after (how long).
pub fn step<T>(what: &str, why: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let started = Instant::now();
    eprintln!("▸ {what}: {why}");
    let _ = std::io::stderr().flush();
    match work() {
        Ok(value) => {
            eprintln!("  ✓ {what} ({:.1} s)", started.elapsed().as_secs_f32());
            Ok(value)
        }
        Err(failure) => {
            eprintln!("  ✗ {what} ({:.1} s)", started.elapsed().as_secs_f32());
            Err(failure.within(what))
        }
    }
}

/// Runs a program and shows its output; anything but success is a failure with `remedy`.
pub fn run(command: &mut Command, remedy: &str) -> Result<()> {
    let shown = show(command);
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|error| Failure::new(format!("`{shown}` could not start: {error}"), remedy))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("`{shown}` ended with {status}"), remedy)) }
}

/// Like [`run`], but the failure repeats the program's last lines: whoever reads only the end of a long log sees the reason.
pub fn run_heard(command: &mut Command, remedy: &str) -> Result<()> {
    let shown = show(command);
    let failed = |error| Failure::new(format!("`{shown}` could not start: {error}"), remedy);
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(failed)?;
    let (out, errors) = (child.stdout.take(), child.stderr.take());
    let last = Mutex::new(VecDeque::with_capacity(HEARD));
    std::thread::scope(|scope| {
        scope.spawn(|| echo(out, &last));
        echo(errors, &last);
    });
    let status = child.wait().map_err(failed)?;
    if status.success() {
        return Ok(());
    }
    let last = last.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    Err(Failure::new(format!("`{shown}` ended with {status}\n  {}", Vec::from(last).join("\n  ")), remedy))
}

/// Shows what a program writes, line by line, and keeps the last lines of it.
fn echo(from: Option<impl Read>, last: &Mutex<VecDeque<String>>) {
    let Some(from) = from else { return };
    for line in BufReader::new(from).split(b'\n').map_while(|line| line.ok()) {
        let line = String::from_utf8_lossy(&line).into_owned();
        eprintln!("{line}");
        let Ok(mut last) = last.lock() else { return };
        if last.len() == HEARD {
            last.pop_front();
        }
        last.push_back(line);
    }
}

/// Runs a program silently and returns its standard output.
pub fn output(command: &mut Command, remedy: &str) -> Result<String> {
    let shown = show(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| Failure::new(format!("`{shown}` could not start: {error}"), remedy))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let errors = String::from_utf8_lossy(&output.stderr);
        Err(Failure::new(format!("`{shown}` ended with {}\n{}", output.status, errors.trim()), remedy))
    }
}

/// Adds “what was touched” to an I/O error.
pub trait Context<T> {
    fn context(self, doing: impl fmt::Display) -> Result<T>;
}

impl<T, E: fmt::Display> Context<T> for std::result::Result<T, E> {
    fn context(self, doing: impl fmt::Display) -> Result<T> {
        self.map_err(|error| Failure::new(format!("{doing}: {error}"), ""))
    }
}

fn show(command: &Command) -> String {
    let mut shown = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        shown.push(' ');
        shown.push_str(&argument.to_string_lossy());
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_innermost_step_and_the_remedy() {
        let failure =
            step("outer", "a test", || step("inner", "a test", || Err::<(), _>(Failure::new("no disk", "make room"))))
                .unwrap_err();
        assert_eq!(failure.to_string(), "Step “inner” failed: no disk\n  Remedy: make room");
    }

    #[test]
    fn the_last_lines_of_a_failed_program_are_told() {
        let failure = run_heard(Command::new("cargo").arg("no-such-command"), "").unwrap_err();
        let (first, rest) = failure.what.split_once('\n').unwrap();
        assert!(first.starts_with("`cargo no-such-command` ended with"), "{failure}");
        assert!(rest.contains("no-such-command"), "{failure}");
    }

    #[test]
    fn a_program_that_fails_is_shown_with_its_arguments() {
        let failure = run(Command::new("cargo").arg("no-such-command").stderr(Stdio::null()), "").unwrap_err();
        assert!(failure.what.starts_with("`cargo no-such-command` ended with"), "{failure}");
    }
}
