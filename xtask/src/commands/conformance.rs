//! `cargo xtask conformance`: how the parsers do on the test data of other implementations.

use crate::commands::accuracy::shared;
use crate::paths::root;
use crate::step::{Failure, Result, run as run_command};
use std::process::Command;

/// Prints cases, right and differing for each corpus; a difference without a reason is a failure.
pub fn run() -> Result<()> {
    let corpora = shared().join("corpora");
    if !corpora.is_dir() {
        return Err(Failure::new(
            format!("{} is not there", corpora.display()),
            "set LATCHKEY_SHARED to the folder that holds corpora/",
        ));
    }
    run_command(
        Command::new(env!("CARGO"))
            .args(["test", "--quiet", "--test", "conformance", "--", "--nocapture", "--test-threads=1"])
            .current_dir(root()),
        "every case that differs needs its reason in tests/conformance/*.md",
    )
}
