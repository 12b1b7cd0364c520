//! The command line against Node, the whole process each.

use super::table::{Figure, percentile};
use crate::paths::{self, on_path, root};
use crate::step::{Context, Failure, Result, run, step};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

const ROUNDS: usize = 5;

/// A figure for each file, of that name; none where there is no Node.
pub fn measure(files: &[(&'static str, PathBuf)]) -> Result<Vec<Figure>> {
    let Some(node) = on_path(&["node"]) else {
        println!("  skipped: there is no node here to compare the command line with");
        return Ok(Vec::new());
    };
    step("command line", "built as `cargo install` builds it", || {
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--quiet", "--locked", "--release", "--bin", "latchkey"]).current_dir(root());
        run(&mut cargo, "read the compiler's message above")
    })?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let program = target.join("release").join(paths::program("latchkey"));
    files.iter().map(|(what, file)| compare(what, file, &program, &node)).collect()
}

/// Both in turn, so that what else the machine does is shared by both.
fn compare(what: &'static str, file: &Path, program: &Path, node: &Path) -> Result<Figure> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let mut latchkey = Command::new(program);
        ours.push(time(latchkey.args(["explain", "--format", "json"]).arg(file), &[0, 1])?);
        let mut parse = Command::new(node);
        parse.args(["-e", "JSON.parse(require('fs').readFileSync(process.argv[1], 'utf8'))"]).arg(file);
        theirs.push(time(&mut parse, &[0])?);
    }
    let (ours, theirs) = (percentile(&ours, 0.5), percentile(&theirs, 0.5));
    let note = format!("{ours:.0} ms against {theirs:.0} ms, whole processes");
    Ok(Figure::new(what, 0.5, 0.25, ours / theirs, "×", note))
}

/// How long a program runs, in milliseconds.
fn time(command: &mut Command, good: &[i32]) -> Result<f64> {
    let started = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).status().context("the program to measure")?;
    let millis = started.elapsed().as_secs_f64() * 1000.0;
    if status.code().is_some_and(|code| good.contains(&code)) {
        Ok(millis)
    } else {
        Err(Failure::new(format!("the program to measure ended with {status}"), ""))
    }
}
