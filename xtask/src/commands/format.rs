//! `cargo xtask format`: lays out all code. `cargo fmt` follows `mod` lines only, so it misses each file whose module is
//! listed in a macro: every rule, auth-scheme and token kind.

use std::process::Command;

use crate::paths::{files_below, root};
use crate::step::{Context, Failure, Result};

/// How many files a program is handed at once: Windows takes 32,767 characters.
const AT_ONCE: usize = 200;

/// Lays out every Rust file, or with `check` tells which are laid out otherwise.
pub fn run(check: bool) -> Result<()> {
    for folder in ["src", "tests", "xtask"] {
        let mut files = files_below(&root().join(folder))?;
        files
            .retain(|f| f.extension().is_some_and(|e| e == "rs") && !f.components().any(|c| c.as_os_str() == "target"));
        for some in files.chunks(AT_ONCE) {
            let mut command = Command::new("rustfmt");
            command.args(["--edition", "2024"]).args(if check { &["--check", "-l"][..] } else { &[] });
            let output = command.args(some).current_dir(root().join(folder)).output().context("rustfmt")?;
            if !output.status.success() {
                let said = [output.stdout, output.stderr].concat();
                let what = format!("these files are laid out otherwise:\n{}", String::from_utf8_lossy(&said));
                return Err(Failure::new(what, "run `cargo xtask format`"));
            }
        }
    }
    Ok(())
}
