//! What `cargo xtask bench` measures. Speed is told as a ratio to something else measured in the same run, so that it means the
//! same on every machine; what a person waits for is told in milliseconds.

mod har_file;
mod live;
mod native;
mod page;
mod table;

use crate::devtools::{Browser, Options};
use crate::paths::root;
use crate::step::{Result, step};
use crate::{bundle, sample_server, size};
use std::path::PathBuf;
use table::Figure;

/// The parts that can be chosen by name.
pub const PARTS: [&str; 4] = ["size", "native", "page", "live"];

/// Measures every part, or those of `only`, and prints the table, also of what was measured before a failure. Gives whether
/// every budget holds.
pub fn run(only: &[String]) -> Result<bool> {
    let mut figures = Vec::new();
    let ended = measure(only, &mut figures);
    println!("\n{}", table::print(&figures));
    ended.map(|()| figures.iter().all(Figure::holds))
}

fn measure(only: &[String], figures: &mut Vec<Figure>) -> Result<()> {
    let wants = |part: &str| only.is_empty() || only.iter().any(|word| word == part);
    let folder = folder();
    step("files", "three recordings, the same every time", || {
        crate::paths::write(&folder.join("large.har"), har_file::large(52_000_000))?;
        crate::paths::write(&folder.join("small.har"), har_file::small(50_000_000))?;
        crate::paths::write(&folder.join("long.har"), har_file::long(100_000))
    })?;
    if wants("size") || wants("live") {
        bundle::extensions()?;
    }
    if wants("page") {
        page::build(&folder)?;
    }
    if wants("native") {
        let large = ("the same file natively, against Node", folder.join("large.har"));
        let small = ("50 MB of small entries, against Node", folder.join("small.har"));
        figures.extend(native::measure(&[large, small])?);
    }
    if wants("page") || wants("live") {
        let mut browser = Browser::launch(&Options::default())?;
        if wants("page") {
            figures.extend(page::measure(&mut browser, &folder)?);
        }
        if wants("live") {
            live::measure(&mut browser, &sample_server::start()?, figures)?;
        }
    }
    if wants("size") {
        let (wasm, zip) = size::measure()?;
        figures.push(Figure::new("WebAssembly, gzip", 400.0, 250.0, wasm, "KB", ""));
        figures.push(Figure::new("whole extension, zip", 800.0, 500.0, zip, "KB", ""));
    }
    Ok(())
}

/// Where the files of a run are.
fn folder() -> PathBuf {
    root().join("target").join("bench")
}
