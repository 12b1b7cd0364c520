//! `cargo xtask demo`: from nothing to the demo page in one command.

use crate::step::{Context, Failure, Result};
use crate::{bundle, paths, size, static_server, toolchain};
use std::env;
use std::process::{Command, Stdio};
use std::thread::park;

pub fn run(port: u16, open: bool) -> Result<()> {
    toolchain::ensure()?;
    bundle::page()?;
    size::check()?;
    let address = static_server::start(paths::dist(), port).map_err(|failure| {
        Failure::new(failure.what, format!("choose another port: `cargo xtask demo --port {}`", port.saturating_add(1)))
    })?;
    let url = format!("http://{address}/");
    println!("\nThe demo is at {url}\nPress Ctrl+C to stop it.");
    if open && has_display() {
        // The address is printed; a desktop without an opener is no failure.
        open_in_browser(&url).unwrap_or_else(|failure| eprintln!("{failure}"));
    }
    loop {
        park();
    }
}

/// True when a window could be shown.
pub fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn open_in_browser(url: &str) -> Result<()> {
    let mut command = if cfg!(windows) {
        let mut cmd = Command::new("cmd");
        cmd.args(["/C", "start", "", url]);
        cmd
    } else {
        let mut opener = Command::new(if cfg!(target_os = "macos") { "open" } else { "xdg-open" });
        opener.arg(url);
        opener
    };
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().context("opening the browser")?;
    Ok(())
}
